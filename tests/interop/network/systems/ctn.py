"""Programs of CTN (Debian's `ctn`) that need no database.

Its archive, RIS gateway and commitment agent require a MySQL server and are omitted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from pydicom import Dataset

from .processes import HOST, Done, Server, run, serving

TITLE = "CTN"


@contextlib.contextmanager
def simple_storage(folder: Path) -> Iterator[Server]:
    """Run a storage SCP; it creates a folder for each modality below `folder`."""
    with serving(
        lambda port: (
            "simple_storage",
            "-i",
            "-s",
            "-x",
            folder,
            "-c",
            TITLE,
            str(port),
        ),
        folder,
        name="simple_storage",
    ) as server:
        yield server


def echo(port: int, *options: str) -> Done:
    """Run dicom_echo."""
    return run("dicom_echo", "-a", TITLE, "-c", "IODIZE", *options, HOST, str(port))


def send(port: int, *files: Path) -> Done:
    """Run send_image, which ends at the first status that is not success (`-r`)."""
    return run(
        *("send_image", "-a", TITLE, "-c", "IODIZE", "-r", "-q", HOST, str(port)),
        *files,
    )


def worklist(
    port: int, query: Dataset, folder: Path, *, called: str = "IODIZE"
) -> Done:
    """Run mwlQuery with a query; its default is an empty one.

    Args:
        folder: Folder for the query, a data set without file meta information.
    """
    path = folder / "query"
    query.save_as(path, implicit_vr=True, little_endian=True)
    return run("mwlQuery", "-a", TITLE, "-c", called, "-f", path, HOST, str(port))
