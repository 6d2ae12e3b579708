"""What only several files show: an instance twice, a study or series that contradicts itself.

Source: PS3.3 A.1.2 (the information entities), PS3.5 9 (unique identifiers).
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from ..definitions import Iod
from ..editions import Edition
from . import codes, values
from .codes import Code
from .elements import Element, Elements
from .entities import Entities
from .findings import Finding
from .memory import decoded, encodings_of
from .scope import SPECIFIC_CHARACTER_SET
from .text import text_of

if TYPE_CHECKING:
    from ..report import FileReport

SOP_INSTANCE: Final = 0x00080018
STUDY: Final = 0x0020000D
SERIES: Final = 0x0020000E

_ENTITIES: Final = {"Patient": "study", "Study": "study", "Series": "series"}
"""By information entity, the instances that have it in common."""


def entities_of(edition: Edition, iod: type[Iod], elements: Elements) -> Entities:
    """Return what an instance says of its patient, study and series."""
    names = encodings_of(elements.get(SPECIFIC_CHARACTER_SET))
    found: dict[int, str] = {}
    for tag in _shared(edition, iod.__name__).keys() & elements.keys():
        if text := _text(elements[tag], names):
            found[tag] = text
    return Entities(
        text_of(elements.get(STUDY)), text_of(elements.get(SERIES)), found, iod.__name__
    )


def check_together(
    edition: Edition, files: Sequence[FileReport], consistency: bool = False
) -> tuple[FileReport, ...]:
    """Return the reports of a run, with what the files say about each other.

    A SOP Instance UID that occurs twice is always found. A file is compared with the first
    one of its study or series that says anything.

    Args:
        consistency: Whether attributes of patient, study and series are compared; the
            reports need their `entities` for it.
    """
    found: dict[int, list[Finding]] = {}
    for number, finding in _duplicates(files):
        found.setdefault(number, []).append(finding)
    if consistency:
        for number, finding in _differences(edition, files):
            found.setdefault(number, []).append(finding)
    return tuple(
        (
            file._replace(findings=(*file.findings, *found[number]))
            if number in found
            else file
        )
        for number, file in enumerate(files)
    )


def _duplicates(files: Sequence[FileReport]) -> Iterator[tuple[int, Finding]]:
    first: dict[str, FileReport] = {}
    for number, file in enumerate(files):
        uid = file.sop_instance_uid
        if not uid:
            continue
        other = first.setdefault(uid, file)
        if other is file:
            continue
        if _copies(file.path, other.path):
            code, what = codes.INSTANCE_COPIED, "the same instance is in"
        else:
            code, what = (
                codes.INSTANCE_DUPLICATE,
                "another instance with this UID is in",
            )
        yield number, _finding(
            code, SOP_INSTANCE, "SOPInstanceUID", f"{what} {_named(other)}"
        )


def _differences(
    edition: Edition, files: Sequence[FileReport]
) -> Iterator[tuple[int, Finding]]:
    studies: dict[str, tuple[str, FileReport]] = {}
    first: dict[tuple[str, str, int], tuple[str, FileReport]] = {}
    for number, file in enumerate(files):
        own = file.entities
        if own is None:
            continue
        if own.series and own.study:
            study, other = studies.setdefault(own.series, (own.study, file))
            if study != own.study:
                message = f"the series belongs to another study in {_named(other)}"
                yield number, _finding(
                    codes.SERIES_IN_TWO_STUDIES, SERIES, "SeriesInstanceUID", message
                )
        shared = _shared(edition, own.iod)
        for tag, text in sorted(own.values.items()):
            level, entity = shared[tag]
            uid = own.series if level == "series" else own.study
            before, other = first.setdefault((level, uid, tag), (text, file))
            if uid and before != text:
                element = edition.element(tag)
                message = f"differs from {_named(other)}, of the same {level}"
                yield number, _finding(
                    _CODES[entity], tag, element.keyword if element else "", message
                )


_CODES: Final = {
    "Patient": codes.PATIENT_DIFFERS,
    "Study": codes.STUDY_DIFFERS,
    "Series": codes.SERIES_DIFFERS,
}


def _finding(code: Code, tag: int, keyword: str, message: str) -> Finding:
    return Finding(
        code.severity, code.name, tag, keyword, keyword, "", message, code.reference
    )


@cache
def _shared(edition: Edition, iod: str) -> Mapping[int, tuple[str, str]]:
    """Return by tag the instances that have an attribute in common, and its entity."""
    found: dict[int, tuple[str, str]] = {}
    for use in edition.iod(iod).module_uses:
        if use.entity not in _ENTITIES:
            continue
        for tag in use.definition.attributes():
            element = edition.element(tag)
            if element is not None and element.vr in values.TEXT:
                found.setdefault(tag, (_ENTITIES[use.entity], use.entity))
    # Not what the entities are told apart by.
    return {tag: found[tag] for tag in found.keys() - {STUDY, SERIES}}


def _text(element: Element, encodings: list[str]) -> str:
    value = element.value
    text = decoded(value, encodings) if isinstance(value, bytes) else None
    # Trailing separators of a person's name say nothing.
    return (text_of(element) if text is None else text).rstrip("^ \0").lstrip(" ")


def _named(file: FileReport) -> str:
    return file.path or "another data set"


def _copies(path: str, other: str) -> bool:
    """Return whether two files hold the same instance for all that can be told.

    The same bytes; or another transfer syntax, which may keep the UID.
    """
    try:
        return filecmp.cmp(path, other, shallow=False) or (
            _transfer_syntax(path) != _transfer_syntax(other)
        )
    except OSError:
        return False


def _transfer_syntax(path: str) -> str:
    from pydicom.errors import InvalidDicomError
    from pydicom.filereader import read_file_meta_info

    try:
        return str(read_file_meta_info(path).get("TransferSyntaxUID", ""))
    except InvalidDicomError:
        return ""  # a file without file meta information
