"""The well-known instance of a display system: PS3.4 EE.2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..running import RunningEmulator, running

DISPLAY = "1.2.840.10008.5.1.1.40"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningEmulator]:
    with running(tmp_path / "data", "display") as server:
        yield server


def test_display_system_returns_its_attributes(server: RunningEmulator) -> None:
    with server.association(DISPLAY) as association:
        status, got = association.send_n_get([], DISPLAY, f"{DISPLAY}.1")
        other, _ = association.send_n_get([], DISPLAY, "1.2.3")

    assert (status.Status, other.Status) == (0, 0x0112)
    assert got.Manufacturer
    assert "instance-unknown" in server.codes("N-GET-RQ", 2)


def test_single_attribute_can_be_requested(server: RunningEmulator) -> None:
    with server.association(DISPLAY) as association:
        _, got = association.send_n_get([0x00080070], DISPLAY, f"{DISPLAY}.1")

    assert [each.keyword for each in got] == ["Manufacturer"]
