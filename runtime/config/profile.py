"""Profiles: a site's or a guideline's own rules, on top of the standard's, as TOML.

    name = "Radiology archive"
    reference = "Acceptance criteria 4.2"

    [[rule]]
    iod = "CT Image"
    path = "RequestAttributesSequence.ScheduledProcedureStepID"
    type = "1"

docs/configuration.md documents the keys.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from .errors import ConfigurationError, unknown
from .files import parse, text, texts


class Step(NamedTuple):
    """One step of a path: an attribute, or items of a sequence."""

    name: str
    """A keyword, or a tag as eight hexadecimal digits."""
    item: int | None
    """Which item, from 0; None for every item."""


class ProfileRule(NamedTuple):
    """What a profile asks of one attribute."""

    path: tuple[Step, ...]
    """To the attribute; its last step names it."""
    iod: str
    """Name or keyword of the IOD it is for; empty for all."""
    sop_class: str
    """UID of the SOP class it is for; empty for all."""
    type: str
    """"1": present with a value. "2": present. Empty: nothing is said."""
    forbidden: bool
    values: tuple[str, ...]
    """Every value is one of these; empty where nothing is said."""
    reference: str
    """What a finding names as its source."""


class Profile(NamedTuple):
    """The rules of one file."""

    name: str
    rules: tuple[ProfileRule, ...]


_KEYS = ("name", "reference", "rule")
RULE_KEYS = ("forbidden", "iod", "path", "reference", "sop-class", "type", "values")
_STEP = re.compile(r"(?P<name>[A-Za-z]\w*|[0-9A-Fa-f]{8})(?:\[(?P<item>\d+)\])?")
_TAG = re.compile(r"\(?([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})\)?")


def load(path: Path) -> Profile:
    """Return the profile of a file.

    Raises:
        OSError: It cannot be read.
        ConfigurationError: It is no TOML, or no profile.
    """
    data = parse(path)
    for key in data:
        if key not in _KEYS:
            raise unknown(str(path), "key", key, _KEYS)
    if "name" not in data:
        raise ConfigurationError(str(path), "has no name", 'write name = "…" first')
    name = text(data["name"], f"{path}: name")
    reference = text(data.get("reference", name), f"{path}: reference")
    rules = data.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
        raise ConfigurationError(f"{path}: rule", "no list", "write [[rule]] above it")
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
        raise ConfigurationError(where, "has no path", 'write path = "PatientID"')
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
        raise ConfigurationError(where, f"type is {rule.type!r}", 'it is "1" or "2"')
    if not isinstance(rule.forbidden, bool):
        raise ConfigurationError(where, "forbidden is neither true nor false")
    if rule.forbidden == bool(rule.type or rule.values):
        raise ConfigurationError(
            where,
            "asks for nothing, or forbids what it asks for",
            "give a type, values or both; or forbidden = true",
        )
    return rule


def read_path(path: str, where: str) -> tuple[Step, ...]:
    """Return the steps of "RequestAttributesSequence[0].(0040,0009)".

    Raises:
        ConfigurationError: It is no path.
    """
    steps = []
    for part in _TAG.sub(r"\1\2", path).split("."):
        step = _STEP.fullmatch(part)
        if step is None:
            raise ConfigurationError(
                where,
                f"{path!r} is no path",
                "keywords, or tags (gggg,eeee), with dots between; [0] is an item",
            )
        item = step["item"]
        steps.append(Step(step["name"], None if item is None else int(item)))
    return tuple(steps)
