"""The settings of the commands, and merging settings of two sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..conditions.facts import FACTS
from ..findings.codes import CODES
from ..findings.finding import Severity
from .connections import Connections
from .errors import ConfigurationError, unknown

AUTO: Final = "auto"
"""Number of processes: one for each processor."""

BOOLEANS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Settings:
    """Settings of the commands; None or empty if not set."""

    select: tuple[str, ...] = ()
    """Codes, or prefixes of codes, of the findings to report; empty for all."""
    ignore: tuple[str, ...] = ()
    """Codes, or prefixes of codes, of the findings to drop."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Severities that replace the default ones, by code or prefix of codes."""
    format: str | None = None
    edition: str | None = None
    definitions: str | None = None
    jobs: int | str | None = None
    """Number of processes, or `AUTO`."""
    exclude: tuple[str, ...] = ()
    """Patterns of the files and folders to omit."""
    profile: tuple[str, ...] = ()
    """Paths of profiles with additional rules."""
    facts: Mapping[str, bool] = field(default_factory=dict)
    """Facts that the objects do not contain, by the names of `conditions.facts.FACTS`."""
    baseline: str | None = None
    """Path of a file with known findings."""
    consistency: bool | None = None
    """Whether the instances of a study are compared."""
    network: Connections | None = None
    """Settings of the commands that communicate with DICOM systems."""

    def over(self, other: Settings) -> Settings:
        """Return these settings, completed by those of a source of lower precedence.

        Tables are merged key by key; a list replaces the other list. An edition
        replaces a package of definitions, and vice versa.
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
            exclude=self.exclude or other.exclude,
            profile=self.profile or other.profile,
            facts={**other.facts, **self.facts},
            baseline=self.baseline or other.baseline,
            consistency=compares.consistency,
            network=self.network or other.network,
        )


def read_codes(texts: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Return codes, or prefixes of codes, from comma-separated texts.

    Raises:
        ConfigurationError: A text is not a prefix of any code.
    """
    names = tuple(
        name for text in texts for part in text.split(",") if (name := part.strip())
    )
    for name in names:
        if not any(code.startswith(name) for code in CODES):
            raise unknown(where, "code", name, CODES, "iodize rules")
    return names


def read_severity(name: str, text: object, where: str) -> tuple[str, Severity]:
    """Return a code, or a prefix of codes, and its new severity.

    Raises:
        ConfigurationError: The code or the severity does not exist.
    """
    read_codes((name,), where)
    if text not in list(Severity):
        raise unknown(where, "severity", str(text), Severity)
    return name, Severity(str(text))


def read_fact(name: str, value: object, where: str) -> tuple[str, bool]:
    """Return a fact and its value.

    Args:
        value: "yes", "no", or a boolean.

    Raises:
        ConfigurationError: The fact does not exist, or its value is neither yes nor no.
    """
    if name not in FACTS:
        raise unknown(where, "fact", name, FACTS, "iodize rules --facts")
    if isinstance(value, bool):
        return name, value
    if value not in BOOLEANS:
        raise ConfigurationError(where, f"{name} must be yes or no, not {value!r}")
    return name, BOOLEANS[str(value)]


def read_jobs(value: object, where: str) -> int | str:
    """Return a number of processes, or `AUTO`.

    Raises:
        ConfigurationError: The value is neither.
    """
    if value == AUTO:
        return AUTO
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ConfigurationError(
            where, f"must be a positive integer or {AUTO!r}, not {value!r}"
        )
    return value


def read_pairs(texts: tuple[str, ...], where: str) -> list[tuple[str, str]]:
    """Return names and values from texts such as "contrast-used=no".

    Raises:
        ConfigurationError: A text has no equals sign.
    """
    pairs = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise ConfigurationError(where, f"{text!r} has no =", "use NAME=VALUE")
        pairs.append((name.strip(), value.strip()))
    return pairs
