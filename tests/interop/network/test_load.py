"""Much at once, and one thing that is large; senders are DCMTK's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.uid import generate_uid

from . import dcmtk as dcmtk_programs
from .objects import CT, sample
from .processes import Server, serving

Folder = Callable[[str], Path]

ASSOCIATIONS = 50
OBJECTS = 100
"""On each association."""

LARGE = 2 << 30
"""Bytes of pixel data."""
MOST_MEMORY = 300 << 20
"""Bytes that the process of a server may ever need: an interpreter and some buffers."""

_STORE = """
import sys
from iodize.network import StorageProvider, serve
serve(int(sys.argv[1]), services=[StorageProvider(sys.argv[2])]).wait()
"""

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("dcmtk")]


@contextmanager
def store(folder: Path, place: Path) -> Iterator[Server]:
    """Run this side's store in a process of its own."""
    with serving(
        lambda port: (sys.executable, "-c", _STORE, str(port), place),
        folder,
        name="store",
    ) as server:
        yield server


def test_nothing_is_lost_of_many_associations(folder: Folder) -> None:
    """Each object is on disk once it has been acknowledged, and all are."""
    template = sample(CT).dataset
    template.Rows = template.Columns = 8
    template.PixelData = bytes(128)
    sent = [folder(f"sent-{number}") for number in range(ASSOCIATIONS)]
    uids = set()
    for place in sent:
        for number in range(OBJECTS):
            template.SOPInstanceUID = uid = generate_uid()
            template.file_meta.MediaStorageSOPInstanceUID = uid
            template.save_as(place / f"{number}.dcm", enforce_file_format=True)
            uids.add(str(uid))

    place = folder("stored")
    with (
        store(folder("store"), place) as server,
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
    stored = [dcmread(path, stop_before_pixels=True) for path in place.iterdir()]
    assert {str(dataset.SOPInstanceUID) for dataset in stored} == uids
    assert len(stored) == len(uids)


def test_a_large_object_needs_little_memory(folder: Folder) -> None:
    """It goes from the network to the disk in parts."""
    large = sample(CT).dataset
    large.Rows, large.Columns, large.NumberOfFrames = 1 << 14, 1 << 14, 4
    del large[0xFFFCFFFC]  # what pads the file
    large.PixelData = b""
    path = folder("sent") / "large.dcm"
    large.save_as(path, enforce_file_format=True)
    with path.open("r+b") as file:
        file.seek(-4, 2)  # the length of the pixel data, which are the last element
        file.write(LARGE.to_bytes(4, "little"))
        file.truncate(file.tell() + LARGE)  # a hole: it takes no space
    place = folder("stored")
    try:
        with store(folder("store"), place) as server:
            done = dcmtk_programs.client(
                "storescu", server.port, "-R", files=[path], seconds=240
            )
            peak = peak_memory(server)
        (arrived,) = place.iterdir()
        size = arrived.stat().st_size
    finally:
        for each in (path, *place.iterdir()):
            each.unlink()

    assert done.status == 0, done.text
    assert size > LARGE
    assert peak < MOST_MEMORY


def peak_memory(server: Server) -> int:
    """Return the most memory that a server's process has had, in bytes."""
    status = Path("/proc", str(server.process.pid), "status").read_text("ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) << 10
