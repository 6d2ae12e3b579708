"""`iodize store`: many files, peers with windows, and peers that abort."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.uid import UID

from iodize.cli import cli
from iodize.cli.network import outbox
from iodize.cli.network.arguments.instances import InstanceFile
from iodize.cli.network.outbox import Outbox
from iodize.network import StorageProvider, serve

CT = Path(str(get_testdata_file("CT_small.dcm", download=False)))
IMPLICIT = "1.2.840.10008.1.2"
OUT_OF_RESOURCES = 0xA700


def of_classes(*sop_classes: str) -> Iterator[InstanceFile]:
    for number, uid in enumerate(sop_classes):
        yield InstanceFile(Path(f"{number}"), uid, f"1.2.{number}", IMPLICIT)


def names(paths: Iterator[Path]) -> list[str]:
    return [str(path) for path in paths]


def proposed(box: Outbox) -> list[str]:
    return [str(each.sop_class) for each in box.proposals(())]


def test_files_are_read_while_they_are_sent() -> None:
    looked_at = count()
    files = (each._replace(path=Path(str(next(looked_at)))) for each in endless())
    box = Outbox(files)

    assert box.look_ahead()
    assert box.remaining is None
    assert names(islice(box.take(), 5)) == ["0", "1", "2", "3", "4"]
    assert next(looked_at) < outbox.AHEAD + 6


def endless() -> Iterator[InstanceFile]:
    while True:
        yield from of_classes("1.1")


def test_late_context_opens_an_association_for_all_contexts_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox, "AHEAD", 2)
    box = Outbox(of_classes("1.1", "1.2", "1.1", "1.3", "1.1"))

    assert box.look_ahead()
    assert proposed(box) == ["1.1", "1.2"]
    assert names(box.take()) == ["0", "1", "2"]
    assert box.look_ahead()
    assert proposed(box) == ["1.1", "1.2", "1.3"]
    assert names(box.take()) == ["3", "4"]
    assert not box.look_ahead()


def test_contexts_are_limited_to_those_of_an_association() -> None:
    box = Outbox(of_classes(*(f"1.{number}" for number in range(100))))

    assert box.look_ahead()
    assert len(proposed(box)) == 64
    assert len(names(box.take())) == 64
    assert box.look_ahead()
    assert len(proposed(box)) == 36
    assert len(names(box.take())) == 36


def test_unanswered_files_are_sent_again() -> None:
    box = Outbox(of_classes("1.1", "1.1", "1.1", "1.1"))
    box.look_ahead()

    assert names(islice(box.take(), 3)) == ["0", "1", "2"]
    assert str(box.answered().path) == "0"
    assert box.remaining == 3
    box.put_back()
    assert names(box.take()) == ["1", "2", "3"]


class Picky(StorageProvider):
    """Aborts the association when it receives a certain instance."""

    def __init__(self, folder: Path, disliked: str) -> None:
        super().__init__(folder, durable=False)
        self._disliked = disliked
        self._at_a_time: Counter[object] = Counter()
        self.most: dict[object, int] = {}
        """Number of outstanding requests, by association."""

    def keep(self, sink: Any, call: Any) -> Any:
        self._at_a_time[call.association] += 1
        most = self.most.get(call.association, 0)
        self.most[call.association] = max(most, self._at_a_time[call.association])
        threading.Event().wait(0.02)
        self._at_a_time[call.association] -= 1
        if call.sop_instance_uid == self._disliked:
            call.association.abort()
            return OUT_OF_RESOURCES
        return super().keep(sink, call)


def store(port: int, *paths: Path) -> Result:
    arguments = ["store", "127.0.0.1", str(port), *map(str, paths)]
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A folder with twelve images, UIDs 1.2.0 to 1.2.11."""
    folder = tmp_path / "images"
    folder.mkdir()
    image = dcmread(CT)
    for number in range(12):
        uid = UID(f"1.2.{number}")
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = uid
        image.save_as(folder / f"{number:02}.dcm")
    return folder


@pytest.mark.parametrize("window", [1, 4])
def test_only_the_instance_that_causes_an_abort_fails(
    images: Path, tmp_path: Path, window: int
) -> None:
    """Other outstanding instances are sent again, and stored."""
    picky = Picky(tmp_path / "stored", "1.2.5")
    with serve(0, [picky], asynchronous=window) as server:
        result = store(server.port, images)

    assert result.exit_code == 1, result.output
    first, *others = picky.most.values()
    assert (first > 1, set(others)) == (window > 1, {1})
    failures = [each for each in result.output.splitlines() if "failure" in each]
    assert len(failures) == 1
    assert f"{images / '05.dcm'}: the association ended" in failures[0]
    assert "11 of 12 instances stored, 1 failed" in result.output
    assert len(list((tmp_path / "stored").glob("1.2.*"))) == 11


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_and_broken_links_in_a_folder_are_skipped(
    images: Path, tmp_path: Path
) -> None:
    os.mkfifo(images / "pipe")
    (images / "link").symlink_to(tmp_path / "nowhere")
    with serve(0, [StorageProvider(tmp_path / "stored", durable=False)]) as server:
        result = store(server.port, images)
    assert result.exit_code == 0, result.output
    assert "12 of 12 instances stored" in result.output


def test_aborted_association_request_fails_no_instance(images: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: listening.accept()[0].close())
        thread.start()
        result = store(listening.getsockname()[1], images)
        thread.join()
    assert result.exit_code == 2
    assert "failure" not in result.output
    assert "error: the association ended during the negotiation" in result.output
