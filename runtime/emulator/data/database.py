"""SQLite as many associations at once need it: one writer, and readers beside it.

What is written goes through one thread, which runs all that is waiting in one
transaction: a commit waits for the disk once for many associations, and nobody for a
lock. When `write` returns, what it wrote survives a crash.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue, SimpleQueue
from typing import Any, TypeVar

from ..errors import IodizeError

T = TypeVar("T")

MOST_AT_ONCE = 100
"""Jobs in one transaction; what waits longer than those gets the next one."""

BUSY = 30.0
"""Seconds that a reader waits for the end of a checkpoint."""


class FolderInUseError(IodizeError):
    """Another process works with the folder."""

    hint = "end it, or choose another folder with --data"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"{self.folder} is in use by another peer"


class Transaction:
    """What a job does to the database, and to files that belong to its rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._folders: set[Path] = set()

    def execute(self, sql: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        """Run a statement."""
        return self._connection.execute(sql, values)

    def sync(self, folder: Path) -> None:
        """Have the entries of a folder on disk before the rows are committed."""
        self._folders.add(folder)

    def finish(self) -> None:
        """Bring the folders to disk."""
        for folder in self._folders:
            sync_folder(folder)
        self._folders.clear()


Job = tuple[Callable[[Transaction], Any], "Future[Any]"]


class Database:
    """A database file that threads share."""

    def __init__(self, path: Path, schema: str) -> None:
        """Open a database, and make what its schema lacks.

        Raises:
            FolderInUseError: Another process has it open.
        """
        self.path = path
        self._lock = _exclusive(path.with_suffix(".lock"))
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._writing = self._connect()
        self._writing.executescript(schema)
        self._closed = False
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="iodize-database")
        self._thread.daemon = True
        self._thread.start()

    def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a transaction, and return its result once that is on disk.

        A job sees what all jobs before it wrote; no other runs at the same time. What
        one writes that raises is undone.
        """
        future: Future[T] = Future()
        with self._guard:
            if self._closed:
                raise sqlite3.ProgrammingError("the database is closed")
            self._jobs.put((job, future))
        return future.result()

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as they are committed."""
        with self._reader() as connection:
            return connection.execute(sql, values).fetchall()

    def close(self) -> None:
        """Finish what is waiting, and close the file."""
        with self._guard:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self._thread.join()
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                break
        self._writing.close()
        self._lock.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL would leave the last commits in memory, though senders were told.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection: threads come and go with associations, these stay."""
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = self._connect()
        try:
            yield connection
        finally:
            self._idle.put(connection)

    def _work(self) -> None:
        ending = False
        while not ending:
            jobs: list[Job] = []
            job = self._jobs.get()
            while job is not None:
                jobs.append(job)
                if len(jobs) == MOST_AT_ONCE:
                    break
                try:
                    job = self._jobs.get_nowait()
                except Empty:
                    break
            ending = job is None
            if jobs:
                self._run(jobs)

    def _run(self, jobs: list[Job]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        transaction = Transaction(self._writing)
        try:
            transaction.execute("BEGIN IMMEDIATE")
            for job, future in jobs:
                transaction.execute("SAVEPOINT job")
                try:
                    done.append((future, job(transaction)))
                except Exception as error:
                    transaction.execute("ROLLBACK TO job")
                    future.set_exception(error)
                transaction.execute("RELEASE job")
            transaction.finish()
            transaction.execute("COMMIT")
        except BaseException as error:
            # Disk full, say: nobody is told that anything was written.
            if self._writing.in_transaction:
                self._writing.execute("ROLLBACK")
            for _, future in jobs:
                if not future.done():
                    future.set_exception(error)
            return
        for future, result in done:
            future.set_result(result)


def sync_folder(folder: Path) -> None:
    """Bring the entries of a folder to disk, where the system lets folders be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exclusive(path: Path) -> sqlite3.Connection:
    """Hold a lock until the process ends: SQLite's own, which works on every system."""
    connection = sqlite3.connect(
        path, timeout=0, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise FolderInUseError(path.parent) from error
    return connection
