"""Sequences of undefined length, read without recursion.

pydicom reads them by calling itself, so a file can nest them deeper than Python's stack.
This is the way around, taken only then: pydicom's generator reads everything but the
sequences of undefined length, before which it is stopped.
"""

from __future__ import annotations

from typing import BinaryIO

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filereader import data_element_generator
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.valuerep import EXPLICIT_VR_LENGTH_32

from . import codes
from .elements import Element, Problem
from .plain import HEADER, ITEM, SEQUENCE_END, UNDEFINED


class _Level:
    """A data set or item that is being read, and the sequence in it that is."""

    def __init__(self, end: int | None) -> None:
        self.end = end
        """Where an item of known length ends; None where a delimiter ends it."""
        self.elements: list[Element] = []
        self.sequence = BaseTag(0)
        self.items: list[Dataset] = []

    def close_sequence(self) -> None:
        self.elements.append(DataElement(self.sequence, "SQ", Sequence(self.items)))
        self.items = []


class _Reader:
    def __init__(self, file: BinaryIO, implicit: bool, little: bool) -> None:
        self.file = file
        self.implicit = implicit
        self.little = little
        self.levels = [_Level(None)]
        self.header = 0
        """Length of the header of the sequence that stopped the generator, or 0."""

    def stops(self, tag: BaseTag, vr: str | None, length: int) -> bool:
        """Tell pydicom's generator to stop: at an item's end, and before a sequence."""
        end = self.levels[-1].end
        if end is not None and self.file.tell() - 8 >= end:
            return True
        if length == UNDEFINED and vr in ("SQ", "UN", None):
            long = not self.implicit and vr in EXPLICIT_VR_LENGTH_32
            self.header = 12 if long else 8
            self.levels[-1].sequence = tag
        return self.header != 0

    def read(self) -> Problem | None:
        """Read until the data end; return what ended them too early."""
        while True:
            self.header = 0
            self.levels[-1].elements.extend(
                data_element_generator(
                    self.file, self.implicit, self.little, stop_when=self.stops
                )
            )
            if self.header:
                self.file.seek(self.header, 1)
            elif len(self.levels) == 1:
                return None
            else:
                self.close_item()
            if problem := self.next_item():
                return problem

    def next_item(self) -> Problem | None:
        """Enter the next item of the innermost sequence, or leave the sequence."""
        header = self.file.read(8)
        if len(header) < 8:
            return Problem(codes.TRUNCATED, "the data end inside a sequence")
        group, number, length = HEADER[self.little].unpack(header)
        tag = group << 16 | number
        if tag == SEQUENCE_END:
            self.levels[-1].close_sequence()
        elif tag == ITEM:
            end = None if length == UNDEFINED else self.file.tell() + length
            self.levels.append(_Level(end))
        else:
            return Problem(
                codes.UNDECODABLE,
                f"({group:04X},{number:04X}) where an item should begin",
            )
        return None

    def close_item(self) -> None:
        item = Dataset({element.tag: element for element in self.levels.pop().elements})
        self.levels[-1].items.append(item)

    def close_all(self) -> list[Element]:
        while len(self.levels) > 1:
            self.close_item()
            self.levels[-1].close_sequence()
        return self.levels[0].elements


def read_deep(
    file: BinaryIO, implicit: bool, little: bool
) -> tuple[list[Element], tuple[Problem, ...]]:
    """Return the elements from here to the end of the file, however deep they nest.

    Values are not deferred. Sequences of undefined length come as pydicom's own.
    """
    reader = _Reader(file, implicit, little)
    try:
        problem = reader.read()
    except Exception as error:
        # Whatever pydicom meets in broken bytes, as in `read_elements`.
        problem = Problem(codes.UNDECODABLE, f"unreadable: {type(error).__name__}")
    return reader.close_all(), () if problem is None else (problem,)
