"""Atomic writes: a file is replaced as a whole, or stays as it was.

Every file that the package writes passes through `Draft`: the content goes to a temporary
file in the target's folder, which then takes the target's name.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final

StrPath = str | os.PathLike[str]

BUFFER: Final = 1 << 18
"""Bytes that are collected before they are written."""

PREFIX: Final = ".iodize-"
"""Begins the names of temporary files; a process that is killed leaves them behind."""


class Draft:
    """A temporary file that takes the name of its target once it is complete."""

    def __init__(self, folder: StrPath, mode: int = 0o666) -> None:
        """Create the file.

        Args:
            folder: The folder of the target: a file is not renamed across file systems.
            mode: Permissions, from which the process's umask is taken.

        Raises:
            OSError: No file can be created in the folder.
        """
        self.path = Path(folder, f"{PREFIX}{token_hex(8)}.part")
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        number = os.open(self.path, flags, mode)
        self.status: Final = os.fstat(number)
        self.file: BinaryIO = open(number, "wb", buffering=BUFFER)  # noqa: SIM115

    def keep(
        self,
        target: StrPath,
        *,
        overwrite: bool = True,
        sync_folder: Callable[[], object] | None = None,
    ) -> None:
        """Give the file the name of its target.

        Args:
            overwrite: Whether to replace a file of that name.
            sync_folder: Waits until the disk has the names of the folder; with it, the
                content is on disk before the name.

        Raises:
            FileExistsError: There is a file of that name, which is kept.
            OSError: The file cannot be completed.
        """
        try:
            self.file.flush()
            if sync_folder is not None:
                os.fsync(self.file.fileno())
            self.file.close()
            if overwrite:
                os.replace(self.path, target)
            else:
                move_new(self.path, target)
            if sync_folder is not None:
                sync_folder()
        except BaseException:
            self.discard()
            raise

    def discard(self) -> None:
        """Remove the file, if it has not been given its name."""
        with contextlib.suppress(OSError):
            self.file.close()  # may try to write what is left
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


def move_new(source: StrPath, target: StrPath) -> None:
    """Rename a file, but replace none.

    Raises:
        FileExistsError: There is a file of the new name.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a file system where a file has one name
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        os.replace(source, target)
    else:
        os.unlink(source)


@contextmanager
def writing(path: StrPath, *, overwrite: bool = True) -> Iterator[BinaryIO]:
    """Open a file to be written; it has its name once the block ends without an error.

    After an error, the file of that name is as it was before. A file that is replaced
    keeps its permissions and, where the system allows, its owner. A symbolic link stays
    one: the file that it leads to is replaced. A device or a pipe, such as `/dev/stdout`,
    is written to directly.

    Args:
        overwrite: Whether to replace a file that exists.

    Raises:
        FileExistsError: There is a file, and `overwrite` is false.
        OSError: The file cannot be written: its folder is missing, or is not writable.
    """
    target = os.path.realpath(path)
    before = _status(target)
    if before is not None and not overwrite:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(path))
    if before is not None and not stat.S_ISREG(before.st_mode):
        with open(target, "wb") as file:  # a folder is refused here
            yield file
        return
    draft = _draft(target, before)
    try:
        yield draft.file
        draft.keep(target, overwrite=overwrite)
    except BaseException:
        draft.discard()
        raise


def write_bytes(path: StrPath, data: bytes, *, overwrite: bool = True) -> None:
    """Write a file; see `writing`."""
    with writing(path, overwrite=overwrite) as file:
        file.write(data)


def write_text(path: StrPath, text: str) -> None:
    """Write text in UTF-8, with the line ends that it has; see `writing`."""
    write_bytes(path, text.encode("utf-8"))


def sync_file(path: StrPath) -> None:
    """Wait until the disk has the content of a file."""
    with open(path, "rb+") as file:  # Windows syncs only what may be written
        os.fsync(file.fileno())


def sync_folder(folder: StrPath) -> None:
    """Wait until the disk has the names of a folder, where the system offers that."""
    if os.name == "nt":
        return  # folders cannot be opened there
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)
    except FileNotFoundError:
        return None


def _draft(target: str, before: os.stat_result | None) -> Draft:
    """Return a draft with the permissions and the owner of the file it replaces."""
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)
    try:
        draft = Draft(os.path.dirname(target))
    except OSError as error:
        # The user has named the target, not the temporary file.
        raise OSError(error.errno, error.strerror, target) from None
    if before is not None:
        _inherit(draft.path, draft.status, before)
    return draft


def _inherit(path: Path, status: os.stat_result, before: os.stat_result) -> None:
    owner = before.st_uid, before.st_gid
    if owner != (status.st_uid, status.st_gid) and hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(path, *owner)
    os.chmod(path, stat.S_IMODE(before.st_mode))
