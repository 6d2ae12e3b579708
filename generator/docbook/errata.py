"""Slips of the standard's tables that would mislead a reader: each a row, with its reason.

A cell whose text begins with `printed` is read as if it began with `correct`. Where one
section takes the values of another and contradicts them, a SOP class is exempted; where
values stand in a part that is not read, or are misprinted, they are stated.
Nothing else in the readers knows of slips.
"""

from __future__ import annotations

from functools import cache

from attrs import frozen

from iodize.validation.values import KNOWN

from .message_errata import MESSAGE_ERRATA
from .services.errata import SERVICE_ERRATA
from .slips import Erratum

ERRATA: tuple[Erratum, ...] = (
    Erratum(
        part=3,
        table="A.80.2.3-1",
        printed="C Required",
        correct="C - Required",
        reason="Graphic Layer: the dash between usage and condition is missing",
        editions=("2022d", "2023a"),
    ),
    Erratum(
        part=3,
        table="A.86.1.15-2",
        printed="M The units",
        correct="M - The units",
        reason="the dash between usage and remark is missing",
        editions=("2023a",),
    ),
    Erratum(
        part=3,
        table="A.86.1.16-2",
        printed="M The units",
        correct="M - The units",
        reason="the dash between usage and remark is missing",
        editions=("2023a",),
    ),
    *MESSAGE_ERRATA,
    *SERVICE_ERRATA,
)


@frozen
class Exemption:
    """A SOP class that a section's value is not for, though another section takes it."""

    part: int
    section: str
    sop_class: str
    reason: str
    editions: tuple[str, ...]
    """Editions seen to have it."""


EXEMPTIONS: tuple[Exemption, ...] = (
    Exemption(
        part=3,
        section="C.8.21.1.1.1.4",
        sop_class="1.2.840.10008.5.1.4.1.1.13.1.3",
        reason="C.8.21.6.1.1 gives Breast Tomosynthesis other terms for Value 4",
        editions=("2022d", "2023a"),
    ),
)


def exempted(part: int, edition: str, section: str) -> str | None:
    """Return the SOP class that the values of a section are not for."""
    for each in EXEMPTIONS:
        if (each.part, each.section) == (part, section) and edition in each.editions:
            return each.sop_class
    return None


@frozen
class Stated:
    """Values of a row that the row does not list, or not as they are."""

    part: int
    table: str
    tag: str
    values: tuple[str, ...]
    reason: str
    editions: tuple[str, ...]
    """Editions seen to have it."""
    enumerated: bool = True
    """Whether no others are allowed."""


STATED: tuple[Stated, ...] = (
    *(
        Stated(
            part=3,
            table=table,
            tag="(0072,0050)",
            values=tuple(sorted(KNOWN)),
            reason="the value representations stand in PS3.5 Table 6.2-1, which is not read",
            editions=("2022d", "2023a"),
        )
        for table in ("10-20a", "C.23.1-1", "C.23.3-1")
    ),
    Stated(
        part=3,
        table="C.8.17.16-1",
        tag="(0028,0004)",
        values=("MONOCHROME2",),
        reason="the value is no list but a paragraph, which misspells it",
        editions=("2022d", "2023a"),
    ),
    Stated(
        part=3,
        table="C.13-3",
        tag="(2010,0010)",
        values=("SLIDE", "SUPERSLIDE"),
        reason="letters stand for numbers in most of the values it enumerates",
        editions=("2022d", "2023a"),
        enumerated=False,
    ),
)


@cache
def stated(part: int, edition: str, table: str, tag: str) -> Stated | None:
    """Return the values of a row, where they count in place of what it lists."""
    for each in STATED:
        if (each.part, each.table, each.tag) == (part, table, tag):
            return each if edition in each.editions else None
    return None


@cache
def corrections(part: int, edition: str, table: str) -> tuple[Erratum, ...]:
    """Return the errata of one table."""
    of_edition = errata_of(part, edition)
    return tuple(erratum for erratum in of_edition if erratum.table == table)


@cache
def errata_of(part: int, edition: str) -> tuple[Erratum, ...]:
    """Return the errata of one part of an edition."""
    return tuple(
        erratum
        for erratum in ERRATA
        if erratum.part == part and edition in erratum.editions
    )
