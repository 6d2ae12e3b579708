"""Files as data sets of pydicom, with all that can be read of broken files.

pydicom reads well-formed files. Others are converted from what the general reader read, so
that a data set has the same elements as a validation.

Source: PS3.10 7.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import BinaryIO, Final

from pydicom import dcmread
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

from ..encoding.dictionary import vr_of
from ..encoding.files import TRANSFER_SYNTAX, FileContent, read_file
from ..encoding.general_reader import MAX_DEPTH
from ..encoding.headers import UNDEFINED
from ..encoding.reader import DEFERRED, read_items, readable_items
from ..encoding.readings import (
    BrokenSequenceError,
    Element,
    Elements,
    Problem,
    RawElement,
    RawSequence,
)
from ..encoding.single_values import text_of
from ..encoding.sources import FileSource, path_or_file
from ..encoding.transfer_syntax import encoding_of
from ..encoding.value_forms import KNOWN
from ..errors import IodizeError
from ..findings import codes
from .in_memory import of_pydicom


class UnreadableFileError(IodizeError):
    """A file that cannot be read as a data set."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = "`iodize validate` reports what is wrong with the file"

    def __str__(self) -> str:
        return self.problem.message


_UNREADABLE: Final = frozenset({codes.DEFLATE_LIMIT, codes.NO_DATA_SET})
"""Problems of files of which nothing is read."""


def read_data_set_of(source: FileSource) -> FileDataset:
    """Return the data set of a file, with or without preamble.

    Args:
        source: A path, the bytes of a file, or an open binary file, which is read from its
            position.

    Raises:
        TypeError: The source is something else.
        OSError: The file cannot be opened.
        NotDicomError: It is not a DICOM file.
        UnreadableFileError: It has no data set, an inflated data set that is too large, or
            sequences nested too deep.
    """
    found = path_or_file(source, "a data set of pydicom")
    if isinstance(found, str | os.PathLike):
        with open(found, "rb") as file:
            return _read(file, os.fspath(found))
    return _read(found, "")


def _read(file: BinaryIO, path: str) -> FileDataset:
    start = file.tell()
    content = read_file(file, DEFERRED)
    _refuse(content)
    if _is_well_formed(content):
        file.seek(start)
        try:
            return dcmread(path or file, force=True)
        except Exception:  # pydicom raises many types; it is converted
            pass
    file.seek(start)
    return _converted(read_file(file, UNDEFINED), path)


def _refuse(content: FileContent) -> None:
    for problem in content.problems:
        if problem.code in _UNREADABLE:
            raise UnreadableFileError(problem)


def _is_well_formed(content: FileContent) -> bool:
    if content.problems or content.meta.problems:
        return False
    waiting = [(content.reading, 0)]
    while waiting:
        reading, depth = waiting.pop()
        if reading.problems or depth > MAX_DEPTH:
            return False
        for element in reading.elements.values():
            if element.VR not in KNOWN and element.VR is not None:
                return False
            if not isinstance(element, RawSequence) or element.VR != "SQ":
                continue
            if element.plain is None and element.length > DEFERRED:
                continue  # pydicom decodes its items on access
            try:
                waiting += [(item, depth + 1) for item in read_items(element)]
            except BrokenSequenceError:
                return False
            if element.problems is not None:
                return False
    return True


def _converted(content: FileContent, path: str) -> FileDataset:
    meta = FileMetaDataset()
    meta._dict.update(_raw(content.meta.elements.values()))
    uid = text_of(content.meta.elements.get(TRANSFER_SYNTAX))
    elements = content.reading.elements
    first = next(iter(elements.values()), None)
    implicit, little, _ = encoding_of(uid)
    if isinstance(first, RawElement):
        implicit, little = first.implicit_vr, first.little_endian
    dataset = FileDataset(
        path or content.data,
        {},
        file_meta=meta,
        is_implicit_VR=implicit,
        is_little_endian=little,
    )
    _fill(dataset, elements)
    return dataset


def _fill(dataset: Dataset, elements: Elements) -> None:
    """Add elements to a data set, and the items of their sequences, without recursion."""
    waiting: list[tuple[Dataset, Elements, int]] = [(dataset, elements, 0)]
    while waiting:
        target, found, depth = waiting.pop()
        if depth > MAX_DEPTH:
            message = f"sequences are nested deeper than {MAX_DEPTH} levels"
            raise UnreadableFileError(Problem(codes.NESTED_TOO_DEEP, message))
        target._dict.update(_raw(found.values()))
        for tag, element in found.items():
            if not isinstance(element, RawSequence) or element.VR != "SQ":
                continue
            items = Sequence()
            for inner in readable_items(element):
                item = Dataset()
                items.append(item)
                waiting.append((item, inner, depth + 1))
            target._dict[BaseTag(tag)] = DataElement(tag, "SQ", items)


def _raw(elements: Iterable[Element]) -> dict[BaseTag, DataElement | RawDataElement]:
    """Return elements by tag; one with an unknown VR has that of the dictionary."""
    made = [of_pydicom(_with_vr(element)) for element in elements]
    return {element.tag: element for element in made}


def _with_vr(element: Element) -> Element:
    if not isinstance(element, RawElement) or element.VR in (*KNOWN, None):
        return element
    return element._replace(VR=vr_of(element.tag) or "UN")
