"""Media Creation Management: PS3.4 Annex S."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..requests import CT_IMAGE, dataset
from ..running import RunningEmulator, running

MEDIA = "1.2.840.10008.5.1.1.33"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "media") as server:
        with server.association(MEDIA) as association:
            reference = dataset(
                ReferencedSOPClassUID=CT_IMAGE,
                ReferencedSOPInstanceUID="1.2.3",
                RequestedMediaApplicationProfile="STD-GEN-CD",
            )
            created, _ = association.send_n_create(
                dataset(ReferencedSOPSequence=[reference]), MEDIA, "1.2.3"
            )
            assert created.Status == 0
        yield server


def status(association: Any) -> str:
    _, got = association.send_n_get([0x21000020], MEDIA, "1.2.3")
    return str(got.ExecutionStatus)


def test_request_is_initiated_once(server: RunningEmulator) -> None:
    """Table S.3.2.2.4-1."""
    request = dataset(RequestPriority="LOW")
    with server.association(MEDIA) as association:
        before = status(association)
        first, _ = association.send_n_action(request, 1, MEDIA, "1.2.3")
        after = status(association)
        second, _ = association.send_n_action(request, 1, MEDIA, "1.2.3")

    assert (first.Status, second.Status) == (0, 0xA510)
    assert (before, after) == ("IDLE", "DONE")
    assert server.codes("N-ACTION-RQ", 2) == ["state-transition"]


def test_request_is_cancelled_before_it_is_initiated(server: RunningEmulator) -> None:
    with server.association(MEDIA) as association:
        cancelled, _ = association.send_n_action(None, 2, MEDIA, "1.2.3")
        after = status(association)

    assert cancelled.Status == 0
    assert after == "FAILURE"


def test_completed_request_is_not_cancelled(server: RunningEmulator) -> None:
    """Table S.3.2.3.4-1."""
    request = dataset(RequestPriority="LOW")
    with server.association(MEDIA) as association:
        association.send_n_action(request, 1, MEDIA, "1.2.3")
        cancelled, _ = association.send_n_action(None, 2, MEDIA, "1.2.3")

    assert cancelled.Status == 0xC201
    assert server.codes("N-ACTION-RQ", 2) == ["state-transition"]


def test_unknown_request_is_not_initiated(server: RunningEmulator) -> None:
    with server.association(MEDIA) as association:
        answer, _ = association.send_n_action(
            dataset(RequestPriority="LOW"), 1, MEDIA, "1.2.4"
        )

    assert answer.Status == 0x0112
