"""Many concurrent associations, and a large object, sent by DCMTK."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.uid import UID, generate_uid

from .objects import CT, sample
from .systems import dcmtk as dcmtk_programs
from .systems.processes import Server, serving

Folder = Callable[[str], Path]

ASSOCIATIONS = 50
OBJECTS = 100
"""On each association."""

LARGE = 2 << 30
"""Bytes of pixel data."""
MOST_MEMORY = 300 << 20
"""Maximum memory of a server process: an interpreter and some buffers."""

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("dcmtk")]


@contextmanager
def peer(folder: Path, place: Path) -> Iterator[Server]:
    """Run `iodize peer` in another process.

    Args:
        folder: Folder for its log.
        place: Folder for its data.
    """
    command = (
        *(sys.executable, "-m", "iodize", "peer"),
        *(
            "--services",
            "storage",
            "--no-objects",
        ),  # without validation, which takes most of the time
    )
    with serving(
        lambda port: (*command, "--port", str(port), "--data", place),
        folder,
        name="peer",
    ) as server:
        yield server


def stored(place: Path) -> list[Path]:
    """Return the objects in an emulator's folder."""
    return [*place.rglob("*.dcm")]


def test_many_concurrent_associations_lose_no_instance(folder: Folder) -> None:
    """All acknowledged objects are on disk."""
    sent = [folder(f"sent-{number}") for number in range(ASSOCIATIONS)]
    uids = {uid for place in sent for uid in small_objects(place)}

    place = folder("data")
    with (
        peer(folder("peer"), place) as server,
        ThreadPoolExecutor(ASSOCIATIONS) as senders,
    ):
        done = [
            *senders.map(
                lambda files: dcmtk_programs.client(
                    "storescu", server.port, "-R", "+sd", files=[files], seconds=240
                ),
                sent,
            )
        ]

    assert [one.status for one in done] == [0] * ASSOCIATIONS, done[0].text[-500:]
    assert sum(one.text.count("(Success)") for one in done) == len(uids)
    held = {path.stem: path for path in stored(place)}
    assert held.keys() == uids
    for uid, path in [*held.items()][::OBJECTS]:
        assert dcmread(path).SOPInstanceUID == uid


def test_large_object_needs_little_memory(folder: Folder) -> None:
    """It is written to disk while it is received."""
    large = sample(CT).dataset
    large.Rows, large.Columns, large.NumberOfFrames = 1 << 14, 1 << 14, 4
    del large[0xFFFCFFFC]  # what pads the file
    large.PixelData = b""
    path = folder("sent") / "large.dcm"
    large.save_as(path, enforce_file_format=True)
    with path.open("r+b") as file:
        file.seek(-4, 2)  # the length of the pixel data, which are the last element
        file.write(LARGE.to_bytes(4, "little"))
        file.truncate(file.tell() + LARGE)  # a hole: it needs no disk space
    place = folder("data")
    try:
        with peer(folder("peer"), place) as server:
            done = dcmtk_programs.client(
                "storescu", server.port, "-R", files=[path], seconds=240
            )
            peak = peak_memory(server)
        (arrived,) = stored(place)
        size = arrived.stat().st_size
    finally:
        for each in (path, *stored(place)):
            each.unlink()

    assert done.status == 0, done.text
    assert size > LARGE
    assert peak < MOST_MEMORY


def small_objects(place: Path) -> Iterator[str]:
    """Write the objects of one association; yield their SOP Instance UIDs."""
    template = sample(CT).dataset
    del template[0xFFFCFFFC]
    template.Rows = template.Columns = 8
    template.PixelData = bytes(128)
    old = UID(generate_uid()[:60])
    template.SOPInstanceUID = template.file_meta.MediaStorageSOPInstanceUID = old
    encoded = BytesIO()
    template.save_as(encoded, enforce_file_format=True)
    for number in range(OBJECTS):
        uid = f"{old[:-3]}{number:03}"
        content = encoded.getvalue().replace(old.encode(), uid.encode())
        (place / f"{number}.dcm").write_bytes(content)
        yield uid


def peak_memory(server: Server) -> int:
    """Return the peak memory of a server's process, in bytes."""
    status = Path("/proc", str(server.process.pid), "status").read_text("ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) << 10
