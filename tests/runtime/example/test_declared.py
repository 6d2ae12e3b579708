"""Entries of a table are looked up by IOD, then definition, then keyword."""

from __future__ import annotations

from typing import Any

from iodize import example
from iodize.example import Customization
from iodize.example.declared import Table, frames, number


def lookup(table: Table[Any], iod: str, keyword: str) -> Any:
    root = example.construct(iod).root
    row = next(each for each in root.asked() if each.keyword == keyword)
    return table.get(root, row)


def test_entry_of_the_iod_is_first() -> None:
    table = Table({"Rows": 1, "ImagePixelDescription.Rows": 2, "CTImage.Rows": 3})

    assert lookup(table, "CTImage", "Rows") == 3
    assert lookup(table, "MRImage", "Rows") == 2


def test_entry_of_the_keyword_is_last() -> None:
    table = Table({"Rows": 1, "Other.Rows": 2})

    assert lookup(table, "CTImage", "Rows") == 1
    assert lookup(table, "CTImage", "Columns") is None


def test_keywords_are_those_of_all_entries() -> None:
    table = Table({"Rows": 1, "CTImage.KVP": 2})

    assert table.keywords == {"Rows", "KVP"}


def test_number_is_found_in_an_enclosing_node() -> None:
    custom = Customization(values={"NumberOfFrames": 3})
    made = example.construct("EnhancedCTImage", custom=custom)
    frame, *_ = (
        node
        for node in made.root.nodes()
        if node.sequence == "PerFrameFunctionalGroupsSequence"
    )

    assert number(frame, "NumberOfFrames", 1) == frames(frame) == 3
    assert number(frame, "AcquisitionNumber", 7) == 7
