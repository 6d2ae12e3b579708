"""Keeping instances as files: all of an instance or nothing, and only then success."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import uuid4

from ..dimse.providers import Call, Refused
from ..dimse.providers import StorageProvider as Storing
from ..dimse.statuses import Status
from . import data_sets
from .contexts import STORAGE_CLASSES
from .durability import FolderSync
from .log import LOGGER

OUT_OF_RESOURCES = 0xA700
INVALID_SOP_INSTANCE = 0x0117
DUPLICATE_SOP_INSTANCE = 0x0111

BUFFER = 1 << 18
SAFE_UID = re.compile(r"[0-9]+(\.[0-9]+)*")
"""What a UID consists of, and what may be part of a file's name: PS3.5 9.1. Leading zeros
are let pass: they break the rules of UIDs, but no file system."""


class FileSink:
    """Writes an instance to a file with a name of its own, until it is complete."""

    def __init__(self, folder: Path, head: bytes) -> None:
        self.failure: Exception | None = None
        self.path: Path | None = None
        self._file: BinaryIO | None = None
        self._head = len(head)
        try:
            number, name = tempfile.mkstemp(".part", ".iodize-", folder)
            self.path = Path(name)
            self._status = os.fstat(number)
            self._file = open(number, "wb", buffering=BUFFER)  # noqa: SIM115
            self._file.write(head)
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        self.failure = error
        self._remove()

    def _remove(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()  # may try to write what is left
            self._file = None
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink()
            self.path = None

    def write(self, fragment: memoryview) -> None:
        if self._file is not None:
            try:
                self._file.write(fragment)
            except OSError as error:
                self._fail(error)

    def finish(self) -> None:
        if self._file is not None:
            try:
                self._file.flush()
            except OSError as error:
                self._fail(error)

    def discard(self) -> None:
        self._remove()

    def open(self) -> BinaryIO:
        assert self.path is not None
        file = open(self.path, "rb")  # noqa: SIM115
        file.seek(self._head)
        return file

    def is_at(self, path: Path) -> bool:
        """Whether the file has a name."""
        with contextlib.suppress(OSError):
            return os.path.samestat(os.stat(path), self._status)
        return False

    def keep(self, path: Path, *, disk: FolderSync | None, replace: bool) -> bool:
        """Give the file its name; tell whether it could have it.

        Args:
            disk: Waits until the disk has it; None not to wait.
            replace: Whether it may take the name from another file.

        Raises:
            OSError: The disk does not take it; nothing of it is left.
        """
        assert self.path is not None
        assert self._file is not None
        try:
            if disk is not None:
                os.fsync(self._file.fileno())
            self._file.close()
            if replace:
                os.replace(self.path, path)
            else:
                try:
                    os.link(self.path, path)
                except FileExistsError:
                    return False
                self.path.unlink()
            self.path = None
            if disk is not None:
                disk.wait()
            return True
        except OSError as error:
            self._fail(error)
            raise


class StorageProvider(Storing):
    """Stores instances as files of a folder, named after their SOP Instance UIDs.

    An instance goes from the network to the disk in small parts, whatever its size. It has
    its name, and is acknowledged, once the disk has all of it.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        sop_classes: Iterable[str] = STORAGE_CLASSES,
        duplicates: Literal["replace", "keep", "refuse"] = "replace",
        durable: bool = True,
        stored: Callable[[Path, Call], object] | None = None,
    ) -> None:
        """Store in a folder, which is made if it is not there.

        Args:
            sop_classes: UIDs of what is accepted; all storage SOP classes of the standard
                if none are named.
            duplicates: What is done of an instance that is there already: the new one
                takes its place; or the old one stays, and the peer is told of success,
                or of status 0111.
            durable: Whether to wait for the disk before success is told.
            stored: Called with each file, before the peer is told; what it raises makes
                the peer keep the instance, and so removes the file: what it has replaced
                is there again.

        Raises:
            OSError: The folder cannot be made.
        """
        self.folder = Path(folder)
        self.sop_class_uids = tuple(sop_classes)
        self._duplicates = duplicates
        self._disk = FolderSync(self.folder) if durable else None
        self._stored = stored
        self.folder.mkdir(parents=True, exist_ok=True)

    def path_of(self, sop_instance_uid: str) -> Path:
        """Return where an instance is stored.

        Raises:
            Refused: Its UID is none, so that it could name a file elsewhere.
        """
        if len(sop_instance_uid) > 64 or not SAFE_UID.fullmatch(sop_instance_uid):
            raise Refused(INVALID_SOP_INSTANCE, "SOP Instance UID is no UID")
        return self.folder / f"{sop_instance_uid}.dcm"

    def receive(
        self, sop_class_uid: str, sop_instance_uid: str, syntax: str, calling_ae: str
    ) -> FileSink:
        """Return what takes an instance while it comes."""
        head = data_sets.file_head(sop_class_uid, sop_instance_uid, syntax)
        return FileSink(self.folder, head)

    def keep(self, sink: FileSink, call: Call) -> Status | int | None:
        """Store what has come; None is success."""
        path = self.path_of(call.sop_instance_uid)
        replace = self._duplicates == "replace"
        with _in_place(sink, path):
            try:
                kept = sink.keep(path, disk=self._disk, replace=replace)
            except OSError as error:
                LOGGER.error("%s could not be stored: %s", path, error)
                raise Refused(OUT_OF_RESOURCES, error.strerror or "disk") from error
            if kept and self._stored is not None:
                self._stored(path, call)
        if kept or self._duplicates != "refuse":
            return None
        return DUPLICATE_SOP_INSTANCE


@contextlib.contextmanager
def _in_place(sink: FileSink, path: Path) -> Iterator[None]:
    """Take the name from a new file if that is refused, and give it to the one before.

    Whoever sent that one was told that it is stored.
    """
    before = path.with_name(f".iodize-{uuid4().hex}.old")
    try:
        os.link(path, before)
    except FileNotFoundError:
        pass  # there was none
    except OSError:  # a file system where a file has one name
        shutil.copyfile(path, before)
    try:
        yield
    except BaseException:
        if sink.is_at(path):
            if before.exists():
                os.replace(before, path)
            else:
                path.unlink()
        raise
    finally:
        before.unlink(missing_ok=True)
