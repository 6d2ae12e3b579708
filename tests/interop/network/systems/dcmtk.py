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
PRINTER = "PRINTER"
"""AE titles."""

_PRINTER_SECTIONS = {
    "[[GENERAL]]": {},
    "[PRINT]": {"Directory": "spool", "DetailedLog": "true"},
    "[DATABASE]": {"Directory": "database"},
    "[LUT]": {"Directory": "lut"},
    "[APPLICATION]": {"LogDirectory": "log"},
    "[[COMMUNICATION]]": {},
    f"[{PRINTER}]": {
        "Type": "LOCALPRINTER",
        "Hostname": "localhost",
        "Aetitle": PRINTER,
        "Description": "printer of the tests",
        "MaxPDU": "131072",
        "SupportsPresentationLUT": "true",
        "PresentationLUTMatchRequired": "false",
        "SupportsTrim": "true",
        "SupportsImageSize": "true",
        "SupportsDecimateCrop": "true",
        "DisplayFormat": "1,1\\1,2\\2,2\\3,4",
        "FilmSizeID": "14INX17IN\\8INX10IN",
        "MediumType": "BLUE FILM\\PAPER",
        "MagnificationType": "CUBIC\\REPLICATE\\NONE",
        "SmoothingType": "NONE",
        "BorderDensity": "BLACK\\WHITE\\150",
        "EmptyImageDensity": "BLACK\\WHITE\\150",
        "MaxDensity": "320",
        "MinDensity": "20",
        "FilmDestination": "PROCESSOR\\MAGAZINE",
    },
}
"""Configuration of dcmprscp, by section."""

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


def printer_configuration(folder: Path, port: int, **settings: str) -> Path:
    """Write the configuration of a printer, and return its path.

    Args:
        settings: Settings of the printer that differ.
    """
    for name in ("spool", "database", "lut", "log"):
        (folder / name).mkdir(exist_ok=True)
    lines = []
    for section, values in _PRINTER_SECTIONS.items():
        own = {"Port": str(port)} | settings if section[1:-1] == PRINTER else {}
        lines.append(section)
        lines += [f"{key} = {value}" for key, value in (values | own).items()]
    path = folder / "printer.cfg"
    path.write_text("\n".join([*lines, ""]))
    return path


@contextlib.contextmanager
def dcmprscp(folder: Path, **settings: str) -> Iterator[Server]:
    """Run a printer, which stores its films in `folder/database`.

    Hardcopy images are `HG_*.dcm`, and stored prints `SP_*.dcm`.

    Args:
        settings: Settings of the configuration file that differ.
    """
    with serving(
        lambda port: (
            *("dcmprscp", "-d", "+d", "-p", PRINTER, "-c"),
            printer_configuration(folder, port, **settings),
        ),
        folder,
        name="dcmprscp",
    ) as server:
        yield server


def print_to(configuration: Path, folder: Path, *options: str | Path) -> Done:
    """Render images with dcmpsprt, and print them with dcmprscu.

    Args:
        configuration: See `printer_configuration`.
        folder: Folder of the configuration; hardcopy images are in `database`.
        options: Options of dcmpsprt, and images.
    """
    common = ("-c", configuration, "-p", PRINTER)
    rendered = run("dcmpsprt", *common, *options, folder=folder)
    if rendered.status:
        return rendered
    stored = sorted((folder / "database").glob("SP_*.dcm"))
    return run("dcmprscu", *common, *stored, folder=folder)


def stored_prints(folder: Path) -> list[tuple[Dataset, list[Dataset]]]:
    """Return the stored prints of a printer, each with the images of its boxes."""
    database = folder / "database"
    images = {
        str(image.SOPInstanceUID): image
        for image in map(dcmread, database.glob("HG_*.dcm"))
    }
    paths = sorted(database.glob("SP_*.dcm"), key=lambda path: path.stat().st_mtime_ns)
    prints = map(dcmread, paths)
    return [
        (
            each,
            [
                images[str(box.ReferencedImageSequence[0].ReferencedSOPInstanceUID)]
                for box in each.ImageBoxContentSequence
            ],
        )
        for each in prints
    ]


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
