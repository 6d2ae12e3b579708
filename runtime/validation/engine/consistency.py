"""Checks across files: duplicate instances, and inconsistent studies and series.

Source: PS3.3 A.1.2 (the information entities), PS3.5 9 (unique identifiers).
"""

from __future__ import annotations

import filecmp
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from ...encoding import value_forms
from ...encoding.character_sets import decoded, encodings_of
from ...encoding.readings import Element, Elements
from ...encoding.single_values import text_of
from ...findings import codes
from ...findings.codes import Code
from ...findings.entities import Entities
from ...findings.finding import Finding
from ...tables.descriptions import Iod
from ...tables.editions import Edition
from ..plan.scope import SPECIFIC_CHARACTER_SET

if TYPE_CHECKING:
    from ...findings.report import FileReport

SOP_INSTANCE: Final = 0x00080018
STUDY: Final = 0x0020000D
SERIES: Final = 0x0020000E

_ENTITIES: Final = {"Patient": "study", "Study": "study", "Series": "series"}
"""The level at which instances share an information entity, by entity."""


def entities_of(edition: Edition, iod: type[Iod], elements: Elements) -> Entities:
    """Return the attributes of an instance that describe its patient, study and series."""
    names = encodings_of(elements.get(SPECIFIC_CHARACTER_SET))
    values: dict[int, str] = {}
    for tag in _shared(edition, iod.__name__).keys() & elements.keys():
        row = edition.element(tag)
        if text := _text(elements[tag], names, row.vr if row else ""):
            values[tag] = text
    return Entities(
        text_of(elements.get(STUDY)),
        text_of(elements.get(SERIES)),
        values,
        iod.__name__,
    )


def check_together(
    edition_of: Callable[[FileReport], Edition],
    files: Sequence[FileReport],
    consistency: bool = False,
) -> tuple[FileReport, ...]:
    """Return the reports of a run with the findings of checks across files added.

    Duplicate SOP Instance UIDs are always reported. Attributes are compared with the first
    file of the same study or series that has a value.

    Args:
        edition_of: Returns the edition that a file was validated against.
        consistency: Whether to compare attributes of patient, study and series; requires
            reports with `entities`.
    """
    additional: dict[int, list[Finding]] = {}
    for number, finding in _duplicates(files):
        additional.setdefault(number, []).append(finding)
    if consistency:
        for number, finding in _differences(edition_of, files):
            additional.setdefault(number, []).append(finding)
    return tuple(
        (
            file._replace(findings=(*file.findings, *additional[number]))
            if number in additional
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
    edition_of: Callable[[FileReport], Edition], files: Sequence[FileReport]
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
        edition = edition_of(file)
        shared = _shared(edition, own.iod)
        for tag, text in sorted(own.values.items()):
            level, entity = shared[tag]
            uid = own.series if level == "series" else own.study
            before, other = first.setdefault((level, uid, tag), (text, file))
            if uid and before != text:
                element = edition.element(tag)
                message = f"differs from {_named(other)} of the same {level}"
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
    """Return the level at which instances share an attribute, and its entity, by tag."""
    shared: dict[int, tuple[str, str]] = {}
    for use in edition.iod(iod).module_uses:
        if use.entity not in _ENTITIES:
            continue
        for tag in use.definition.attributes():
            element = edition.element(tag)
            if element is not None and element.vr in value_forms.TEXT:
                shared.setdefault(tag, (_ENTITIES[use.entity], use.entity))
    # The UIDs identify the entities.
    return {tag: shared[tag] for tag in shared.keys() - {STUDY, SERIES}}


def _text(element: Element, encodings: list[str], vr: str) -> str:
    value = element.value
    text = decoded(value, encodings, vr) if isinstance(value, bytes) else None
    # Trailing separators of a person's name are not significant.
    return (text_of(element) if text is None else text).rstrip("^ \0").lstrip(" ")


def _named(file: FileReport) -> str:
    return file.path or "another data set"


def _copies(path: str, other: str) -> bool:
    """True if two files contain copies of one instance.

    Copies have the same bytes, or another transfer syntax, which may keep the UID.
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
