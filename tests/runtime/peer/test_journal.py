"""What a journal makes of associations that run side by side."""

from __future__ import annotations

import threading
import time
from typing import Any

from iodize.peer.journal import Journal, Visit


class Slow(dict[int, Visit]):
    """Open associations, which are looked up slowly."""

    def get(self, key: int, default: Any = None) -> Any:
        found = super().get(key, default)
        time.sleep(0.05)
        return found


def test_requests_answered_side_by_side_are_of_one_association() -> None:
    journal = Journal()
    journal._open = Slow()
    visits: list[Visit] = []
    threads = [
        threading.Thread(
            target=lambda: visits.append(journal.visit(1, "CT1", "127.0.0.1"))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {visit.number for visit in visits} == {1}
    assert [tally.associations for tally in journal.tallies] == [1]
