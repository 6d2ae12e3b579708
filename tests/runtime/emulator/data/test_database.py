"""Concurrent writes are serialized, and committed data survive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from iodize.emulator.data.database import Database, FolderInUseError, Transaction

SCHEMA = "CREATE TABLE IF NOT EXISTS numbers (value INTEGER PRIMARY KEY)"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "index.sqlite", SCHEMA)
    yield database
    database.close()


def insert(database: Database, value: int) -> None:
    def job(transaction: Transaction) -> None:
        transaction.execute("INSERT INTO numbers VALUES (?)", (value,))

    database.write(job)


def test_concurrent_writes_are_all_committed(database: Database) -> None:
    with ThreadPoolExecutor(50) as threads:
        list(threads.map(lambda value: insert(database, value), range(1000)))

    assert database.read("SELECT count(*) FROM numbers") == [(1000,)]


def test_failed_job_rolls_back_its_own_changes_only(database: Database) -> None:
    def broken(transaction: Transaction) -> None:
        transaction.execute("INSERT INTO numbers VALUES (2)")
        raise RuntimeError("half done")

    insert(database, 1)
    with pytest.raises(RuntimeError, match="half done"):
        database.write(broken)
    insert(database, 3)

    assert database.read("SELECT value FROM numbers") == [(1,), (3,)]


def test_jobs_run_one_at_a_time(database: Database) -> None:
    """Two systems can request the same lock at the same time: one gets it."""

    def count_up(transaction: Transaction) -> None:
        (value,) = transaction.execute("SELECT max(value) FROM numbers").fetchone()
        transaction.execute("UPDATE numbers SET value = ?", (value + 1,))

    insert(database, 0)
    with ThreadPoolExecutor(20) as threads:
        list(threads.map(lambda _: database.write(count_up), range(200)))

    assert database.read("SELECT value FROM numbers") == [(200,)]


def test_committed_rows_are_there_after_reopening(tmp_path: Path) -> None:
    first = Database(tmp_path / "index.sqlite", SCHEMA)
    insert(first, 7)
    first.close()
    second = Database(tmp_path / "index.sqlite", SCHEMA)

    assert second.read("SELECT value FROM numbers") == [(7,)]
    second.close()


def test_folder_in_use_is_refused(database: Database) -> None:
    with pytest.raises(FolderInUseError, match="in use"):
        Database(database.path, SCHEMA)


def test_write_to_closed_database_is_refused(tmp_path: Path) -> None:
    database = Database(tmp_path / "index.sqlite", SCHEMA)
    database.close()
    database.close()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        insert(database, 1)


def test_folders_are_synced_before_the_commit(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[Path, int]] = []

    def sync(folder: Path) -> None:
        committed = database.read("SELECT count(*) FROM numbers")[0][0]
        synced.append((folder, committed))

    monkeypatch.setattr("iodize.emulator.data.database.sync_folder", sync)

    def job(transaction: Transaction) -> None:
        transaction.execute("INSERT INTO numbers VALUES (1)")
        transaction.sync(tmp_path)

    database.write(job)

    assert synced == [(tmp_path, 0)]
