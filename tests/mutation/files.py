"""Mutates files of pydicom and examples of IODs, and reads, checks and repairs them.

    python -m tests.mutation.files [--number N] [--first SEED]

Each seed determines a file and its mutations, so that a failure can be repeated.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from pydicom.data import data_manager

from iodize import read
from iodize.errors import IodizeError
from iodize.findings.report import FileReport
from iodize.validation.engine.engine import Validator

from .objects import BUILT, built

LARGEST: Final = 100_000
"""Maximum size in bytes of a file that is mutated."""

SECONDS: Final = 2.0
"""Maximum processor time for one file."""

MEGABYTES: Final = 200
"""Maximum memory for one file."""

EVERY: Final = 12
"""Of so many SOP classes, one has an example that is mutated."""

READ: Final = 8
"""Each file whose seed is a multiple of it is read as an object, too."""

KEPT: Final = (1_296, 24_640, 29_512, 702_688)
"""Seeds of files that failed once."""

_PIECES: Final = (
    b"\xfe\xff\x00\xe0\xff\xff\xff\xff",
    b"\xfe\xff\x00\xe0\x08\0\0\0",
    b"\xfe\xff\x0d\xe0\0\0\0\0",
    b"\xfe\xff\xdd\xe0\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"SQ",
    b"UN",
    b"OB",
    b"??",
    b"\x1b$B",
    b"\\" * 8,
)
"""Bytes that change how those after them are read."""

Mutation = Callable[[random.Random, bytearray], None]


def _flip_bits(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut_end(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data)) :]


def _cut_out(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 2, 4, 8, 64, 1000))]


def _insert(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    data[start:start] = chance.choice(_PIECES) * chance.choice((1, 1, 1, 50))


def _overwrite(chance: random.Random, data: bytearray) -> None:
    start, piece = chance.randrange(len(data)), chance.choice(_PIECES)
    data[start : start + len(piece)] = piece


def _change_length(chance: random.Random, data: bytearray) -> None:
    """Change two bytes after a VR: in explicit VR, a length."""
    start = data.find(chance.choice((b"SQ", b"UI", b"LO", b"OW", b"UN", b"DS")), 132)
    start = chance.randrange(len(data)) if start < 0 else start + 2
    width = chance.choice((2, 4))
    number = chance.choice((0, 1, 7, 8, 255, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    data[start : start + width] = number.to_bytes(8, "little")[:width]


def _swap(chance: random.Random, data: bytearray) -> None:
    size = chance.choice((1, 2, 4, 8, 32, 200))
    one, other = chance.randrange(len(data)), chance.randrange(len(data))
    first, second = data[one : one + size], data[other : other + size]
    data[one : one + len(second)] = second
    data[other : other + len(first)] = first


_MUTATIONS: Final[tuple[Mutation, ...]] = (
    _flip_bits,
    _flip_bits,
    _cut_end,
    _cut_out,
    _insert,
    _overwrite,
    _change_length,
    _swap,
)


@cache
def originals() -> tuple[bytes, ...]:
    """Return the files of pydicom that are small enough, and examples of IODs."""
    paths = sorted((Path(data_manager.DATA_ROOT) / "test_files").iterdir())
    small = [
        path.read_bytes()
        for path in paths
        if path.is_file() and 132 < path.stat().st_size <= LARGEST
    ]
    return (*small, *examples())


def examples() -> Iterator[bytes]:
    for uid in BUILT[::EVERY]:
        file = BytesIO()
        built(uid).dataset.save_as(file, enforce_file_format=True)
        if len(file.getvalue()) <= LARGEST:
            yield file.getvalue()


def mutated(seed: int) -> bytes:
    """Return the file of a seed."""
    chance = random.Random(seed)
    data = bytearray(chance.choice(originals()))
    for _ in range(chance.choice((1, 1, 2, 4))):
        if data:
            chance.choice(_MUTATIONS)(chance, data)
    return bytes(data)


def check(validator: Validator, seed: int) -> str:
    """Return the problem of the file of a seed; empty if there is none."""
    data = mutated(seed)
    started = time.process_time()
    try:
        report = validator.check(BytesIO(data))
        if seed % READ == 0:
            _read(data)
    except Exception:
        return traceback.format_exc()
    taken = time.process_time() - started
    if taken > SECONDS:
        return f"took {taken:.1f} s"
    return _not_checked(report)


def _not_checked(report: FileReport) -> str:
    return next((f.message for f in report.findings if f.code == "not-checked"), "")


def _read(data: bytes) -> None:
    with suppress(IodizeError):
        repr(read(BytesIO(data)))


def _limit_memory() -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = used + (MEGABYTES << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> int:
    """Check the files of some seeds; return 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    validator, failed = Validator(), 0
    for original in originals():
        validator.check(BytesIO(original))
    _limit_memory()
    for seed in range(options.first, options.first + options.number):
        if problem := check(validator, seed):
            failed += 1
            print(f"seed {seed}: {problem}", flush=True)
    print(f"{options.number} files, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
