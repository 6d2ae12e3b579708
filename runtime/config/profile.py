"""Profiles: rules of a site or a guideline in addition to the standard's, as TOML.

    name = "Radiology archive"
    reference = "Acceptance criteria 4.2"

    [[rule]]
    iod = "CT Image"
    path = "RequestAttributesSequence.ScheduledProcedureStepID"
    type = "1"

docs/configuration.md documents the keys.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from ..findings.paths import Step
from ..findings.paths import parse as parse_path
from .errors import ConfigurationError, unknown
from .files import parse
from .values import text, texts


class ProfileRule(NamedTuple):
    """The requirement of a profile for one attribute."""

    path: tuple[Step, ...]
    """Path to the attribute; the last step is the attribute itself."""
    iod: str
    """Name or keyword of the IOD that the rule applies to; empty for all."""
    sop_class: str
    """UID of the SOP class that the rule applies to; empty for all."""
    type: str
    """"1": present with a value. "2": present. Empty: not restricted."""
    forbidden: bool
    values: tuple[str, ...]
    """The allowed values; empty if values are not restricted."""
    reference: str
    """The source that findings cite."""


class Profile(NamedTuple):
    """The rules of one file."""

    name: str
    rules: tuple[ProfileRule, ...]


_KEYS = ("name", "reference", "rule")
RULE_KEYS = ("forbidden", "iod", "path", "reference", "sop-class", "type", "values")


def load(path: Path) -> Profile:
    """Return the profile of a file.

    Raises:
        OSError: The file cannot be read.
        ConfigurationError: The file is not TOML, or not a profile.
    """
    data = parse(path)
    for key in data:
        if key not in _KEYS:
            raise unknown(str(path), "key", key, _KEYS)
    if "name" not in data:
        raise ConfigurationError(str(path), "has no name", 'add name = "…"')
    name = text(data["name"], f"{path}: name")
    reference = text(data.get("reference", name), f"{path}: reference")
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
        raise ConfigurationError(
            f"{path}: rule", "must be an array of tables", "start each with [[rule]]"
        )
    return Profile(
        name,
        tuple(
            _rule(rule, f"{path}: rule {number}", reference)
            for number, rule in enumerate(rules, start=1)
        ),
    )


def _rule(data: dict[str, Any], where: str, reference: str) -> ProfileRule:
    for key in data:
        if key not in RULE_KEYS:
            raise unknown(where, "key", key, RULE_KEYS)
    if "path" not in data:
        raise ConfigurationError(
            where, "has no path", 'add path, such as path = "PatientID"'
        )
    rule = ProfileRule(
        path=read_path(text(data["path"], where), where),
        iod=text(data["iod"], where) if "iod" in data else "",
        sop_class=text(data["sop-class"], where) if "sop-class" in data else "",
        type=data.get("type", ""),
        forbidden=data.get("forbidden", False),
        values=texts(data.get("values", []), where),
        reference=text(data.get("reference", reference), where),
    )
    if rule.type not in ("", "1", "2"):
        raise ConfigurationError(where, f'type must be "1" or "2", not {rule.type!r}')
    if not isinstance(rule.forbidden, bool):
        raise ConfigurationError(where, "forbidden must be true or false")
    if rule.forbidden == bool(rule.type or rule.values):
        raise ConfigurationError(
            where,
            "must have either a requirement or forbidden = true",
            "set type, values or both; or set forbidden = true",
        )
    return rule


def read_path(path: str, where: str) -> tuple[Step, ...]:
    """Return the steps of "RequestAttributesSequence[0].(0040,0009)".

    Raises:
        ConfigurationError: The text is not a path.
    """
    try:
        return parse_path(path)
    except ValueError as error:
        hint = "a path is keywords or tags (gggg,eeee), separated by dots; [0] selects an item"
        raise ConfigurationError(where, str(error), hint) from None
