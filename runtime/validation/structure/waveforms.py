"""Waveform data against the attributes that describe them: PS3.3 C.10.9."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import codes
from ..scope import Scope
from .numbers import number, value_length
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

CHANNELS: Final = 0x003A0005
SAMPLES: Final = 0x003A0010
BITS_ALLOCATED: Final = 0x54001004


def check_waveform(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report waveform data that are not as long as their channels and samples."""
    elements = scope.elements
    channels = number(elements.get(CHANNELS))
    samples = number(elements.get(SAMPLES), "UL")
    bits = number(elements.get(BITS_ALLOCATED))
    length = value_length(elements[tag])
    if not (channels and samples and bits and length):
        return
    size = channels * samples * bits // 8
    expected = size + size % 2
    if length != expected:
        what = f"has {length} bytes; its channels and samples ask for {expected}"
        walk.add(codes.WAVEFORM_LENGTH, scope, tag, what)
