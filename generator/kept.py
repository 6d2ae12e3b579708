"""Keeps the outputs of the last runs in the cache, for runs with the same inputs.

A file that is damaged is as none, and so is a cache that cannot be read or written.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from iodize.atomic import PREFIX, write_bytes
from iodize.editions import cache

from .inputs import Inputs
from .output import Output, Tree

MOST: Final = 4
"""Number of outputs that are kept, of about 3 MB each."""

_CHECKSUM: Final = sha256().digest_size
"""Length of the checksum with which a file starts."""


def read(inputs: Inputs, folder: Path) -> Output | None:
    """Return the output of a run with these inputs; None if it is not kept.

    Args:
        folder: The top folder of the checkout.
    """
    file = _file(inputs)
    if file is None:
        return None
    try:
        content = file.read_bytes()
    except OSError:
        return None
    checksum, packed = content[:_CHECKSUM], content[_CHECKSUM:]
    if sha256(packed).digest() != checksum:
        return None
    data: Any = json.loads(zlib.decompress(packed))
    if not inputs.include(data["bundled"]):
        return None
    with suppress(OSError):
        os.utime(file)  # it is removed after those that were not used for longer
    return Output(
        tuple(
            Tree(folder / name, {path: text.encode() for path, text in files.items()})
            for name, files in data["trees"].items()
        ),
        tuple(data["lines"]),
        importable=data["importable"],
    )


def write(inputs: Inputs, folder: Path, output: Output) -> None:
    """Keep the output of a run, and remove those that were not used for the longest time.

    Args:
        inputs: The inputs, which did not change during the run.
        folder: The top folder of the checkout.
    """
    file = _file(inputs)
    if file is None:
        return
    data = {
        "bundled": inputs.imported(),
        "importable": output.importable,
        "lines": output.lines,
        "trees": {
            tree.folder.relative_to(folder).as_posix(): {
                path: content.decode() for path, content in tree.files.items()
            }
            for tree in output.trees
        },
    }
    packed = zlib.compress(json.dumps(data).encode(), level=1)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, sha256(packed).digest() + packed)
        _remove_old(file.parent)


def _remove_old(folder: Path) -> None:
    """Remove outputs beyond the newest ones, and what killed processes left before those."""
    left = MOST
    files = sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime)
    for file in reversed(files):
        if not left:
            file.unlink(missing_ok=True)
        elif not file.name.startswith(PREFIX):
            left -= 1


def _file(inputs: Inputs) -> Path | None:
    outputs = cache.outputs()
    return None if outputs is None else outputs / inputs.key
