"""Number of single faults that each validator reports, compared in one run.

    python -m benchmarks.accuracy [--faults N] [--variants N] [--rival-spec DIR]

The faults are those of tests/mutation: injected into conformant objects of common SOP
classes, a sample of them with a fixed seed. They are made from the tables that iodize
reads: rules that it does not read are not included, which favors it. A fault counts as
reported if a validator has a message that it did not have for the object without the
fault; at the right tag, if the message refers to the attribute. False errors are errors
for harmless variants.

dicom-validator is measured if its data are available (see validate.py), dciodvfy if
dicom3tools of Debian is installed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

from pydicom.dataset import Dataset

from benchmarks.validate import EDITION, rival_data
from iodize.validation.engine.engine import Validator
from tests.interop import dciodvfy
from tests.mutation.faults import Fault, made
from tests.mutation.injection import all_faults
from tests.mutation.objects import core
from tests.mutation.variants import all_variants


class Remark(NamedTuple):
    """One message of a validator."""

    severe: bool
    tag: int | None
    text: str


Remarks = frozenset[Remark]
Work = Callable[[Path], Remarks]


class Case(NamedTuple):
    dataset: Dataset
    fault: Fault


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--variants", type=int, default=300)
    parser.add_argument("--rival-spec", type=Path, default=None)
    options = parser.parse_args()
    objects = core()
    faults = sample(
        (Case(one.dataset, fault) for one in objects for fault in all_faults(one)),
        options.faults,
    )
    variants = sample(
        (
            Case(one.dataset, variant)
            for one in objects
            for variant in all_variants(one)
        ),
        options.variants,
    )
    print(f"{len(objects)} SOP classes, {len(faults)} faults, {len(variants)} variants")
    print(
        f"{'':<16} {'named':>8} {'right tag':>10} {'as error':>9} {'false errors':>13}"
    )
    for name, work in contenders(options.rival_spec).items():
        with tempfile.TemporaryDirectory() as folder:
            score(name, Bench(work, Path(folder)), faults, variants)


def sample(cases: Iterable[Case], number: int) -> list[Case]:
    """Return that many of them, always the same."""
    found = [*cases]
    return Random(0).sample(found, min(number, len(found)))


def contenders(spec: Path | None) -> dict[str, Work]:
    """Return the installed validators, by name."""
    found: dict[str, Work] = {"iodize": iodize()}
    try:
        found["dicom-validator"] = rival(spec)
    except LookupError as reason:
        print(f"dicom-validator skipped: {reason}")
    if dciodvfy.is_installed():
        found["dciodvfy"] = peer
    else:
        print("dciodvfy skipped: it is not installed")
    return found


class Bench:
    """One validator, with its messages for the objects without a fault."""

    def __init__(self, work: Work, folder: Path) -> None:
        self._work = work
        self._path = folder / "object.dcm"
        self._known: dict[int, Remarks] = {}

    def news(self, case: Case) -> Remarks | None:
        """Return the messages for a changed object only; None if it cannot be written."""
        before = self.before(case.dataset)
        with made(case.dataset, case.fault) as dataset:
            try:
                dataset.save_as(self._path, enforce_file_format=True)
            except (TypeError, ValueError, OSError):
                return None
        return self._work(self._path) - before

    def before(self, dataset: Dataset) -> Remarks:
        """Return the messages for an object without a fault."""
        key = id(dataset)
        if key not in self._known:
            dataset.save_as(self._path, enforce_file_format=True)
            self._known[key] = self._work(self._path)
        return self._known[key]


def score(name: str, bench: Bench, faults: list[Case], variants: list[Case]) -> None:
    """Print the shares of one validator."""
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for case in faults:
        said = bench.news(case)
        if said is None:
            continue
        counts["all"] += 1
        right = [r for r in said if case.fault.tag in (None, r.tag)]
        counts["named"] += bool(said)
        counts["right"] += bool(right)
        counts["error"] += any(r.severe for r in right)
        if not right:
            kinds[case.fault.kind] += 1
    false = 0
    for case in variants:
        false += any(r.severe for r in bench.news(case) or ())
    total = counts["all"] or 1
    print(
        f"{name:<16} {counts['named'] / total:8.1%} {counts['right'] / total:10.1%}"
        f" {counts['error'] / total:9.1%} {false:>6} of {len(variants)}"
    )
    for kind, number in kinds.most_common(5):
        print(f"    missed {number:4}  {kind}")


def iodize() -> Work:
    validator = Validator()

    def work(path: Path) -> Remarks:
        findings = validator.check(path).findings
        return frozenset(
            Remark(found.severity == "error", found.tag, f"{found.code} {found.path}")
            for found in findings
            if found.severity != "info"
        )

    return work


def peer(path: Path) -> Remarks:
    """Return the messages of dciodvfy."""
    return frozenset(
        Remark(each.severity == "Error", each.tag, f"{each.tags} {each.text}")
        for each in dciodvfy.check(path)
    )


def rival(spec: Path | None) -> Work:
    """Return dicom-validator with its data loaded once.

    Raises:
        LookupError: It is not installed, or it has no data.
    """
    try:
        from dicom_validator.spec_reader.edition_reader import EditionReader
        from dicom_validator.validator.dicom_file_validator import DicomFileValidator
    except ImportError as error:
        raise LookupError("it is not installed") from error
    reader = EditionReader(spec or rival_data(EditionReader))
    if not reader.json_files_exist(EDITION):
        raise LookupError(f"no data of {EDITION} in {reader.path}")
    validator = DicomFileValidator(
        reader.load_dicom_info(EDITION), log_level=logging.CRITICAL, force_read=True
    )

    def work(path: Path) -> Remarks:
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                (result,) = validator.validate(path).values()
            except Exception as error:
                return frozenset({Remark(False, None, f"failed: {error}")})
        return frozenset(
            Remark(True, int(where.tag), f"{module} {where} {error.code.name}")
            for module, errors in result.module_errors.items()
            for where, error in errors.items()
            if error.code.name != "NoError"
        )

    return work


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    main()
