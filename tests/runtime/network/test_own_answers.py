"""What a server answers is checked as well: its statuses, its counts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.dimse.providers import Call, Sent
from iodize.network import FailedStatusError, InvalidMessageError, StorageProvider
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import StudyRootGet as Get

from .samples import CT, begun
from .test_operations import between

pytest.importorskip("pynetdicom")

FILE = Path(str(get_testdata_file("CT_small.dcm")))


def told_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the levels at which a server, which has stopped, has told of its answers."""
    return [
        record.levelname
        for record in caplog.records
        if record.getMessage().startswith("own answer")
    ]


@pytest.mark.parametrize(
    ("code", "levels"),
    [
        (0x0000, []),
        (0x0110, []),  # PS3.7 10.1.5.1.6
        (0xFE00, ["WARNING"]),  # of PS3.7 Annex C, and not of N-CREATE
        (0xC123, []),  # PS3.7 leaves such codes to SOP classes; this one says nothing
        (0xD000, ["ERROR"]),
    ],
)
def test_a_status_that_is_none_of_the_service_is_told(
    code: int, levels: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> Any:
            return code

    with (
        between([Steps()], Step, check="off") as association,
        suppress(FailedStatusError),
    ):
        association.create(begun(), "1.2.3")

    assert told_of(caplog) == levels


def test_a_status_that_is_none_of_storage_is_told(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    class Store(StorageProvider):
        def keep(self, sink: Any, call: Call) -> int:
            return 0xD000

    with (
        between([Store(tmp_path)], CT, check="off") as association,
        pytest.raises(FailedStatusError),
    ):
        association.store(FILE)

    assert told_of(caplog) == ["ERROR"]


def test_what_is_wrong_with_an_answer_is_in_its_error() -> None:
    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> Any:
            return 0xD000

    with (
        between([Steps()], Step) as association,
        pytest.raises(FailedStatusError) as failed,
    ):
        association.create(begun(), "1.2.3")

    assert [each.code for each in failed.value.findings] == ["status-unknown"]


def test_a_request_with_a_command_that_breaks_the_standard_does_not_leave() -> None:
    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> None: ...

    with between([Steps()], Step) as association:
        with pytest.raises(InvalidMessageError) as refused:
            association.create(begun(), "1.2.x")
        association.create(begun(), "1.2.3")

    assert [each.keyword for each in refused.value.findings] == [
        "AffectedSOPInstanceUID"
    ]


@pytest.mark.parametrize("lazily", [False, True])
def test_files_that_are_retrieved_are_counted(
    lazily: bool, caplog: pytest.LogCaptureFixture
) -> None:
    class Archive(Get.Provider):
        def get_instances(self, request: Any, call: Call, /) -> Iterable[Sent]:
            return (FILE for _ in range(3)) if lazily else [FILE] * 3

    told: list[Any] = []
    with between([Archive()], Get, CT) as association:
        retrieve = Get.StudyRetrieve(StudyInstanceUID="1.2")
        found = list(association.retrieve(retrieve, on_progress=told.append))

    assert len(found) == 3
    assert [each.remaining for each in told] == [2, 1, 0, None]
    assert told_of(caplog) == []


def test_objects_that_come_one_by_one_have_no_number_that_remains(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Then nothing is pending, which PS3.4 C.4.3.3.1 allows: no count is owed."""

    class Archive(Get.Provider):
        def get_instances(self, request: Any, call: Call, /) -> Iterable[Sent]:
            yield FILE
            yield dcmread(FILE)
            yield FILE

    told: list[Any] = []
    with between([Archive()], Get, CT) as association:
        retrieve = Get.StudyRetrieve(StudyInstanceUID="1.2")
        found = list(association.retrieve(retrieve, on_progress=told.append))

    assert len(found) == 3
    assert [(each.code, each.completed) for each in told] == [(0, 3)]
    assert told_of(caplog) == []
