"""Checks across files: duplicate instances, and inconsistent studies and series.

Source: PS3.3 A.1.2 (the information entities), PS3.5 9 (unique identifiers).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
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

_BLOCK: Final = 1 << 20
"""Bytes of files to compare at a time."""

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


class Together:
    """The checks across the files of a run, which take one file after the other.

    Duplicate SOP Instance UIDs are always reported. Attributes are compared with the first
    file of the same study or series that has a value.

    Args:
        edition_of: Returns the edition that a file was validated against.
        consistency: Whether to compare attributes of patient, study and series; requires
            reports with `entities`.
    """

    def __init__(
        self, edition_of: Callable[[FileReport], Edition], consistency: bool = False
    ) -> None:
        self._edition_of = edition_of
        self._consistency = consistency
        self._instances: dict[str, tuple[str, str]] = {}
        """Path and transfer syntax of the first file of each SOP Instance UID."""
        self._studies: dict[str, tuple[str, str]] = {}
        """Study Instance UID of each series, and the path of its first file."""
        self._values: dict[tuple[str, str, int], tuple[str, str]] = {}
        """Value of each attribute of a study or series, and the path of its first file."""

    def checked(self, file: FileReport) -> FileReport:
        """Return the report of the next file, with the findings of the checks added."""
        additional = [*self._duplicates(file)]
        if self._consistency:
            additional += self._differences(file)
        if not additional:
            return file
        return file._replace(findings=(*file.findings, *additional))

    def _duplicates(self, file: FileReport) -> Iterator[Finding]:
        uid = file.sop_instance_uid
        if not uid:
            return
        syntax = file.transfer_syntax_uid
        if uid not in self._instances:
            self._instances[uid] = file.path, syntax
            return
        other, other_syntax = self._instances[uid]
        # Copies have the same bytes, or another transfer syntax, which may keep the UID.
        recoded = file.path and other and syntax != other_syntax
        if recoded or _have_same_bytes(file.path, other):
            code, what = codes.INSTANCE_COPIED, "the same instance is in"
        else:
            code, what = (
                codes.INSTANCE_DUPLICATE,
                "another instance with this UID is in",
            )
        message = f"{what} {_named(other)}"
        yield _finding(code, SOP_INSTANCE, "SOPInstanceUID", message)

    def _differences(self, file: FileReport) -> Iterator[Finding]:
        own = file.entities
        if own is None:
            return
        if own.series and own.study:
            study, other = self._studies.setdefault(own.series, (own.study, file.path))
            if study != own.study:
                message = f"the series belongs to another study in {_named(other)}"
                yield _finding(
                    codes.SERIES_IN_TWO_STUDIES, SERIES, "SeriesInstanceUID", message
                )
        edition = self._edition_of(file)
        shared = _shared(edition, own.iod)
        for tag, text in sorted(own.values.items()):
            level, entity = shared[tag]
            uid = own.series if level == "series" else own.study
            before, other = self._values.setdefault(
                (level, uid, tag), (text, file.path)
            )
            if uid and before != text:
                element = edition.element(tag)
                message = f"differs from {_named(other)} of the same {level}"
                yield _finding(
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


def _named(path: str) -> str:
    return path or "another data set"


def _have_same_bytes(path: str, other: str) -> bool:
    try:
        if os.path.getsize(path) != os.path.getsize(other):
            return False
        with open(path, "rb") as one, open(other, "rb") as two:
            while (block := one.read(_BLOCK)) == two.read(_BLOCK):
                if not block:
                    return True
    except OSError:
        pass  # a data set in memory, or a file that was removed
    return False
