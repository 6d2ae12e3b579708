"""Photometric Interpretation and bits with the transfer syntax and the order of samples.

The tables of PS3.5 are those of 2024a. Only the terms of PS3.3 C.7.6.3.1.2 are checked: a
transfer syntax may support others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.rule import table_of
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import number
from ..subject import Subject
from .encapsulated import BITS_ALLOCATED, PHOTOMETRIC, SAMPLES, VIDEO
from .pixels import (
    BITS_STORED,
    MONOCHROME,
    NATIVE,
    SAMPLES_OF,
)

PLANAR: Final = 0x00280006
_RLE: Final = "1.2.840.10008.1.2.5"
_JPEG: Final = "1.2.840.10008.1.2.4."

_BY_PIXEL: Final = frozenset({"YBR_FULL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT"})
"""Planar Configuration shall be 0: PS3.3 C.7.6.3.1.2."""

_ENCAPSULATED_ONLY: Final = frozenset({"YBR_RCT", "YBR_ICT", "YBR_PARTIAL_420"})
"""Photometric Interpretations that native pixel data cannot have: PS3.5 8.2."""


class Allowed(NamedTuple):
    """The Photometric Interpretations that a section allows."""

    terms: frozenset[str]
    section: str


def _allowed(section: str, *terms: str) -> Allowed:
    return Allowed(MONOCHROME | {*terms}, section)


_LOSSLESS_JPEG: Final = _allowed(
    "PS3.5 8.2.1 Table 8.2.1-2", "PALETTE COLOR", "YBR_FULL", "RGB"
)
_REVERSIBLE: Final = ("PALETTE COLOR", "YBR_RCT", "RGB", "YBR_FULL")
_IRREVERSIBLE: Final = ("YBR_RCT", "YBR_ICT", "RGB", "YBR_FULL")

_OF_SYNTAX: Final[Mapping[str, Allowed]] = {
    **dict.fromkeys(
        NATIVE, Allowed(frozenset(SAMPLES_OF) - _ENCAPSULATED_ONLY, "PS3.5 8.2")
    ),
    _RLE: _allowed("PS3.5 8.2.2 Table 8.2.2-1", "PALETTE COLOR", "YBR_FULL", "RGB"),
    _JPEG + "50": _allowed("PS3.5 8.2.1 Table 8.2.1-1", "YBR_FULL_422", "RGB"),
    _JPEG + "51": _allowed("PS3.5 8.2.1 Table 8.2.1-1"),
    _JPEG + "57": _LOSSLESS_JPEG,
    _JPEG + "70": _LOSSLESS_JPEG,
    _JPEG
    + "80": _allowed("PS3.5 8.2.3 Table 8.2.3-1", "PALETTE COLOR", "YBR_FULL", "RGB"),
    _JPEG + "81": _allowed("PS3.5 8.2.3 Table 8.2.3-1", "YBR_FULL", "RGB"),
    _JPEG + "90": _allowed("PS3.5 8.2.4 Table 8.2.4-1", *_REVERSIBLE),
    _JPEG + "91": _allowed("PS3.5 8.2.4 Table 8.2.4-1", *_IRREVERSIBLE),
    _JPEG + "94": _allowed("PS3.5 A.6", "YBR_ICT", "YBR_RCT"),
    _JPEG + "95": _allowed("PS3.5 A.7", "YBR_ICT", "YBR_RCT"),
    # Video of one component is MONOCHROME2: the notes of PS3.5 8.2.5.
    **dict.fromkeys(VIDEO, _allowed("PS3.5 8.2.5", "YBR_PARTIAL_420")),
    _JPEG + "201": _allowed("PS3.5 8.2.14 Table 8.2.14-1", *_REVERSIBLE),
    _JPEG + "202": _allowed("PS3.5 8.2.14 Table 8.2.14-1", *_REVERSIBLE),
    _JPEG + "203": _allowed("PS3.5 8.2.14 Table 8.2.14-1", *_IRREVERSIBLE),
}
"""By transfer syntax."""


class Bits(NamedTuple):
    """Bits Stored that a section allows, by Bits Allocated."""

    stored: Mapping[int, range]
    section: str


_UP_TO_16: Final = {8: range(1, 9), 16: range(1, 17)}
_LOSSLESS_BITS: Final = Bits(_UP_TO_16, "PS3.5 8.2.1 Table 8.2.1-2")
_JPEG_LS_BITS: Final = Bits(
    {8: range(2, 9), 16: range(2, 17)}, "PS3.5 8.2.3 Table 8.2.3-1"
)

_BITS: Final[Mapping[str, Bits]] = {
    _JPEG + "50": Bits({8: range(8, 9)}, "PS3.5 8.2.1 Table 8.2.1-1"),
    _JPEG
    + "51": Bits({8: range(8, 9), 16: range(12, 13)}, "PS3.5 8.2.1 Table 8.2.1-1"),
    _JPEG + "57": _LOSSLESS_BITS,
    _JPEG + "70": _LOSSLESS_BITS,
    _JPEG + "80": _JPEG_LS_BITS,
    _JPEG + "81": _JPEG_LS_BITS,
}
"""By transfer syntax."""

_RGB: Final = frozenset({"RGB"})

_OF_COLOR: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys((*NATIVE, *(_JPEG + end for end in ("57", "70", "80"))), _RGB),
    _RLE: _RGB | {"YBR_FULL"},
    _JPEG + "50": frozenset({"YBR_FULL_422"}),
    _JPEG + "90": frozenset({"YBR_RCT"}),
    # JPEG 2000 may be reversible in this transfer syntax.
    _JPEG + "91": frozenset({"YBR_ICT", "YBR_RCT"}),
    **dict.fromkeys(VIDEO, frozenset({"YBR_PARTIAL_420"})),
}
"""Photometric Interpretations of color images in some modules, by transfer syntax."""


class ColorModule(NamedTuple):
    """A module that allows those of `_OF_COLOR` only."""

    section: str
    more: frozenset[str] = frozenset()
    """Those that it allows in all transfer syntaxes."""


_COLOR_MODULES: Final[Mapping[str, ColorModule]] = {
    "C.8-18": ColorModule("PS3.3 C.8.5.6.1.2"),
    "C.8-77": ColorModule("PS3.3 C.8.12.1.1.1"),
    "C.8.12.4-1": ColorModule("PS3.3 C.8.12.4.1.5", _RGB),
    "C.8.17.2-1": ColorModule("PS3.3 C.8.17.2.1.3"),
}
"""By table. They agree: US, VL, Whole Slide Microscopy and Ophthalmic Photography Image."""


def check_photometric(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a photometric interpretation that the encoding of the pixels contradicts."""
    photometric = text_of(scope.elements[tag])
    planar = number(scope.elements.get(PLANAR))
    if photometric in _BY_PIXEL and planar not in (None, 0):
        what = f"is {planar}; {photometric} requires 0"
        reporter.add(codes.PLANAR_CONFIGURATION, scope, PLANAR, what)
    # Pixel data in an item are native: PS3.5 A.4.
    if scope.parent is None and photometric in SAMPLES_OF:
        _check_syntax(reporter, subject, scope, photometric)
        _check_bits(reporter, subject, scope)


def _check_bits(reporter: Reporter, subject: Subject, scope: Scope) -> None:
    """Report numbers of bits that the compression of the transfer syntax does not have."""
    allowed = _BITS.get(subject.transfer_syntax)
    allocated = number(scope.elements.get(BITS_ALLOCATED))
    stored = number(scope.elements.get(BITS_STORED))
    if allowed is None or allocated is None or stored is None:
        return
    what = ""
    if allocated not in allowed.stored:
        most = " or ".join(map(str, allowed.stored))
        tag, what = BITS_ALLOCATED, f"is {allocated}; must be {most}"
    elif stored not in allowed.stored[allocated]:
        numbers = allowed.stored[allocated]
        span = f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
        tag, what = BITS_STORED, f"is {stored}; must be {span}"
    if what:
        what += f" in transfer syntax {subject.transfer_syntax}"
        reporter.add(codes.PIXEL_SYNTAX, scope, tag, what, reference=allowed.section)


def _check_syntax(
    reporter: Reporter, subject: Subject, scope: Scope, photometric: str
) -> None:
    syntax = subject.transfer_syntax
    allowed = _OF_SYNTAX.get(syntax)
    if allowed is not None and photometric not in allowed.terms:
        what = f"{photometric} is not allowed in transfer syntax {syntax}"
        reporter.add(
            codes.PHOTOMETRIC_SYNTAX,
            scope,
            PHOTOMETRIC,
            what,
            reference=allowed.section,
        )
        return
    module = _color_module(scope)
    if module is None or number(scope.elements.get(SAMPLES)) in (None, 1):
        return
    terms = _OF_COLOR.get(syntax)
    if terms is not None and photometric not in terms | module.more:
        required = " or ".join(sorted(terms | module.more))
        what = f"is {photometric}; the module requires {required} in transfer syntax {syntax}"
        reporter.add(
            codes.PHOTOMETRIC_SYNTAX, scope, PHOTOMETRIC, what, reference=module.section
        )


def _color_module(scope: Scope) -> ColorModule | None:
    rows = scope.level.plan.sources.get(PHOTOMETRIC, ())
    tables = (table_of(row.attribute) for row in rows)
    return next((_COLOR_MODULES[t] for t in tables if t in _COLOR_MODULES), None)
