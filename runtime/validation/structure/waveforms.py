"""Waveform data against the attributes that describe them: PS3.3 C.10.9."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import codes
from ..scope import Scope
from ..text import text_of
from .numbers import number, value_length
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

CHANNELS: Final = 0x003A0005
SAMPLES: Final = 0x003A0010
BITS_ALLOCATED: Final = 0x54001004
INTERPRETATION: Final = 0x54001006

_BITS: Final = {
    **dict.fromkeys(("SB", "UB", "MB", "AB"), 8),
    **dict.fromkeys(("SS", "US"), 16),
    **dict.fromkeys(("SL", "UL"), 32),
    **dict.fromkeys(("SV", "UV"), 64),
}
"""Bits of a sample, by Waveform Sample Interpretation: Table C.10-10."""


def check_waveform_bits(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report bits that make no samples, or samples of another interpretation."""
    bits = number(scope.elements[tag])
    interpretation = text_of(scope.elements.get(INTERPRETATION))
    expected = _BITS.get(interpretation)
    if bits is None:
        return
    if expected is not None and bits != expected:
        what = f"is {bits}; {interpretation} has {expected}"
        walk.add(codes.WAVEFORM_BITS, scope, tag, what)
    elif bits % 8 or not bits:
        what = f"is {bits}; it has to be a multiple of 8"
        walk.add(codes.WAVEFORM_BITS, scope, tag, what)


def check_waveform(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report waveform data that are not as long as their channels and samples."""
    elements = scope.elements
    channels = number(elements.get(CHANNELS))
    samples = number(elements.get(SAMPLES), "UL")
    bits = number(elements.get(BITS_ALLOCATED))
    length = value_length(elements[tag])
    for counted, found in ((CHANNELS, channels), (SAMPLES, samples)):
        if found == 0 and length:
            what = "is 0, though there are waveform data"
            walk.add(codes.WAVEFORM_LENGTH, scope, counted, what)
    if not (channels and samples and bits and length):
        return
    size = channels * samples * bits // 8
    expected = size + size % 2
    if length != expected:
        what = f"has {length} bytes; its channels and samples ask for {expected}"
        walk.add(codes.WAVEFORM_LENGTH, scope, tag, what)
