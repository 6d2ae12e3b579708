"""Checks of the file meta information: PS3.10 Table 7.1-1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...encoding.readings import Elements, Problem
from ...encoding.single_values import integer_of, text_of
from ...findings import codes
from ...tables.editions import Edition

GROUP_LENGTH: Final = 0x00020000
SOP_CLASS: Final = 0x00020002
SOP_INSTANCE: Final = 0x00020003
TRANSFER_SYNTAX: Final = 0x00020010

MANDATORY: Final = (
    GROUP_LENGTH,
    0x00020001,
    SOP_CLASS,
    SOP_INSTANCE,
    TRANSFER_SYNTAX,
    0x00020012,
)
"""The elements of type 1."""

_DICOM: Final = "1.2.840.10008."


def check_meta(
    edition: Edition,
    meta: Elements,
    length: int | None,
    elements: Elements,
    complete: bool = True,
) -> Iterator[Problem]:
    """Yield the problems of the file meta information.

    Args:
        length: Length of the group in bytes, without its group length element; None if
            it was not read from a file.
        elements: The elements of the data set.
        complete: Whether mandatory elements must be present.
    """
    if not meta:
        if complete:
            yield Problem(codes.META_MISSING, "no file meta information")
        return
    for tag in MANDATORY if complete else ():
        if tag not in meta:
            yield Problem(codes.META_ELEMENT_MISSING, "absent; type 1", tag)
        elif meta[tag].value in (None, b"", ""):
            yield Problem(codes.META_ELEMENT_MISSING, "empty; type 1", tag)
    if length is not None and (problem := _check_length(meta, length)):
        yield problem
    yield from _check_sop(meta, elements)
    yield from _check_transfer_syntax(edition, text_of(meta.get(TRANSFER_SYNTAX)))


def _check_length(meta: Elements, length: int) -> Problem | None:
    stated = integer_of(meta.get(GROUP_LENGTH))
    if stated is None or stated == length:
        return None
    return Problem(
        codes.META_LENGTH,
        f"is {stated}, but the group has {length} bytes",
        GROUP_LENGTH,
    )


def _check_sop(meta: Elements, elements: Elements) -> Iterator[Problem]:
    for code, tag, other, name in (
        (codes.META_SOP_CLASS, SOP_CLASS, 0x00080016, "SOPClassUID"),
        (codes.META_SOP_INSTANCE, SOP_INSTANCE, 0x00080018, "SOPInstanceUID"),
    ):
        stored, own = text_of(meta.get(tag)), text_of(elements.get(other))
        if stored and own and stored != own:
            yield Problem(code, f"is {stored}, but {name} is {own}", tag)


def _check_transfer_syntax(edition: Edition, uid: str) -> Iterator[Problem]:
    if not uid:
        return
    known = edition.uid(uid)
    if known is not None and known.type == "Transfer Syntax":
        if known.retired:
            yield Problem(
                codes.TRANSFER_SYNTAX_RETIRED, f"{known.name}: retired", TRANSFER_SYNTAX
            )
    elif known is not None:
        what = f"{uid} is {known.name}, {known.type}"
        yield Problem(codes.NOT_A_TRANSFER_SYNTAX, what, TRANSFER_SYNTAX)
    elif uid.startswith(_DICOM):
        what = f"{uid} is not registered in {edition.name}"
        yield Problem(codes.TRANSFER_SYNTAX_UNKNOWN, what, TRANSFER_SYNTAX)
    else:
        yield Problem(
            codes.TRANSFER_SYNTAX_PRIVATE, f"{uid} is private", TRANSFER_SYNTAX
        )
