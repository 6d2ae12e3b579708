"""How the elements of a command set follow each other, and how long they say they are.

Source: PS3.7 6.3.1, 9.3 and 10.3 (Command Group Length).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from ...validation import codes
from ...validation.findings import Finding
from ..commands import element_places
from ..messages import Message
from .command_findings import of_element, of_message

GROUP_LENGTH: Final = 0x00000000
_FIRST: Final = 12
"""Bytes of Command Group Length, which it does not count."""


def check_encoding(message: Message, data: bytes) -> Iterator[Finding]:
    """Yield what is wrong with the order of elements, and with the group length.

    Args:
        message: What was read.
        data: The bytes it was read from.
    """
    places = element_places(data)
    tags = [tag for tag, _, _ in places]
    reference = "PS3.7 6.3.1"
    for tag, number in Counter(tags).items():
        if number > 1:
            what = f"({tag >> 16:04X},{tag & 0xFFFF:04X}) occurs {number} times"
            code = codes.DUPLICATE_ELEMENT
            yield of_message(code, message, what, reference=reference)
    if tags != sorted(tags):
        what = "the elements of the command set are not in the order of their tags"
        yield of_message(codes.ELEMENT_ORDER, message, what, reference=reference)
    yield from _check_length(message, data, {tag: place for tag, *place in places})


def _check_length(
    message: Message, data: bytes, places: dict[int, list[int]]
) -> Iterator[Finding]:
    element = message.elements[GROUP_LENGTH]
    if GROUP_LENGTH not in places:
        yield of_element(codes.COMMAND_MISSING, message, element, "absent; mandatory")
        return
    start, end = places[GROUP_LENGTH]
    told, behind = int.from_bytes(data[start:end], "little"), len(data) - _FIRST
    if end - start != 4 or told != behind:
        what = f"{told}; {behind} bytes follow"
        yield of_element(codes.COMMAND_VALUE, message, element, what)
