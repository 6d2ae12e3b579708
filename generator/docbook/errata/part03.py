"""Errata of PS3.3, exemptions of SOP classes, and declared values of rows.

If a section takes the values of another one and contradicts them, a SOP class is exempted.
Values are declared for a row if they are in a part that is not read, or are misprinted.
Each applies wherever it occurs: a table or section is found by its label or its title.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from iodize.encoding.value_forms import KNOWN

from ..spelling import letters
from .erratum import Erratum

OBJECT_ERRATA: Final = (
    Erratum(
        part=3,
        printed="C Required",
        correct="C - Required",
        reason="the dash between usage and condition is missing",
        seen_in=("2022d", "2023a"),
        column="Usage",
    ),
    Erratum(
        part=3,
        printed="M The units",
        correct="M - The units",
        reason="the dash between usage and remark is missing",
        seen_in=("2023a",),
        column="Usage",
    ),
    Erratum(
        part=3,
        printed="1",
        correct="1C",
        reason="the row states when it is required; corrected in later editions",
        seen_in=("2023a",),
        table="C.8-38",
        captions=("RT Image Module Attributes",),
        column="Type",
        row="Leaf/Jaw Positions",
        states="Required if",
    ),
    Erratum(
        part=3,
        printed="3",
        correct="2C",
        reason="the row states when it is required, like that of the Exposure Sequence",
        seen_in=("2022d", "2023a"),
        table="C.8-38",
        captions=("RT Image Module Attributes",),
        column="Type",
        row="Exposure Time",
    ),
    Erratum(
        part=3,
        printed="1",
        correct="1C",
        reason="the row states that it shall not be present beside the number of a"
        " calculated dose reference",
        seen_in=("2022d", "2023a"),
        table="C.8-58",
        captions=("RT Brachy Session Record Module Attributes",),
        column="Type",
        row="Referenced Dose Reference Number",
        below="Referenced Calculated Dose Reference Sequence",
    ),
)


@frozen
class Exemption:
    """A SOP class to which a value of a section does not apply."""

    section: str
    sop_class: str
    reason: str
    seen_in: tuple[str, ...]


EXEMPTIONS: Final = (
    Exemption(
        section="C.8.21.1.1.1.4",
        sop_class="1.2.840.10008.5.1.4.1.1.13.1.3",
        reason="C.8.21.6.1.1 gives Breast Tomosynthesis other terms for Value 4",
        seen_in=("2022d", "2023a"),
    ),
)


def exempted(section: str) -> str | None:
    """Return the SOP class to which the values of a section do not apply."""
    return next(
        (each.sop_class for each in EXEMPTIONS if each.section == section), None
    )


@frozen
class Stated:
    """Values of a row that the row does not list, or misprints."""

    table: str
    caption: str
    tag: str
    values: tuple[str, ...]
    reason: str
    seen_in: tuple[str, ...]
    enumerated: bool = True
    """Whether other values are not allowed."""


def _stated() -> Iterator[Stated]:
    for table, caption in (
        ("10-20a", "Extended Selector Attribute Macro Attributes"),
        ("C.23.1-1", "Hanging Protocol Definition Module Attributes"),
        ("C.23.3-1", "Hanging Protocol Display Module Attributes"),
    ):
        yield Stated(
            table=table,
            caption=caption,
            tag="(0072,0050)",
            values=tuple(sorted(KNOWN)),
            reason="the value representations are in PS3.5 Table 6.2-1, which is not read",
            seen_in=("2022d", "2023a"),
        )
    yield Stated(
        table="C.8.17.16-1",
        caption="Ophthalmic Optical Coherence Tomography B-scan Volume Analysis Image"
        " Module Attributes",
        tag="(0028,0004)",
        values=("MONOCHROME2",),
        reason="the value is misspelled in a paragraph instead of a list",
        seen_in=("2022d", "2023a"),
    )
    yield Stated(
        table="C.13-3",
        caption="Basic Film Box Presentation Module Attributes",
        tag="(2010,0010)",
        values=("SLIDE", "SUPERSLIDE"),
        reason="most of the enumerated values have letters in place of numbers",
        seen_in=("2022d", "2023a"),
        enumerated=False,
    )


STATED: Final = tuple(_stated())


def stated(table: str, caption: str, tag: str) -> Stated | None:
    """Return the declared values of a row, which replace those that it lists."""
    for each in STATED:
        if each.tag == tag and (
            each.table == table or letters(each.caption) == letters(caption)
        ):
            return each
    return None
