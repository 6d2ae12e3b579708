"""Answers to queries: as a table, as JSON, or as files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import Tag

from ..render.wording import counted, shown

if TYPE_CHECKING:
    from ..dimse.attribute_lists import FindAnswer

_APART = frozenset({"SpecificCharacterSet", "QueryRetrieveLevel", "RetrieveAETitle"})
"""What a table has no column for: it is about the answer, not what was found."""
_WIDEST = 8
"""Columns that a table has; what does not fit is in --json."""
_PIPED = 400
"""Characters of a line where there is no terminal to tell."""
_FIRST = frozenset(
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
"""What people look for; it has a column whatever else there is, as the last UID has."""


class Answers:
    """Takes answers while they come, and shows them as was wanted."""

    def __init__(
        self, as_json: bool, folder: Path | None, noun: str = "answer"
    ) -> None:
        """Make what shows answers.

        Args:
            folder: Where to write each as a file, too; made if it is not there.
            noun: What one of them is called.

        Raises:
            OSError: The folder cannot be made.
        """
        self._as_json = as_json
        self._folder = folder
        self._noun = noun
        self._datasets: list[Dataset] = []
        self.count = 0
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def take(self, answer: FindAnswer) -> None:
        """Take an answer.

        Raises:
            OSError: It cannot be written.
        """
        self.count += 1
        dataset = answer.to_dataset()
        if self._folder is not None:
            _write(dataset, self._folder / f"{self.count:06}")
        if self._as_json:
            # A line each, so that many can be read while they come.
            click.echo(json.dumps(dataset.to_json_dict()))
        else:
            self._datasets.append(dataset)

    def show(self) -> None:
        """Print the table, where there is one, and how many answers there were."""
        if not self._as_json and self._datasets:
            from rich.console import Console
            from rich.table import Table

            columns = _columns(self._datasets)
            table = Table(box=None, pad_edge=False)
            for each in columns:
                table.add_column(_title(each), overflow="fold")
            for dataset in self._datasets:
                table.add_row(*(shown(_value(dataset, each)) for each in columns))
            wide = None if sys.stdout.isatty() else _PIPED
            Console(highlight=False, width=wide).print(table)
        click.echo(counted(self.count, self._noun), err=True)


Column = tuple[str, ...]
"""The keywords that lead to a value."""


def _columns(datasets: Sequence[Dataset]) -> list[Column]:
    """Return what is worth a column: what has a value, and differs, comes first."""
    values: dict[Column, set[str]] = {}
    for dataset in datasets:
        for column in _leaves(dataset, ()):
            values.setdefault(column, set()).add(_value(dataset, column))
    known = [
        column
        for column, found in values.items()
        if column[-1] not in _APART and found != {""}
    ]
    uids = [each for each in known if each[-1].endswith("UID")]

    def rank(column: Column) -> tuple[bool, bool, bool]:
        keyword = column[-1]
        first = keyword in _FIRST or (column == uids[-1] if uids else False)
        same = len(values[column]) == 1 and len(datasets) > 1
        return not first, keyword.endswith("UID") and not first, same

    chosen = sorted(known, key=rank)[:_WIDEST]
    return sorted(chosen, key=lambda column: (rank(column)[0], known.index(column)))


def _leaves(dataset: Dataset, outer: Column) -> Iterable[Column]:
    for element in dataset:
        keyword = element.keyword or str(Tag(element.tag))
        if element.VR != "SQ":
            yield (*outer, keyword)
        elif element.value:
            yield from _leaves(element.value[0], (*outer, keyword))


def _title(column: Column) -> str:
    from pydicom.datadict import dictionary_description

    try:
        return dictionary_description(column[-1])
    except (KeyError, ValueError):
        return column[-1]


def _value(dataset: Dataset, column: Column) -> str:
    found: Any = dataset
    for keyword in column[:-1]:
        items = found.get(keyword)
        if not items:
            return ""
        found = items[0]
    value = found.get(column[-1])
    if value is None:
        return ""
    if isinstance(value, MultiValue):
        return "\\".join(map(str, value))
    return str(value)


def _write(dataset: Dataset, stem: Path) -> None:
    """Write an answer as a file: a data set with a transfer syntax, and no instance."""
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian

    dataset.preamble = bytes(128)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.save_as(stem.with_suffix(".dcm"), enforce_file_format=False)
