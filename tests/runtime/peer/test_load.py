"""Many systems at once: nothing that was acknowledged is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import pytest

from iodize import example
from iodize.network import connect

from .requests import CT_IMAGE, MPPS, step_completed, step_in_progress
from .running_peer import running


@pytest.mark.slow
def test_no_object_of_many_senders_is_lost(tmp_path: Path) -> None:
    """They send the same study, and every second one the same series."""
    senders, objects = 25, 8
    scan = example.build("CTImage")

    def send(sender: int) -> int:
        sent = 0
        with connect(
            "127.0.0.1", peer.port, [CT_IMAGE], calling_ae=f"CT{sender}", check="off"
        ) as association:
            for number in range(objects):
                mine = deepcopy(scan)
                mine.SeriesInstanceUID = f"1.2.{sender // 2}"
                mine.SOPInstanceUID = f"1.2.{sender}.{number}"
                mine.file_meta.MediaStorageSOPInstanceUID = mine.SOPInstanceUID
                sent += association.store(mine).code == 0
        return sent

    with running(tmp_path / "data", "storage") as peer:
        with ThreadPoolExecutor(senders) as threads:
            acknowledged = sum(threads.map(send, range(senders)))
        folder = peer.run.peer.places.objects

        assert acknowledged == senders * objects
        assert len(list(folder.rglob("*.dcm"))) == senders * objects
        assert peer.run.peer.archive.count() == senders * objects
        assert len(peer.run.journal.tallies) == senders
        assert not list(peer.run.peer.places.incoming.iterdir())


def test_one_of_many_ends_a_step(tmp_path: Path) -> None:
    """Ten systems end the same step at once: one may, the others come too late."""

    def end(sender: int) -> int:
        with peer.association(MPPS, calling_ae=f"CT{sender}") as association:
            status, _ = association.send_n_set(step_completed(), MPPS, "1.2.3")
            return int(status.Status)

    with running(tmp_path / "data", "mpps") as peer:
        with peer.association(MPPS) as association:
            association.send_n_create(step_in_progress(), MPPS, "1.2.3")
        with ThreadPoolExecutor(10) as threads:
            statuses = sorted(threads.map(end, range(10)))

    assert statuses == [0, *[0x0110] * 9]
