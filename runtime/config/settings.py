"""The settings of a validation, and how two sources of them combine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..conditions.facts import FACTS
from ..validation.codes import CODES
from ..validation.findings import Severity
from .errors import ConfigurationError, unknown

TRUTHS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Settings:
    """What a user settles; None and empty stand for what was not said."""

    select: tuple[str, ...] = ()
    """Codes of the findings to be reported, or how they begin; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes of findings to be left out, or how they begin."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Another severity for codes, by the code or how it begins."""
    format: str | None = None
    edition: str | None = None
    definitions: str | None = None
    jobs: int | None = None
    profile: tuple[str, ...] = ()
    """Paths of profiles: rules on top of the standard's."""
    facts: Mapping[str, bool] = field(default_factory=dict)
    """What the objects do not tell, by the names of `conditions.facts.FACTS`."""
    baseline: str | None = None
    """Path of a file with findings that are known already."""
    consistency: bool | None = None
    """Whether the instances of a study are compared."""

    def over(self, other: Settings) -> Settings:
        """Return these settings, completed by those of a weaker source.

        Tables are merged key by key; a list replaces the weaker one. An edition
        replaces a package of definitions, and the other way round.
        """
        chooses = self.edition is not None or self.definitions is not None
        edition = self if chooses else other
        compares = self if self.consistency is not None else other
        return Settings(
            select=self.select or other.select,
            ignore=self.ignore or other.ignore,
            severity={**other.severity, **self.severity},
            format=self.format or other.format,
            edition=edition.edition,
            definitions=edition.definitions,
            jobs=self.jobs or other.jobs,
            profile=self.profile or other.profile,
            facts={**other.facts, **self.facts},
            baseline=self.baseline or other.baseline,
            consistency=compares.consistency,
        )


def read_codes(texts: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Return codes, or what codes begin with, from comma separated texts.

    Raises:
        ConfigurationError: One of them begins no code.
    """
    names = tuple(
        name for text in texts for part in text.split(",") if (name := part.strip())
    )
    for name in names:
        if not any(code.startswith(name) for code in CODES):
            raise unknown(where, "code", name, CODES)
    return names


def read_severity(name: str, text: object, where: str) -> tuple[str, Severity]:
    """Return a code, or what codes begin with, and the severity it is to have.

    Raises:
        ConfigurationError: One of them is none.
    """
    read_codes((name,), where)
    if text not in list(Severity):
        raise unknown(where, "severity", str(text), Severity)
    return name, Severity(str(text))


def read_fact(name: str, value: object, where: str) -> tuple[str, bool]:
    """Return a fact and whether it holds.

    Args:
        value: "yes", "no", or a boolean as TOML has it.

    Raises:
        ConfigurationError: There is no such fact, or the value is neither yes nor no.
    """
    if name not in FACTS:
        raise unknown(where, "fact", name, FACTS)
    if isinstance(value, bool):
        return name, value
    if value not in TRUTHS:
        raise ConfigurationError(
            where, f"{name} is {value!r}", "a fact is yes or no: contrast-used=no"
        )
    return name, TRUTHS[str(value)]


def read_pairs(texts: tuple[str, ...], where: str) -> list[tuple[str, str]]:
    """Return names and values from texts such as "contrast-used=no".

    Raises:
        ConfigurationError: A text has no equals sign.
    """
    pairs = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise ConfigurationError(where, f"{text!r} has no =", "write NAME=VALUE")
        pairs.append((name.strip(), value.strip()))
    return pairs
