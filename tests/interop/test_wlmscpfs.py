"""The keys of a worklist beside those that the manual of DCMTK's wlmscpfs lists."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from iodize.dimse.services.keys import Key
from iodize.objects.typed import TypedDefinition
from iodize.services import ModalityWorklist

MANUAL: Final = Path("/usr/share/man/man1/wlmscpfs.1.gz")
RETIRED: Final = {
    (0x00380011,): "Issuer of Admission ID",
    (0x00402001,): "Reason for the Imaging Service Request",
    (0x00101000,): "Other Patient IDs",
}
"""Attributes that it returns and that 2023a no longer has."""

TagPath = tuple[int, ...]


@pytest.fixture(scope="module")
def manual() -> str:
    if not MANUAL.is_file():
        pytest.skip(f"no manual of wlmscpfs: {MANUAL}")
    return gzip.decompress(MANUAL.read_bytes()).decode()


def listed(manual: str, title: str) -> set[TagPath]:
    """Return the attributes of a list; two blanks more are one sequence deeper."""
    block = manual[manual.index(title) :]
    block = block[block.index("\n(0") :]
    found, path = set[TagPath](), list[int]()
    for line in block[: re.search(r"\n\.", block).start()].splitlines():  # type: ignore[union-attr]
        if match := re.match(r"( *)\(([0-9a-f]{4}),([0-9a-f]{4})\)", line):
            depth = len(match[1]) // 2
            path[depth:] = [int(match[2] + match[3], 16)]
            found.add(tuple(path))
    return found


def fields(
    kind: type[TypedDefinition], path: TagPath = ()
) -> Iterator[tuple[TagPath, Any]]:
    for field in kind._layout_of().by_tag.values():
        yield (*path, field.tag), field
        for item in field.items if len(path) < 3 else ():
            yield from fields(item, (*path, field.tag))


def test_what_it_matches_may_be_matched(manual: str) -> None:
    """And it matches all that has to be: PS3.4 Table K.6-1."""
    matched = listed(manual, "supports the following attributes as matching keys")
    keys = {
        path: field.rows[0].match
        for path, field in fields(ModalityWorklist.Query)
        if isinstance(field.rows[0], Key)
    }

    assert {path for path, match in keys.items() if match == "R"} <= matched
    assert {keys[path] for path in matched} == {"R", "O"}


def test_what_it_returns_is_in_an_answer(manual: str) -> None:
    """It returns all required attributes of an answer, in the sequences it supports."""
    returned = listed(manual, "As return keys the following attributes")
    types = {path: field.type for path, field in fields(ModalityWorklist.Answer)}

    assert returned - types.keys() == RETIRED.keys()
    for path, type_ in types.items():
        if type_ in ("1", "2") and (len(path) == 1 or path[:-1] in returned):
            assert path in returned
