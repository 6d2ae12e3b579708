"""An emulator without a server, and one with stored objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from iodize import example
from iodize.emulator.emulator import Emulator
from iodize.emulator.journal import Journal
from iodize.emulator.outbox import Address

from ..requests import CT_IMAGE
from ..running import RunningEmulator, running
from ..station import Station, station


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    made = Emulator(tmp_path / "data", Journal())
    yield made
    made.close()


@pytest.fixture
def destination() -> Iterator[tuple[Station, Address]]:
    """A system that receives CT images."""
    with station(CT_IMAGE) as made:
        yield made


@pytest.fixture
def archive(
    tmp_path: Path, destination: tuple[Station, Address]
) -> Iterator[RunningEmulator]:
    """An emulator with two studies, of one and of two images."""
    with running(
        tmp_path / "data",
        "storage",
        "qr",
        addresses=[destination[1]],
        validates=False,
    ) as server:
        with server.association(CT_IMAGE) as association:
            for number, (study, series) in enumerate(
                [("1.1", "1.1.1"), ("1.2", "1.2.1"), ("1.2", "1.2.2")]
            ):
                scan = example.build("CTImage", seed=number)
                scan.StudyInstanceUID, scan.SeriesInstanceUID = study, series
                scan.PatientID, scan.PatientName = f"P{study[-1]}", "Müller^Käthe"
                scan.SpecificCharacterSet = "ISO_IR 192"
                scan.StudyDate = f"2026010{study[-1]}"
                scan.SOPInstanceUID = f"{series}.{number}"
                scan.file_meta.MediaStorageSOPInstanceUID = scan.SOPInstanceUID
                assert association.send_c_store(scan).Status == 0
        yield server
