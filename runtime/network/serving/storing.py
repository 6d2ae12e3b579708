"""Stores received instances as files; success is sent once a file is complete."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import uuid4

from ...atomic import Draft
from ...data_sets import transfer
from ...dimse.services.sides import Call, Refused
from ...dimse.services.sides import StorageProvider as Storing
from ...dimse.services.statuses import Status
from ...statuses import DUPLICATE_SOP_INSTANCE, INVALID_SOP_INSTANCE
from ..link.contexts import STORAGE_CLASSES
from ..link.durability import FolderSync
from ..link.log import LOGGER
from ..link.statuses import OUT_OF_RESOURCES

SAFE_UID = re.compile(r"[0-9]+(\.[0-9]+)*")
"""UIDs that are safe as file names: PS3.5 9.1. Leading zeros are accepted: they make a UID
invalid, but are safe."""


class FileSink:
    """Writes an instance to a temporary file."""

    def __init__(self, folder: Path, head: bytes) -> None:
        self.failure: Exception | None = None
        self._draft: Draft | None = None
        self._head = len(head)
        try:
            self._draft = Draft(folder, mode=0o600)
            self._status = self._draft.status
            self._draft.file.write(head)
        except OSError as error:
            self._fail(error)

    @property
    def path(self) -> Path | None:
        """The temporary file; None once it is renamed or removed."""
        return None if self._draft is None else self._draft.path

    def _fail(self, error: OSError) -> None:
        self.failure = error
        self.discard()

    def write(self, fragment: memoryview) -> None:
        if self._draft is not None:
            try:
                self._draft.file.write(fragment)
            except OSError as error:
                self._fail(error)

    def finish(self) -> None:
        if self._draft is not None:
            try:
                self._draft.file.flush()
            except OSError as error:
                self._fail(error)

    def discard(self) -> None:
        if self._draft is not None:
            self._draft.discard()
            self._draft = None

    def open(self) -> BinaryIO:
        assert self._draft is not None
        file = open(self._draft.path, "rb")  # noqa: SIM115
        file.seek(self._head)
        return file

    def is_at(self, path: Path) -> bool:
        """True if a path is that of the file."""
        with contextlib.suppress(OSError):
            return os.path.samestat(os.stat(path), self._status)
        return False

    def keep(self, path: Path, *, disk: FolderSync | None, replace: bool) -> bool:
        """Give the file its name; return False if another file has it.

        Args:
            disk: Waits until the file is on disk; None not to wait.
            replace: Whether to replace a file of that name.

        Raises:
            OSError: The file cannot be written; it is removed.
        """
        assert self._draft is not None
        draft, self._draft = self._draft, None
        try:
            draft.keep(
                path, overwrite=replace, sync_folder=None if disk is None else disk.wait
            )
        except FileExistsError:
            return False
        except OSError as error:
            self._fail(error)
            raise
        return True


class StorageProvider(Storing):
    """Stores instances as files of a folder, named after their SOP Instance UIDs.

    Instances of any size are written while they are received. A file gets its name, and
    the instance is acknowledged, when it is completely on disk.

    Args:
        folder: Is created if it does not exist.
        sop_classes: UIDs of the accepted SOP classes; by default all storage SOP classes.
        duplicates: Handling of an instance that exists already: "replace" stores the new
            one, "keep" keeps the old one and responds with success, "refuse" responds with
            status 0111.
        durable: Whether to wait for the disk before responding with success.
        stored: Called with each file, before the response. If it raises, the response is
            a failure, and the file is removed, or replaced by the previous one.

    Raises:
        OSError: The folder cannot be created.
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
        self.folder = Path(folder)
        self.sop_class_uids = tuple(sop_classes)
        self._duplicates = duplicates
        self._disk = FolderSync(self.folder) if durable else None
        self._stored = stored
        self.folder.mkdir(parents=True, exist_ok=True)

    def path_of(self, sop_instance_uid: str) -> Path:
        """Return the path of an instance.

        Raises:
            Refused: Its UID is invalid: it could be a path outside the folder.
        """
        if len(sop_instance_uid) > 64 or not SAFE_UID.fullmatch(sop_instance_uid):
            raise Refused(
                INVALID_SOP_INSTANCE, "the SOP Instance UID is not a valid UID"
            )
        return self.folder / f"{sop_instance_uid}.dcm"

    def receive(
        self, sop_class_uid: str, sop_instance_uid: str, syntax: str, calling_ae: str
    ) -> FileSink:
        """Return a sink for an instance that is being received."""
        head = transfer.file_head(sop_class_uid, sop_instance_uid, syntax)
        return FileSink(self.folder, head)

    def keep(self, sink: FileSink, call: Call) -> Status | int | None:
        """Store a received instance, and return the status; None is success."""
        path = self.path_of(call.sop_instance_uid)
        replace = self._duplicates == "replace"
        with _in_place(sink, path):
            try:
                kept = sink.keep(path, disk=self._disk, replace=replace)
            except OSError as error:
                LOGGER.error("%s could not be stored: %s", path, error)
                raise Refused(
                    OUT_OF_RESOURCES, error.strerror or "disk error"
                ) from error
            if kept and self._stored is not None:
                self._stored(path, call)
        if kept or self._duplicates != "refuse":
            return None
        return DUPLICATE_SOP_INSTANCE


@contextlib.contextmanager
def _in_place(sink: FileSink, path: Path) -> Iterator[None]:
    """Restore the previous file, or remove the new one, if the instance is refused.

    The previous file was acknowledged, and must not be lost.
    """
    before = path.with_name(f".iodize-{uuid4().hex}.old")
    try:
        os.link(path, before)
    except FileNotFoundError:
        pass  # there is no previous file
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
