"""Checks of a server's own responses: statuses and counts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.dimse.services.sides import Call, Sent
from iodize.network import FailedStatusError, InvalidMessageError, StorageProvider
from iodize.services import ModalityPerformedProcedureStep as Step
from iodize.services import StudyRootGet as Get

from .samples import CT, association_with, new_step

pytest.importorskip("pynetdicom")

FILE = Path(str(get_testdata_file("CT_small.dcm")))


def levels_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the log levels of the findings of own responses."""
    return [
        record.levelname
        for record in caplog.records
        if record.getMessage().startswith("own response")
    ]


@pytest.mark.parametrize(
    ("code", "levels"),
    [
        (0x0000, []),
        (0x0110, []),  # PS3.7 10.1.5.1.6
        (0xFE00, ["WARNING"]),  # in PS3.7 Annex C, but not for N-CREATE
        (0xC123, []),  # PS3.7 leaves such codes to SOP classes; this one has none
        (0xD000, ["ERROR"]),
    ],
)
def test_own_status_outside_the_service_is_logged(
    code: int, levels: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> Any:
            return code

    with (
        association_with([Steps()], Step, check="off") as association,
        suppress(FailedStatusError),
    ):
        association.create(new_step(), "1.2.3")

    assert levels_of(caplog) == levels


def test_own_status_outside_storage_is_logged(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    class Store(StorageProvider):
        def keep(self, sink: Any, call: Call) -> int:
            return 0xD000

    with (
        association_with([Store(tmp_path)], CT, check="off") as association,
        pytest.raises(FailedStatusError),
    ):
        association.store(FILE)

    assert levels_of(caplog) == ["ERROR"]


def test_error_has_the_findings_of_the_response() -> None:
    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> Any:
            return 0xD000

    with (
        association_with([Steps()], Step) as association,
        pytest.raises(FailedStatusError) as failed,
    ):
        association.create(new_step(), "1.2.3")

    assert [each.code for each in failed.value.findings] == ["status-unknown"]


def test_request_with_an_invalid_command_set_is_not_sent() -> None:
    class Steps(Step.Provider):
        def create(self, request: Step.Create, call: Call, /) -> None: ...

    with association_with([Steps()], Step) as association:
        with pytest.raises(InvalidMessageError) as refused:
            association.create(new_step(), "1.2.x")
        association.create(new_step(), "1.2.3")

    assert [each.keyword for each in refused.value.findings] == [
        "AffectedSOPInstanceUID"
    ]


@pytest.mark.parametrize("lazily", [False, True])
def test_progress_counts_retrieved_files(
    lazily: bool, caplog: pytest.LogCaptureFixture
) -> None:
    class Archive(Get.Provider):
        def get_instances(self, request: Any, call: Call, /) -> Iterable[Sent]:
            return (FILE for _ in range(3)) if lazily else [FILE] * 3

    reported: list[Any] = []
    with association_with([Archive()], Get, CT) as association:
        retrieve = Get.StudyRetrieve(StudyInstanceUID="1.2")
        found = list(association.retrieve(retrieve, on_progress=reported.append))

    assert len(found) == 3
    assert [each.remaining for each in reported] == [2, 1, 0, None]
    assert levels_of(caplog) == []


def test_generator_of_objects_has_no_pending_responses(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Pending responses are optional: PS3.4 C.4.3.3.1."""

    class Archive(Get.Provider):
        def get_instances(self, request: Any, call: Call, /) -> Iterable[Sent]:
            yield FILE
            yield dcmread(FILE)
            yield FILE

    reported: list[Any] = []
    with association_with([Archive()], Get, CT) as association:
        retrieve = Get.StudyRetrieve(StudyInstanceUID="1.2")
        found = list(association.retrieve(retrieve, on_progress=reported.append))

    assert len(found) == 3
    assert [(each.code, each.completed) for each in reported] == [(0, 3)]
    assert levels_of(caplog) == []
