"""Waveform data and the attributes that describe them: PS3.3 C.10.9."""

from __future__ import annotations

from typing import Final

from ...encoding.single_values import text_of
from ...findings import codes
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .numbers import number, value_length
from .subject import Subject

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
"""Bits per sample, by Waveform Sample Interpretation: Table C.10-10."""


def check_waveform_bits(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report bits allocated that do not match the sample interpretation."""
    bits = number(scope.elements[tag])
    interpretation = text_of(scope.elements.get(INTERPRETATION))
    expected = _BITS.get(interpretation)
    if bits is None:
        return
    if expected is not None and bits != expected:
        what = f"is {bits}; {interpretation} requires {expected}"
        reporter.add(codes.WAVEFORM_BITS, scope, tag, what)
    elif bits % 8 or not bits:
        what = f"is {bits}; must be a multiple of 8"
        reporter.add(codes.WAVEFORM_BITS, scope, tag, what)


def check_waveform(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report waveform data whose length does not match channels and samples."""
    elements = scope.elements
    channels = number(elements.get(CHANNELS))
    samples = number(elements.get(SAMPLES), "UL")
    bits = number(elements.get(BITS_ALLOCATED))
    length = value_length(elements[tag])
    for counter, value in ((CHANNELS, channels), (SAMPLES, samples)):
        if value == 0 and length:
            what = "is 0, but waveform data are present"
            reporter.add(codes.WAVEFORM_LENGTH, scope, counter, what)
    if not (channels and samples and bits and length):
        return
    size = channels * samples * bits // 8
    expected = size + size % 2
    if length != expected:
        what = f"has {length} bytes; its channels and samples require {expected}"
        reporter.add(codes.WAVEFORM_LENGTH, scope, tag, what)
