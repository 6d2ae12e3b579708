"""The structure of the code in figures: cycles, folders, and the length of two walks.

    python -m benchmarks.structure

A walk is the set of functions of the project that one call runs, and their files.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

from iodize.definitions import Iod
from iodize.dimse.services.sides import Call
from iodize.iods import CTImage, SecondaryCaptureImage
from iodize.network import connect, serve
from iodize.services import ModalityWorklist
from tests.import_graph import cycles, graph, imports
from tests.test_structure import EXCEPTIONS, room_of

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    found = [
        (each.importer, each.imported)
        for each in imports(ROOT, "runtime", "generator")
        if (each.importer, room_of(each.imported, "")) not in EXCEPTIONS
    ]
    rooms = ((room_of(a, ""), room_of(b, "")) for a, b in found)
    print(f"packages in a cycle: {sum(map(len, cycles(graph(rooms))))}")
    print(f"exceptions: {len(EXCEPTIONS)}")
    largest = max(cycles(graph(iter(found))), key=len, default=set())
    print(f"largest cycle of files: {len(largest)}")
    folder, count = largest_folder()
    print(f"largest folder: {count} files, {folder}")
    for name, walk in [
        ("to_dataset() of a new Secondary Capture Image", secondary_capture()),
        ("to_dataset() of a new CT Image", ct()),
        ("one answer to a worklist query, both sides", worklist_answer()),
    ]:
        functions, files = walk
        print(f"{name}: {functions} functions in {files} files")


def largest_folder() -> tuple[Path, int]:
    """Return the folder with most Python files, and their number."""
    files = [
        file
        for top in ("runtime", "generator", "tests", "benchmarks")
        for file in (ROOT / top).rglob("*.py")
        if "golden" not in file.parts
    ]
    return Counter(file.parent.relative_to(ROOT) for file in files).most_common(1)[0]


def secondary_capture() -> tuple[int, int]:
    return walked(new(SecondaryCaptureImage).to_dataset)


def ct() -> tuple[int, int]:
    return walked(new(CTImage).to_dataset)


def new(iod: type[Iod]) -> Iod:
    """Return an object that is constructed, not read."""
    example = iod.example()
    values = {name: getattr(example, name) for name in iod._layout_of().fields}
    return iod(**{name: value for name, value in values.items() if value is not None})


def worklist_answer() -> tuple[int, int]:
    answer = ModalityWorklist.Answer.example()

    class Worklist(ModalityWorklist.Provider):
        def find(
            self, query: ModalityWorklist.Query, call: Call
        ) -> Iterator[ModalityWorklist.Answer]:
            yield answer

    with (
        recording() as codes,
        serve(0, [Worklist()]) as server,
        connect("127.0.0.1", server.port, [ModalityWorklist]) as association,
    ):
        query = ModalityWorklist.Query()
        return walked(lambda: list(association.find(query)), codes)


def walked(
    work: Callable[[], object], codes: set[CodeType] | None = None
) -> tuple[int, int]:
    """Count the functions of the project that a call runs, and their files.

    The first call fills caches and is not counted.

    Args:
        codes: Where the functions of other threads are collected, too.
    """
    work()
    if codes is None:
        with recording() as codes:
            work()
    else:
        codes.clear()
        work()
    own = {code for code in codes if "/iodize/" in code.co_filename}
    return len(own), len({code.co_filename for code in own})


@contextmanager
def recording() -> Iterator[set[CodeType]]:
    """Collect the functions that run, in this thread and in those that start meanwhile."""
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and not frame.f_code.co_name.startswith("<"):
            codes.add(frame.f_code)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield codes
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


if __name__ == "__main__":
    main()
