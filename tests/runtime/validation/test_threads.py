"""Threads may share a validator, and checks do not change the state of the process."""

from __future__ import annotations

import gc
import logging
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydicom import Dataset, dcmread
from pydicom.data import get_testdata_file

from iodize import iods, validate
from iodize.tables.editions import BUNDLED, Edition
from iodize.validation.engine.engine import Validator

THREADS = 8
FILES = sorted(Path(str(get_testdata_file("CT_small.dcm"))).parent.glob("*.dcm"))[::3]


def test_reports_of_threads_are_those_of_one_thread() -> None:
    alone = Validator(Edition(BUNDLED), explain=True)
    expected = [alone.check(file) for file in FILES]
    shared = Validator(Edition(BUNDLED), explain=True)  # compiles its rules again

    with ThreadPoolExecutor(THREADS) as pool:
        runs = pool.map(lambda _: [*map(shared.check, FILES)], range(THREADS))

    assert all(run == expected for run in runs)


def test_calls_of_threads_have_the_findings_of_one_thread() -> None:
    alone = Edition(BUNDLED)
    expected = [validate(file, alone).files for file in FILES]
    edition = Edition(BUNDLED)

    with ThreadPoolExecutor(THREADS) as pool:
        runs = pool.map(
            lambda _: [validate(file, edition).files for file in FILES],
            range(THREADS),
        )

    assert all(run == expected for run in runs)


def state() -> object:
    """Return the state of the process that a library might change."""
    logger = logging.getLogger("pydicom")
    return (
        [*warnings.filters],
        warnings.showwarning,
        logger.disabled,
        logger.level,
        [*logger.filters],
        [*logger.handlers],
        gc.isenabled(),
    )


class WatchedFile:
    """A file that records the state of the process at each read."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.name = ""
        self.states: list[object] = []

    def read(self, size: int = -1) -> bytes:
        self.states.append(state())
        return self._file.read(size)

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def badly_encoded() -> Dataset:
    """Return a data set that causes various warnings of pydicom."""
    dataset = Dataset()
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    dataset.SpecificCharacterSet = ["ISO-IR 100", "GB18030", "nothing"]
    dataset.PatientName = "山田^太郎"
    dataset.PatientComments = "Ελλάς"
    return dataset


@pytest.fixture
def loud() -> Iterator[list[warnings.WarningMessage]]:
    """Record every warning."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught


def test_state_of_the_process_is_the_same_during_a_check(validator: Validator) -> None:
    before = state()
    file = WatchedFile(FILES[0])

    validator.check(file)  # type: ignore[arg-type]

    assert file.states
    assert all(seen == before for seen in [*file.states, state()])


def test_check_emits_neither_warnings_nor_log_records(
    validator: Validator,
    loud: list[warnings.WarningMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    data_set = badly_encoded()
    del loud[:]
    caplog.clear()

    for file in FILES:
        validator.check(file)
    validator.check(data_set)
    validate(data_set)
    ct = iods.CTImage.example()
    ct.PatientName = "山田^太郎"
    ct.to_dataset()

    assert not [str(warning.message) for warning in loud]
    assert not caplog.messages


def test_warning_of_another_thread_is_shown_during_checks(
    validator: Validator, loud: list[warnings.WarningMessage]
) -> None:
    stop = threading.Event()

    def check_until_stopped() -> None:
        while not stop.is_set():
            validator.check(FILES[0])

    threads = [threading.Thread(target=check_until_stopped) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for number in range(50):
            warnings.warn(f"own {number}", stacklevel=1)
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    shown = [str(each.message) for each in loud]
    assert shown == [f"own {number}" for number in range(50)]


def test_objects_are_encoded_in_threads_without_changing_the_process(
    loud: list[warnings.WarningMessage],
) -> None:
    before = state()
    ct = iods.CTImage.example()

    with ThreadPoolExecutor(THREADS) as pool:
        made = list(pool.map(lambda _: ct.to_dataset(), range(50)))

    assert all(dataset == made[0] for dataset in made)
    assert state() == before
    assert not loud


def test_name_that_pydicom_cannot_decode_is_checked_silently(
    validator: Validator, loud: list[warnings.WarningMessage]
) -> None:
    dataset = dcmread(FILES[0])
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName = b"\xff\xfe^B"
    del loud[:]

    validator.check(dataset)

    assert not [str(warning.message) for warning in loud]
