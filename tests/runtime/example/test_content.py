"""The content tree has the value types that the IOD allows: PS3.3 A.35."""

from __future__ import annotations

import pytest

from iodize import example


@pytest.mark.parametrize(
    ("iod", "types"),
    [
        ("BasicTextSR", ["TEXT", "CODE", "PNAME"]),
        ("ComprehensiveSR", ["TEXT", "CODE", "NUM", "PNAME"]),
        ("KeyObjectSelectionDocument", ["TEXT", "IMAGE"]),
    ],
)
def test_items_of_the_root_have_the_allowed_value_types(
    iod: str, types: list[str]
) -> None:
    document = example.build(iod)

    assert document.ValueType == "CONTAINER"
    assert [item.ValueType for item in document.ContentSequence] == types


def test_items_of_the_root_have_no_items() -> None:
    report = example.build("ComprehensiveSR")

    assert all("ContentSequence" not in item for item in report.ContentSequence)
