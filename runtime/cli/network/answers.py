"""Output of C-FIND answers: as a table, as JSON, or as files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import Tag

from ...atomic import writing
from ...render.wording import counted, printable

if TYPE_CHECKING:
    from ...dimse.services.attribute_lists import FindAnswer

_OMITTED: Final = frozenset(
    {"SpecificCharacterSet", "QueryRetrieveLevel", "RetrieveAETitle"}
)
"""Attributes without a column: they describe the answer, not the matching entity."""
_MAX_COLUMNS: Final = 8
"""Maximum number of columns. --json prints all attributes."""
_WIDTH: Final = 400
"""Maximum width of a line, in characters, if the output is not a terminal."""
_PREFERRED: Final = frozenset(
    {
        "PatientName",
        "PatientID",
        "Modality",
        "ScheduledStationAETitle",
        "ScheduledProcedureStepStartDate",
        "ScheduledProcedureStepStartTime",
        "ScheduledProcedureStepDescription",
    }
)
"""Attributes that always have a column, as has the last UID."""


class Answers:
    """Prints or writes answers as they arrive."""

    def __init__(
        self, as_json: bool, folder: Path | None, noun: str = "answer"
    ) -> None:
        """Create the output.

        Args:
            folder: Folder for a file of each answer, created if it does not exist.
            noun: The noun for an answer in the summary.

        Raises:
            OSError: The folder cannot be created.
        """
        self._as_json = as_json
        self._folder = folder
        self._noun = noun
        self._datasets: list[Dataset] = []
        self.count = 0
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def add(self, answer: FindAnswer) -> None:
        """Add an answer, and print or write it if requested.

        Raises:
            OSError: The file cannot be written.
        """
        self.count += 1
        dataset = answer.to_dataset()
        if self._folder is not None:
            _write(dataset, self._folder / f"{self.count:06}")
        if self._as_json:
            # One line for each, printed immediately.
            click.echo(json.dumps(dataset.to_json_dict()))
        else:
            self._datasets.append(dataset)

    def print(self) -> None:
        """Print the table, unless the output is JSON, and the number of answers."""
        if not self._as_json and self._datasets:
            from rich.console import Console
            from rich.table import Table

            columns = _columns(self._datasets)
            table = Table(box=None, pad_edge=False)
            for each in columns:
                table.add_column(_title(each), overflow="fold")
            for dataset in self._datasets:
                table.add_row(*(printable(_value(dataset, each)) for each in columns))
            width = None if sys.stdout.isatty() else _WIDTH
            Console(highlight=False, width=width).print(table)
        click.echo(counted(self.count, self._noun), err=True)


Column = tuple[str, ...]
"""Keywords of the path to a value."""


def _columns(datasets: Sequence[Dataset]) -> list[Column]:
    """Return the columns: attributes with different values are preferred."""
    values: dict[Column, set[str]] = {}
    uids: list[Column] = []
    for dataset in datasets:
        for column, vr in _leaves(dataset, ()):
            if column not in values and vr == "UI":
                uids.append(column)
            values.setdefault(column, set()).add(_value(dataset, column))
    known = [
        column
        for column, found in values.items()
        if column[-1] not in _OMITTED and found != {""}
    ]
    uids = [column for column in uids if column in known]

    def rank(column: Column) -> tuple[bool, bool, bool]:
        preferred = column[-1] in _PREFERRED or column in uids[-1:]
        same = len(values[column]) == 1 and len(datasets) > 1
        return not preferred, column in uids and not preferred, same

    chosen = sorted(known, key=rank)[:_MAX_COLUMNS]
    return sorted(chosen, key=lambda column: (rank(column)[0], known.index(column)))


def _leaves(dataset: Dataset, outer: Column) -> Iterable[tuple[Column, str]]:
    """Yield the path and the VR of each element, in first items only."""
    for element in dataset:
        column = (*outer, element.keyword or str(Tag(element.tag)))
        if element.VR != "SQ":
            yield column, element.VR
        elif element.value:
            yield from _leaves(element.value[0], column)


def _title(column: Column) -> str:
    from pydicom.datadict import dictionary_description

    try:
        return dictionary_description(column[-1])
    except (KeyError, ValueError):
        return column[-1]


def _value(dataset: Dataset, column: Column) -> str:
    inner: Any = dataset
    for keyword in column[:-1]:
        items = inner.get(keyword)
        if not items:
            return ""
        inner = items[0]
    value = inner.get(column[-1])
    if value is None:
        return ""
    if isinstance(value, MultiValue):
        return "\\".join(map(str, value))
    return str(value)


def _write(dataset: Dataset, stem: Path) -> None:
    """Write an answer as a file, which is not an instance."""
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian

    dataset.preamble = bytes(128)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    with writing(stem.with_suffix(".dcm")) as file:
        dataset.save_as(file, enforce_file_format=False)
