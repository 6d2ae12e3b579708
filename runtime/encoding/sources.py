"""Files as arguments: a path, an open file, or its bytes."""

from __future__ import annotations

import os
from io import BytesIO, TextIOBase
from typing import BinaryIO, TypeAlias, cast

FileSource: TypeAlias = (
    "str | os.PathLike[str] | BinaryIO | bytes | bytearray | memoryview"
)
"""A path, an open binary file, or the bytes of a file."""


def path_or_file(source: object, others: str = "") -> str | os.PathLike[str] | BinaryIO:
    """Return a path, or a file that can be searched.

    Bytes, and a stream without random access, are read to memory.

    Args:
        others: Further accepted sources, for the message: "a data set of pydicom".

    Raises:
        TypeError: It is something else.
    """
    if isinstance(source, str | os.PathLike):
        return source
    if isinstance(source, bytes | bytearray | memoryview):
        return BytesIO(source)
    if isinstance(source, TextIOBase):
        raise TypeError(
            "the file is open as text; open it in binary mode, such as open(path, 'rb')"
        )
    if isinstance(source, type) or not callable(getattr(source, "read", None)):
        raise _not_a_file(source, others)
    file = cast(BinaryIO, source)
    if not callable(getattr(source, "seek", None)):
        if not callable(getattr(source, "readinto", None)):
            raise _not_a_file(source, others)
        return BytesIO(file.read())
    seekable = getattr(source, "seekable", None)
    return BytesIO(file.read()) if callable(seekable) and not seekable() else file


def _not_a_file(source: object, others: str) -> TypeError:
    given = source.__name__ if isinstance(source, type) else type(source).__name__
    kind = f"the class {given}" if isinstance(source, type) else given
    accepted = "a path, an open binary file, the bytes of a file"
    if others:
        accepted = f"{accepted}, {others}"
    start, _, last = accepted.rpartition(", ")
    return TypeError(f"must be {start} or {last}; got {kind}")
