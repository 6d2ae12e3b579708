"""The size of the wheel and of the installation with its bytecode, by folder.

    python -m benchmarks.size

It builds a wheel of the checkout and compiles its modules. Exits 1 if the wheel or the
installation is larger than its limit, 0 otherwise.
"""

from __future__ import annotations

import marshal
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple
from zipfile import ZipFile, ZipInfo

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = (
    *("generated", "generator", "runtime", "standard_xml/retired"),
    *("LICENSE", "README.md", "pyproject.toml"),
)
"""Sources of a wheel."""

WHEEL_LIMIT: Final = 4_790_000
"""Bytes of the wheel: 0.1 MB of it is the audit of the conditions, 0.09 MB is printing,
0.18 MB are the retired services, 0.13 MB are builders and advice, 0.07 MB the types of
`replace` and `following`, and 0.01 MB image libraries and outputs that are kept."""
INSTALLED_LIMIT: Final = 28_530_000
"""Bytes of the installed files and of their bytecode.

22 MB for validation, objects and services, 1.5 MB for the commands about editions, 1 MB for
the audit, relations inside objects and the reader of broken files, 0.6 MB for printing,
1.7 MB for the retired services, 1.1 MB for builders, advice, the types of NumPy and the page of
the printer, 0.4 MB for the types of `replace` and `following`, and 0.1 MB for image libraries,
outputs that are kept, and the text of compared editions.
"""

HEADER: Final = 16
"""Bytes of a .pyc file before its code."""
ENTRY: Final = 30 + 46
"""Bytes of both headers of a file in a zip archive, without its name."""


class Size(NamedTuple):
    """The size of a file, or of several."""

    zipped: int
    plain: int
    bytecode: int

    @property
    def installed(self) -> int:
        return self.plain + self.bytecode


def build(folder: Path) -> Path:
    """Build a wheel from a copy of the checkout, which stays as it is."""
    copy = folder / "source"
    copy.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, copy / name, ignore=ignored)
        elif source.exists():
            shutil.copy(source, copy)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(copy)], check=True)
    return next(folder.glob("*.whl"))


def sizes(wheel: Path) -> Iterator[tuple[str, Size]]:
    """Yield each file of a wheel with its size."""
    with ZipFile(wheel) as archive:
        for info in archive.infolist():
            yield info.filename, _size(archive, info)


def _size(archive: ZipFile, info: ZipInfo) -> Size:
    bytecode = 0
    if info.filename.endswith(".py"):
        code = compile(archive.read(info), info.filename, "exec", dont_inherit=True)
        bytecode = HEADER + len(marshal.dumps(code))
    zipped = info.compress_size + ENTRY + 2 * len(info.filename)
    return Size(zipped, info.file_size, bytecode)


def total(wheel: Path) -> Size:
    """Return the size of a wheel and of all files in it."""
    every = [size for _, size in sizes(wheel)]
    return Size(
        wheel.stat().st_size,
        sum(size.plain for size in every),
        sum(size.bytecode for size in every),
    )


def folder_of(name: str) -> str:
    """Return the folder that a file is counted in, with the kind of generated files."""
    path = PurePosixPath(name)
    parts = path.parts
    if parts[1] == "generated":
        inner = parts[2] if len(parts) > 3 else "*"
        return f"iodize/generated/{inner}/*{path.suffix}"
    return "/".join(parts[:2] if len(parts) > 2 else parts[:1])


def main() -> int:
    """Print a line for each folder, then the sums; return the exit status."""
    with TemporaryDirectory() as temporary:
        wheel = build(Path(temporary))
        number: Counter[str] = Counter()
        summed: dict[str, Size] = {}
        for name, size in sizes(wheel):
            folder = folder_of(name)
            number[folder] += 1
            before = summed.get(folder, Size(0, 0, 0))
            summed[folder] = Size(*map(sum, zip(before, size, strict=True)))
        print(f"{'':44}{'files':>6}{'zipped':>11}{'installed':>11}{'bytecode':>11}")
        for folder, size in sorted(summed.items(), key=lambda each: -each[1].zipped):
            print(
                f"{folder:44}{number[folder]:6}{size.zipped:11,}{size.plain:11,}"
                f"{size.bytecode:11,}"
            )
        every = total(wheel)
    print(f"wheel {every.zipped:,} bytes; at most {WHEEL_LIMIT:,}")
    print(
        f"installed {every.installed:,} bytes, of which bytecode {every.bytecode:,};"
        f" at most {INSTALLED_LIMIT:,}"
    )
    small = every.zipped <= WHEEL_LIMIT and every.installed <= INSTALLED_LIMIT
    return 0 if small else 1


if __name__ == "__main__":
    sys.exit(main())
