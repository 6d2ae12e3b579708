"""Checks of the encoding of a command set: order of elements, group length.

Source: PS3.7 6.3.1, 9.3 and 10.3 (Command Group Length).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from ...findings import codes
from ...findings.finding import Finding
from ..messages.command_sets import Framing
from ..messages.messages import Message
from .command_findings import of_element, of_message

GROUP_LENGTH: Final = 0x00000000
_FIRST: Final = 12
"""Size of Command Group Length itself, in bytes."""


def check_encoding(message: Message, framing: Framing) -> Iterator[Finding]:
    """Yield findings of the order of elements, and of the group length.

    Args:
        message: The message that was decoded.
        framing: How its elements were encoded.
    """
    reference = "PS3.7 6.3.1"
    for tag, number in Counter(framing.tags).items():
        if number > 1:
            what = f"({tag >> 16:04X},{tag & 0xFFFF:04X}) occurs {number} times"
            code = codes.DUPLICATE_ELEMENT
            yield of_message(code, message, what, reference=reference)
    if list(framing.tags) != sorted(framing.tags):
        what = "the elements are not in ascending order of tags"
        yield of_message(codes.ELEMENT_ORDER, message, what, reference=reference)
    yield from _check_length(message, framing)


def _check_length(message: Message, framing: Framing) -> Iterator[Finding]:
    element = message.elements[GROUP_LENGTH]
    value = framing.group_length
    if value is None:
        yield of_element(codes.COMMAND_MISSING, message, element, "absent; mandatory")
        return
    length, following = int.from_bytes(value, "little"), framing.size - _FIRST
    if len(value) != 4 or length != following:
        what = f"{length}; {following} bytes follow"
        yield of_element(codes.COMMAND_VALUE, message, element, what)
