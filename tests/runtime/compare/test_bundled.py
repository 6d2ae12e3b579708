"""A copy of the bundled edition with many random edits has exactly these changes."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from iodize.compare import compare
from iodize.compare.changes import Change, Effect
from iodize.tables import editions
from iodize.tables.editions import Edition

pytestmark = [pytest.mark.slow, pytest.mark.source]

FOLDERS = ("modules", "macros", "functional_groups")
EDITS = 150
ATTRIBUTE = re.compile(r'(\w+) = attribute\(0x([0-9A-F]{8}), "([12])"\)')
OPTIONAL = re.compile(r'(\w+) = attribute\(0x([0-9A-F]{8}), "3"\)')
VALUES = re.compile(
    r'(\w+) = attribute\(\s*0x([0-9A-F]{8}),\s*"\w+",\s*enumerated\("[^"]+", ("[^"]+")\)'
)
CONDITION = re.compile(
    r'(\w+) = attribute\(\s*0x([0-9A-F]{8}),\s*"[12]C",\s*'
    r"when=when\('(\w+) == \"\w+\"'\)"
)


class Kind(NamedTuple):
    """A kind of random edit."""

    pattern: re.Pattern[str]
    edit: Callable[[re.Match[str]], str]
    kind: str
    effect: Effect


def _type(match: re.Match[str], to: str) -> str:
    return f'{match[1]} = attribute(0x{match[2]}, "{to}")'


KINDS = (
    Kind(ATTRIBUTE, lambda m: _type(m, "3"), "attribute-type", Effect.LOOSER),
    Kind(OPTIONAL, lambda m: _type(m, "1"), "attribute-type", Effect.STRICTER),
    Kind(
        VALUES,
        lambda m: m[0].replace(f", {m[3]})", ")"),
        "attribute-values",
        Effect.STRICTER,
    ),
    Kind(
        CONDITION,
        lambda m: m[0].replace(f"{m[3]} ==", "PatientComments =="),
        "attribute-condition",
        Effect.EITHER,
    ),
)

Edited = Callable[[Kind, Random], tuple[Edition, int]]


@pytest.fixture
def edited(root: Path, tmp_path: Path) -> Iterator[Edited]:
    """Return a function that edits rows of a copy, at most one of each file."""
    package = "dicom_bundled_edited"
    sys.path.insert(0, str(tmp_path))

    def make(kind: Kind, random: Random) -> tuple[Edition, int]:
        copied = tmp_path / package
        ignored = shutil.ignore_patterns("*.pyi", "__pycache__")
        shutil.copytree(root / "generated", copied, ignore=ignored)
        files = [
            f for folder in FOLDERS for f in sorted((copied / folder).glob("*.py"))
        ]
        random.shuffle(files)
        done = 0
        for file in files:
            text = file.read_text("utf-8")
            found = [*kind.pattern.finditer(text)]
            if found and done < EDITS:
                match = random.choice(found)
                new = kind.edit(match)
                assert new != match[0]
                changed = text[: match.start()] + new + text[match.end() :]
                file.write_text(changed, "utf-8")
                done += 1
        return editions.load(package), done

    yield make
    sys.path.remove(str(tmp_path))
    editions.forget(package)
    for module in [m for m in sys.modules if m.split(".")[0] == package]:
        del sys.modules[module]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", KINDS, ids=lambda k: f"{k.kind} {k.effect}")
def test_each_edit_is_one_change(kind: Kind, seed: int, edited: Edited) -> None:
    other, edits = edited(kind, Random(seed))
    changes = compare(editions.bundled(), other).changes

    def unexpected(change: Change) -> bool:
        return (change.kind, change.effect) != (kind.kind, kind.effect)

    assert edits >= 20
    assert [c for c in changes if unexpected(c)] == []
    assert len(changes) == edits
    assert len({c.subject for c in changes}) == edits
