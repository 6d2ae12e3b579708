"""Encapsulated pixel data: fragments, offset tables and the first compressed frame.

Source: PS3.3 C.7.6.3.1.8; PS3.5 8.2, A.4.
"""

from __future__ import annotations

from typing import Final

from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import number, numbers
from ..subject import Subject
from .fragments import (
    FORMATS,
    REVERSIBLE,
    RLE,
    Codestream,
    Encapsulated,
    read_encapsulated,
)

EXTENDED_OFFSETS: Final = 0x7FE00001
EXTENDED_LENGTHS: Final = 0x7FE00002
SAMPLES: Final = 0x00280002
ROWS: Final = 0x00280010
PHOTOMETRIC: Final = 0x00280004
COLUMNS: Final = 0x00280011
BITS_ALLOCATED: Final = 0x00280100

VIDEO: Final = frozenset(f"1.2.840.10008.1.2.4.{number}" for number in range(100, 109))
"""MPEG and HEVC: fragments are independent of frames."""


def check_encapsulated(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int, frames: int | None
) -> None:
    """Report fragments and offset tables that do not match the frames."""
    content = read_encapsulated(subject, scope.elements[tag])
    if content is None:
        return
    if content.problem and subject.data is not None:
        return  # the reader reported it
    if content.problem:
        reporter.add(codes.FRAGMENTS_BROKEN, scope, tag, content.problem)
        return
    for index, fragment in enumerate(content.fragments):
        if fragment.length % 2 or not fragment.length:
            what = f"fragment {index} has {fragment.length} bytes"
            reporter.add(codes.FRAGMENT_LENGTH, scope, tag, what)
            break
    if scope.parent is None and content.codestream is not None:
        _check_codestream(reporter, subject, scope, tag, content.codestream)
    if not frames or subject.transfer_syntax in VIDEO:
        return
    if len(content.fragments) < frames:
        what = f"has {len(content.fragments)} fragments, but there are {frames} frames"
        reporter.add(codes.FRAGMENT_COUNT, scope, tag, what)
    _check_offsets(reporter, scope, tag, content, frames)
    _check_extended_offsets(reporter, scope, content, frames)


def _check_codestream(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int, found: Codestream
) -> None:
    """Report a first frame that contradicts the transfer syntax or the attributes.

    Source: PS3.5 8.2.1.
    """
    formats = FORMATS.get(subject.transfer_syntax)
    if formats is not None and found.format not in formats:
        what = f"the first frame is {found.format}, unlike transfer syntax {subject.transfer_syntax}"
        reporter.add(codes.CODESTREAM, scope, tag, what)
        return
    if found.problem:
        reporter.add(codes.CODESTREAM, scope, tag, f"the first frame: {found.problem}")
        return
    for attribute, have in (
        (ROWS, found.rows),
        (COLUMNS, found.columns),
        (SAMPLES, found.samples),
    ):
        stated = number(scope.elements.get(attribute))
        if have and stated not in (None, have):
            what = f"is {stated}, but the first frame has {have}"
            reporter.add(codes.CODESTREAM, scope, attribute, what)
    if subject.transfer_syntax == RLE:
        _check_segments(reporter, scope, tag, found.segments)
    elif found.transformed is not None:
        _check_transformation(reporter, subject, scope, tag, found)


def _check_segments(reporter: Reporter, scope: Scope, tag: int, segments: int) -> None:
    """Report a number of RLE segments other than one for each byte of a pixel.

    Source: PS3.5 G.2.
    """
    samples = number(scope.elements.get(SAMPLES))
    bits = number(scope.elements.get(BITS_ALLOCATED))
    if samples and bits and segments != (expected := (samples * bits + 7) // 8):
        what = f"the first frame has {segments} segments; must have {expected}"
        reporter.add(codes.CODESTREAM, scope, tag, what, reference="PS3.5 G.2")


def _check_transformation(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int, found: Codestream
) -> None:
    """Report a color transformation unlike the photometric interpretation, or wavelets.

    Source: PS3.5 8.2.4, A.4.4.
    """
    if subject.transfer_syntax in REVERSIBLE and not found.reversible:
        what = "the first frame is irreversible, unlike the transfer syntax"
        reporter.add(codes.CODESTREAM, scope, tag, what, reference="PS3.5 A.4.4")
    photometric = text_of(scope.elements.get(PHOTOMETRIC))
    if found.samples != 3 or not photometric:
        return
    required = "YBR_RCT" if found.reversible else "YBR_ICT"
    if found.transformed and photometric != required:
        what = f"is {photometric}; the transformation in the first frame requires {required}"
    elif not found.transformed and photometric in ("YBR_RCT", "YBR_ICT"):
        what = f"is {photometric}, but the first frame has no color transformation"
    else:
        return
    reporter.add(codes.CODESTREAM, scope, PHOTOMETRIC, what, reference="PS3.5 8.2.4")


def _check_offsets(
    reporter: Reporter, scope: Scope, tag: int, content: Encapsulated, frames: int
) -> None:
    """Report a Basic Offset Table that does not point to the frames."""
    offsets = content.offsets
    if content.table_length % 4:
        what = f"length {content.table_length} of the Basic Offset Table is not a multiple of 4"
        reporter.add(codes.OFFSET_TABLE, scope, tag, what)
    elif offsets and len(offsets) != frames:
        what = f"the Basic Offset Table has {len(offsets)} offsets for {frames} frames"
        reporter.add(codes.OFFSET_TABLE, scope, tag, what)
    elif wrong := set(offsets) - {fragment.offset for fragment in content.fragments}:
        what = f"no fragment begins at offset {min(wrong)} of the Basic Offset Table"
        reporter.add(codes.OFFSET_TABLE, scope, tag, what)


def _check_extended_offsets(
    reporter: Reporter, scope: Scope, content: Encapsulated, frames: int
) -> None:
    """Report an Extended Offset Table that does not point to the frames."""
    if EXTENDED_OFFSETS not in scope.elements:
        return
    starts = {fragment.offset: fragment.length for fragment in content.fragments}
    offsets = numbers(scope.elements[EXTENDED_OFFSETS], "OV")
    lengths = numbers(scope.elements.get(EXTENDED_LENGTHS), "OV")
    if content.offsets:
        what = "present, but the Basic Offset Table is not empty"
        reporter.add(codes.OFFSET_TABLE, scope, EXTENDED_OFFSETS, what)
    for table, values in ((EXTENDED_OFFSETS, offsets), (EXTENDED_LENGTHS, lengths)):
        if values and len(values) != frames:
            what = f"has {len(values)} values, but there are {frames} frames"
            reporter.add(codes.OFFSET_TABLE, scope, table, what)
    if wrong := set(offsets) - starts.keys():
        what = f"no fragment begins at offset {min(wrong)}"
        reporter.add(codes.OFFSET_TABLE, scope, EXTENDED_OFFSETS, what)
