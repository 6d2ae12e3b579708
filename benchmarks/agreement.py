"""Attributes for which one of iodize and dciodvfy reports an error, and the other none.

    python -m benchmarks.agreement files
    python -m benchmarks.agreement changes [--number N]

`files` validates the files that pydicom ships for its tests. `changes` changes one element
at a time, without regard to tables, in built objects and in these files: a sample of N
changes with a fixed seed. An attribute is counted once for each file or change.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import pydicom
from pydicom import dcmread
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from benchmarks.accuracy import Bench, Case, Remarks, iodize, peer, sample
from iodize.tables import editions
from tests.interop import dciodvfy
from tests.interop.differences import NOT_KNOWN
from tests.mutation.faults import Edit, Fault, Steps
from tests.mutation.injection import NO_BACKSLASH, UNTOUCHED
from tests.mutation.objects import BUILT, built

OTHERS: Final = {".dump", ".gz", ".icc", ".json", ".txt"}
"""Suffixes of pydicom's test files that are not DICOM files."""

SMALL: Final = 300_000
"""Larger files are not changed: most of the time is spent on their pixel data."""

NUMBERS: Final = {"DS", "FD", "FL", "IS", "SL", "SS", "UL", "US"}
UNSIGNED: Final = {"UL", "US"}
WRONG: Final = {
    "CS": "WRONG_VALUE",
    "DA": "20230230",
    "TM": "256199",
    "UI": "1.02.x",
}
"""An invalid value of a VR."""

EDITION: Final = editions.bundled()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("over", choices=("files", "changes"))
    parser.add_argument("--number", type=int, default=4000)
    options = parser.parse_args()
    if not dciodvfy.is_installed():
        parser.error("dciodvfy is not installed: Debian package dicom3tools")
    found = Agreement()
    if options.over == "files":
        over_files(found)
    else:
        with tempfile.TemporaryDirectory() as folder:
            over_changes(found, options.number, Path(folder))
    found.report()


class Agreement:
    """Counts of attributes with errors of both, and of one by kind."""

    def __init__(self) -> None:
        self._both = 0
        self._warned = 0
        self._peer: Counter[str] = Counter()
        self._own: Counter[str] = Counter()

    def add(self, kind: str, theirs: Remarks, ours: Remarks, only: int | None) -> None:
        """Count the attributes of a file, or that attribute only."""
        peers, own = _errors(theirs), _errors(ours)
        warned = {each.tag for each in ours}
        for tag in peers.keys() | own.keys():
            if only not in (None, tag):
                continue
            if tag in peers and tag in own:
                self._both += 1
            elif tag in peers:
                self._peer[_described(kind, tag, peers[tag])] += 1
                self._warned += tag in warned
            else:
                self._own[_described(kind, tag, own[tag])] += 1

    def report(self) -> None:
        """Print the counts, and the kinds of the errors of one."""
        print(f"errors of both: {self._both}")
        for name, alone in ("dciodvfy", self._peer), ("iodize", self._own):
            print(f"errors of {name} alone: {alone.total()}")
            for kind, number in alone.most_common():
                print(f"    {number:4}  {kind}")
        print(f"errors of dciodvfy that iodize reports as warnings: {self._warned}")


def _errors(remarks: Remarks) -> dict[int, str]:
    """Return the errors of attributes; those of the whole object have no tag."""
    return {
        each.tag: each.text for each in remarks if each.severe and each.tag is not None
    }


def _described(kind: str, tag: int, text: str) -> str:
    element = EDITION.element(tag)
    name = element.keyword if element else f"{tag:08X}"
    message = re.sub(r"^\([^)]*\) | ?= <[^>]*>|\[\d+\]", "", text)
    return ": ".join(filter(None, (kind, name, message)))


# Files


def over_files(found: Agreement) -> None:
    ours = iodize()
    files = sample_files()
    print(f"{len(files)} files")
    for path in files:
        found.add("", peer(path), ours(path), None)


def sample_files() -> list[Path]:
    """Return the DICOM files that pydicom ships for its tests."""
    folder = Path(pydicom.__file__).parent / "data" / "test_files"
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in OTHERS and path.name != "README"
    )


# Changes


def over_changes(found: Agreement, number: int, folder: Path) -> None:
    theirs, ours = Bench(peer, folder), Bench(iodize(), folder)
    count = 0
    for case in sample(all_changes(theirs), number):
        tag = case.fault.tag
        before = theirs.before(case.dataset) | ours.before(case.dataset)
        if any(each.severe and each.tag == tag for each in before):
            continue  # a second error of an attribute may be reported with the first
        news = theirs.news(case)
        if news is not None:
            count += 1
            own = ours.news(case) or frozenset()
            found.add(case.fault.kind, news, own, tag)
    print(f"{count} changes")


def all_changes(bench: Bench) -> Iterator[Case]:
    """Yield each kind of change once for each path of tags, in any object."""
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for dataset in (*objects(), *writable()):
        if any(NOT_KNOWN in each.text for each in bench.before(dataset)):
            continue
        for steps, element in elements(dataset):
            tag = int(element.tag)
            place = (*(sequence for sequence, _ in steps), tag)
            for kind, changed in changes(element):
                if (kind, place) not in seen and element.keyword not in UNTOUCHED:
                    seen.add((kind, place))
                    edit = Edit(steps, tag, changed)
                    fault = Fault(kind, (edit,), frozenset(), tag, element.keyword)
                    yield Case(dataset, fault)


def objects() -> Iterator[Dataset]:
    """Yield the built objects in an order that does not favour some IODs."""
    for uid in Random(0).sample(BUILT, len(BUILT)):
        yield built(uid).dataset


def writable() -> Iterator[Dataset]:
    """Yield the small files of pydicom that can be written again."""
    for path in sample_files():
        if path.stat().st_size > SMALL:
            continue
        try:
            dataset = dcmread(path)
            dataset.save_as(os.devnull, enforce_file_format=True)
            for _, element in elements(dataset):
                [*changes(element)]
        except Exception:  # invalid on purpose, in many ways
            continue
        yield dataset


def elements(
    dataset: Dataset, steps: Steps = ()
) -> Iterator[tuple[Steps, DataElement]]:
    """Yield the standard elements at all levels, with the way to their item."""
    for element in dataset:
        if element.tag.is_private:
            continue
        yield steps, element
        if element.VR == "SQ":
            for number, item in enumerate(element.value):
                yield from elements(item, (*steps, (int(element.tag), number)))


def changes(element: DataElement) -> Iterator[tuple[str, DataElement | None]]:
    """Yield the changed elements, with the kind of change."""

    def to(value: Any) -> DataElement:
        return DataElement(element.tag, vr, value)

    vr = element.VR
    yield "removed", None
    if element.is_empty:
        return
    if vr == "SQ":
        items = [*element.value]
        yield "emptied", to([])
        yield "duplicated", to([*items, items[0]])
        return
    values = [*element.value] if element.VM > 1 else [element.value]
    yield "emptied", to(None)
    if vr not in NO_BACKSLASH:
        yield "duplicated", to([*values, values[-1]])
    if len(values) > 1:
        yield "reversed", to(values[::-1])
    if vr in NUMBERS:
        yield "zero", to([0] * len(values))
    if vr in NUMBERS - UNSIGNED:
        yield "negative", to([-1] * len(values))
    if vr in WRONG:
        yield "invalid", to([WRONG[vr], *values[1:]])


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    main()
