"""Many threads write at once, and what was acknowledged is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from iodize.peer.database import Database, FolderInUseError, Transaction

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


def test_nothing_is_lost_when_many_write_at_once(database: Database) -> None:
    with ThreadPoolExecutor(50) as threads:
        list(threads.map(lambda value: insert(database, value), range(1000)))

    assert database.read("SELECT count(*) FROM numbers") == [(1000,)]


def test_a_job_that_fails_undoes_its_own_writing_only(database: Database) -> None:
    def broken(transaction: Transaction) -> None:
        transaction.execute("INSERT INTO numbers VALUES (2)")
        raise RuntimeError("half done")

    insert(database, 1)
    with pytest.raises(RuntimeError, match="half done"):
        database.write(broken)
    insert(database, 3)

    assert database.read("SELECT value FROM numbers") == [(1,), (3,)]


def test_a_job_reads_and_writes_while_nobody_else_does(database: Database) -> None:
    """Two peers may ask for the same lock at the same moment: one gets it."""

    def count_up(transaction: Transaction) -> None:
        (value,) = transaction.execute("SELECT max(value) FROM numbers").fetchone()
        transaction.execute("UPDATE numbers SET value = ?", (value + 1,))

    insert(database, 0)
    with ThreadPoolExecutor(20) as threads:
        list(threads.map(lambda _: database.write(count_up), range(200)))

    assert database.read("SELECT value FROM numbers") == [(200,)]


def test_what_was_committed_is_there_after_the_end(tmp_path: Path) -> None:
    first = Database(tmp_path / "index.sqlite", SCHEMA)
    insert(first, 7)
    first.close()
    second = Database(tmp_path / "index.sqlite", SCHEMA)

    assert second.read("SELECT value FROM numbers") == [(7,)]
    second.close()


def test_a_folder_has_one_peer(database: Database) -> None:
    with pytest.raises(FolderInUseError, match="in use"):
        Database(database.path, SCHEMA)


def test_a_closed_database_says_so(tmp_path: Path) -> None:
    database = Database(tmp_path / "index.sqlite", SCHEMA)
    database.close()
    database.close()

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        insert(database, 1)
