"""SQLite for concurrent associations: one writer thread and a pool of readers.

The writer runs all waiting jobs in one transaction, so that one commit syncs the disk for
many associations and no thread waits for a lock. Data survive a crash after `write`
returns.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue, SimpleQueue
from typing import Any, TypeVar

from ...atomic import sync_folder
from ...errors import IodizeError

T = TypeVar("T")

MAX_JOBS = 100
"""Jobs in one transaction; others wait for the next one."""

BUSY_TIMEOUT = 30.0
"""Seconds that a reader waits for the end of a checkpoint."""


class FolderInUseError(IodizeError):
    """Another process uses the folder."""

    hint = "stop it, or choose another folder with --data"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"{self.folder} is in use by another emulator"


class Transaction:
    """Statements of a job, and folders to sync before they are committed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._folders: set[Path] = set()

    def execute(self, sql: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        """Execute a statement."""
        return self._connection.execute(sql, values)

    def sync(self, folder: Path) -> None:
        """Write the entries of a folder to disk before the rows are committed."""
        self._folders.add(folder)

    def finish(self) -> None:
        """Sync the folders."""
        for folder in self._folders:
            sync_folder(folder)
        self._folders.clear()


Job = tuple[Callable[[Transaction], Any], "Future[Any]"]


class Database:
    """A database file shared by threads.

    Raises:
        FolderInUseError: Another process has the file open.
    """

    def __init__(self, path: Path, schema: str) -> None:
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
        """Run a job in a transaction, and return its result after the commit.

        Jobs run one at a time, and see the changes of earlier ones. The changes of a job
        that raises are rolled back.
        """
        future: Future[T] = Future()
        with self._guard:
            if self._closed:
                raise sqlite3.ProgrammingError("the database is closed")
            self._jobs.put((job, future))
        return future.result()

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query on the committed data."""
        with self._reader() as connection:
            return connection.execute(sql, values).fetchall()

    def close(self) -> None:
        """Run the waiting jobs, and close the file."""
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
            self.path,
            timeout=BUSY_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA journal_mode = WAL")
        # With NORMAL, the last commits may be lost although senders got a success.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        """Take a connection from the pool: threads of associations are short-lived."""
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
                if len(jobs) == MAX_JOBS:
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
            # For example a full disk: every job of the transaction fails.
            if self._writing.in_transaction:
                self._writing.execute("ROLLBACK")
            for _, future in jobs:
                if not future.done():
                    future.set_exception(error)
            return
        for future, result in done:
            future.set_result(result)


def _exclusive(path: Path) -> sqlite3.Connection:
    """Lock a file until the process ends: SQLite's lock, which works on all systems."""
    connection = sqlite3.connect(
        path, timeout=0, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise FolderInUseError(path.parent) from error
    return connection
