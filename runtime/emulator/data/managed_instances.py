"""Instances of normalized SOP classes, and recorded actions, in the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from sqlite3 import Cursor
from typing import NamedTuple, TypeVar

from pydicom.dataset import Dataset

from .database import Database, Transaction

T = TypeVar("T")


class ManagedInstance(NamedTuple):
    """A managed instance: a workitem, a performed procedure step…"""

    sop_class: str
    uid: str
    dataset: Dataset
    state: str = ""
    """Empty if the SOP class has no states."""
    lock: str = ""
    """Transaction UID that a change requires; empty if it requires none."""


class RecordedAction(NamedTuple):
    """An action that is only recorded: an event log, an administration."""

    sop_class: str
    uid: str
    type_id: int
    calling_ae: str
    dataset: Dataset


class Register:
    """Access to the managed instances and recorded actions."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def change(self, job: Callable[[RegisterTransaction], T]) -> T:
        """Run a job that reads and writes; jobs run one at a time.

        The changes are on disk when this returns. None are made if the job raises.
        """
        register = RegisterTransaction()

        def run(transaction: Transaction) -> T:
            register.execute = transaction.execute
            return job(register)

        result = self.database.write(run)
        for each in register.after:
            each()
        return result

    def get(self, sop_class: str, uid: str) -> ManagedInstance | None:
        """Return an instance, or None if it does not exist."""
        found = self.database.read(
            f"{_SELECT} WHERE sop_class = ? AND uid = ?", (sop_class, uid)
        )
        return _managed(found[0]) if found else None

    def all(self, sop_class: str) -> Iterator[ManagedInstance]:
        """Yield the instances of a SOP class, the oldest first."""
        rows = self.database.read(
            f"{_SELECT} WHERE sop_class = ? ORDER BY created, uid", (sop_class,)
        )
        yield from map(_managed, rows)

    def recorded(self, sop_class: str) -> Iterator[RecordedAction]:
        """Yield the recorded actions, the oldest first."""
        for uid, type_id, ae, dataset in self.database.read(
            "SELECT uid, type_id, calling_ae, dataset FROM requests"
            " WHERE sop_class = ? ORDER BY id",
            (sop_class,),
        ):
            yield RecordedAction(
                sop_class, uid, type_id, ae, Dataset.from_json(dataset)
            )


class RegisterTransaction:
    """The register within a transaction."""

    execute: Callable[..., Cursor]
    """Executes a statement."""

    def __init__(self) -> None:
        self.after: list[Callable[[], None]] = []
        """Functions to call after the commit."""

    def get(self, sop_class: str, uid: str) -> ManagedInstance | None:
        """Return an instance, or None if it does not exist."""
        found = self.execute(
            f"{_SELECT} WHERE sop_class = ? AND uid = ?", (sop_class, uid)
        ).fetchone()
        return _managed(found) if found else None

    def all(self, sop_class: str) -> list[ManagedInstance]:
        """Return the instances of a SOP class, the oldest first."""
        rows = self.execute(
            f"{_SELECT} WHERE sop_class = ? ORDER BY created, uid", (sop_class,)
        )
        return [_managed(row) for row in rows]

    def put(self, managed: ManagedInstance) -> None:
        """Insert an instance, or replace it."""
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
        """Delete an instance; return True if it existed."""
        cursor = self.execute(
            "DELETE FROM managed WHERE sop_class = ? AND uid = ?", (sop_class, uid)
        )
        return cursor.rowcount > 0

    def record(self, recorded: RecordedAction) -> None:
        """Record an action."""
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
    """Return a data set as text, without values that are invalid for their VR."""
    return dataset.to_json(suppress_invalid_tags=True)


def _managed(row: tuple[str, str, str, str, str]) -> ManagedInstance:
    sop_class, uid, dataset, state, lock = row
    return ManagedInstance(sop_class, uid, Dataset.from_json(dataset), state, lock)
