"""The instances of normalized SOP classes, and what was asked to be recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from sqlite3 import Cursor
from typing import NamedTuple, TypeVar

from pydicom.dataset import Dataset

from .database import Database, Transaction

T = TypeVar("T")


class Managed(NamedTuple):
    """An instance that a peer manages: a workitem, a performed procedure step…"""

    sop_class: str
    uid: str
    dataset: Dataset
    state: str = ""
    """Empty where the SOP class knows no states."""
    lock: str = ""
    """Transaction UID of the one that may change it; empty where everybody may."""


class Recorded(NamedTuple):
    """An action that a peer only records: an event log, an administration."""

    sop_class: str
    uid: str
    type_id: int
    calling_ae: str
    dataset: Dataset


class Register:
    """What a peer manages."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def change(self, job: Callable[[Books], T]) -> T:
        """Run a job that reads and writes, while nobody else does.

        What it wrote is on disk when this returns; if it raises, nothing is.
        """
        books = Books()

        def run(transaction: Transaction) -> T:
            books.execute = transaction.execute
            return job(books)

        result = self.database.write(run)
        for each in books.after:
            each()
        return result

    def get(self, sop_class: str, uid: str) -> Managed | None:
        """Return an instance, None if there is none."""
        found = self.database.read(
            f"{_SELECT} WHERE sop_class = ? AND uid = ?", (sop_class, uid)
        )
        return _managed(found[0]) if found else None

    def all(self, sop_class: str) -> Iterator[Managed]:
        """Yield the instances of a SOP class, the oldest first."""
        rows = self.database.read(
            f"{_SELECT} WHERE sop_class = ? ORDER BY created, uid", (sop_class,)
        )
        yield from map(_managed, rows)

    def recorded(self, sop_class: str) -> Iterator[Recorded]:
        """Yield the actions that were recorded, the oldest first."""
        for uid, type_id, ae, dataset in self.database.read(
            "SELECT uid, type_id, calling_ae, dataset FROM requests"
            " WHERE sop_class = ? ORDER BY id",
            (sop_class,),
        ):
            yield Recorded(sop_class, uid, type_id, ae, Dataset.from_json(dataset))


class Books:
    """The register inside a transaction."""

    execute: Callable[..., Cursor]
    """Runs a statement."""

    def __init__(self) -> None:
        self.after: list[Callable[[], None]] = []
        """What to do once all is on disk."""

    def get(self, sop_class: str, uid: str) -> Managed | None:
        """Return an instance, None if there is none."""
        found = self.execute(
            f"{_SELECT} WHERE sop_class = ? AND uid = ?", (sop_class, uid)
        ).fetchone()
        return _managed(found) if found else None

    def all(self, sop_class: str) -> list[Managed]:
        """Return the instances of a SOP class, the oldest first."""
        rows = self.execute(
            f"{_SELECT} WHERE sop_class = ? ORDER BY created, uid", (sop_class,)
        )
        return [_managed(row) for row in rows]

    def put(self, managed: Managed) -> None:
        """Write an instance, in place of the one that was there."""
        self.execute(
            "INSERT INTO managed (sop_class, uid, state, lock, dataset)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (sop_class, uid) DO UPDATE"
            " SET state = excluded.state, lock = excluded.lock,"
            " dataset = excluded.dataset",
            (
                managed.sop_class,
                managed.uid,
                managed.state,
                managed.lock,
                _json(managed.dataset),
            ),
        )

    def remove(self, sop_class: str, uid: str) -> bool:
        """Remove an instance; return whether there was one."""
        cursor = self.execute(
            "DELETE FROM managed WHERE sop_class = ? AND uid = ?", (sop_class, uid)
        )
        return cursor.rowcount > 0

    def record(self, recorded: Recorded) -> None:
        """Write down an action."""
        self.execute(
            "INSERT INTO requests (sop_class, uid, type_id, calling_ae, dataset)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                recorded.sop_class,
                recorded.uid,
                recorded.type_id,
                recorded.calling_ae,
                _json(recorded.dataset),
            ),
        )


_SELECT = "SELECT sop_class, uid, dataset, state, lock FROM managed"


def _json(dataset: Dataset) -> str:
    """Return a data set as text; a value that is none of its VR cannot be kept."""
    return dataset.to_json(suppress_invalid_tags=True)


def _managed(row: tuple[str, str, str, str, str]) -> Managed:
    sop_class, uid, dataset, state, lock = row
    return Managed(sop_class, uid, Dataset.from_json(dataset), state, lock)
