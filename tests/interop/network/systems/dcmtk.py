"""The servers and clients of DCMTK (Debian's `dcmtk`)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydicom import Dataset, dcmread

from .processes import HOST, Done, Server, run, serving

STORAGE = "STORESCP"
ARCHIVE = "ARCHIVE"
WORKLIST = "RIS"
"""AE titles."""

# DCMTK looks up host names of clients, which takes seconds without a resolver.
_NO_LOOKUP = "-dhl"
_BOUNDED = ("-to", "10", "-ta", "10", "-td", "30")


@contextlib.contextmanager
def storescp(folder: Path, *options: str | Path) -> Iterator[Server]:
    """Run a storage SCP; received objects are in `folder`, unchanged (`+B`).

    Args:
        options: `+xa` to accept every transfer syntax, `--abort-after`…
    """
    with serving(
        lambda port: (
            *("storescp", "-v", _NO_LOOKUP, "-aet", STORAGE, "-od", folder),
            *("+B", "-uf", *options, str(port)),
        ),
        folder,
        name="storescp",
    ) as server:
        yield server


@contextlib.contextmanager
def dcmqrscp(
    folder: Path, *options: str, movers: Mapping[str, int] | None = None
) -> Iterator[Server]:
    """Run an empty archive.

    Args:
        movers: Ports of C-MOVE destinations on this host, by AE title.
    """
    storage = folder / "archive"
    storage.mkdir()
    config = folder / "dcmqrscp.cfg"
    hosts = {f"host{i}": pair for i, pair in enumerate((movers or {}).items())}
    names = [
        f"{key} = ({title}, {HOST}, {port})" for key, (title, port) in hosts.items()
    ]
    config.write_text(
        "\n".join(
            [
                "MaxPDUSize = 16384",
                "MaxAssociations = 16",
                *("HostTable BEGIN", *names, "HostTable END"),
                *("VendorTable BEGIN", "VendorTable END"),
                "AETable BEGIN",
                f"{ARCHIVE} {storage} RW (500, 1024mb) ANY",
                "AETable END",
                "",
            ]
        )
    )
    with serving(
        lambda port: (
            *("dcmqrscp", "-v", _NO_LOOKUP, "-c"),
            config,
            *options,
            str(port),
        ),
        folder,
        name="dcmqrscp",
    ) as server:
        yield server


@contextlib.contextmanager
def wlmscpfs(folder: Path, *options: str) -> Iterator[Server]:
    """Run a RIS; its worklist items are the files `folder/RIS/*.wl`."""
    place = folder / WORKLIST
    place.mkdir(exist_ok=True)
    (place / "lockfile").touch()
    with serving(
        lambda port: (
            *("wlmscpfs", "-v", _NO_LOOKUP, "-dfp"),
            folder,
            *options,
            str(port),
        ),
        folder,
        name="wlmscpfs",
    ) as server:
        yield server


def client(
    name: str,
    port: int,
    *options: str | Path,
    files: Iterable[Path] = (),
    called: str = "IODIZE",
    calling: str = "DCMTK",
    folder: Path | None = None,
    seconds: float = 60,
) -> Done:
    """Run echoscu, storescu, findscu, movescu or getscu against a port of this host.

    Args:
        files: Files for storescu, or the query of the others.
        folder: Working directory.
    """
    return run(
        *(name, "-v", *_BOUNDED, "-aet", calling, "-aec", called),
        *options,
        *(HOST, str(port)),
        *files,
        folder=folder,
        seconds=seconds,
    )


def find(
    port: int, folder: Path, *options: str, called: str = "IODIZE"
) -> tuple[Done, list[Dataset]]:
    """Run findscu; return its result, and the answers in their order.

    Args:
        folder: An empty folder for the answers.
        options: The model (`-W`, `-P`, `-S`, `-O`) and the keys (`-k Modality=CT`).
    """
    done = client(
        "findscu", port, "-X", "-od", folder, *options, called=called, folder=folder
    )
    return done, [dcmread(path) for path in sorted(folder.glob("rsp*.dcm"))]


def terminate(port: int) -> Done:
    """Run termscu, which proposes DCMTK's private shutdown class and expects an abort."""
    return run("termscu", "-v", "-aec", "IODIZE", HOST, str(port), seconds=30)
