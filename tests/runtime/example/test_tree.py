"""A node is a data set or an item, with its path and its view for conditions."""

from __future__ import annotations

import pytest

from iodize import example
from iodize.example import Construction
from iodize.example.tree import Node


@pytest.fixture(scope="module")
def made() -> Construction:
    return example.construct("EnhancedCTImage")


@pytest.fixture(scope="module")
def position(made: Construction) -> Node:
    """The plane position of the second frame."""
    return [n for n in made.root.nodes() if n.sequence == "PlanePositionSequence"][1]


def test_path_has_indices_from_0(position: Node) -> None:
    assert position.path("ImagePositionPatient") == (
        "PerFrameFunctionalGroupsSequence[1].PlanePositionSequence[0]"
        ".ImagePositionPatient"
    )
    assert position.root.path("Rows") == "Rows"


def test_enclosing_sequences_are_from_the_root(position: Node) -> None:
    assert position.way() == (
        "PerFrameFunctionalGroupsSequence",
        "PlanePositionSequence",
    )
    assert position.depth == 2


def test_position_among_the_items(position: Node) -> None:
    frame = position.parent
    assert frame is not None

    assert (frame.number, frame.siblings) == (2, 2)
    assert position.index_of("PerFrameFunctionalGroupsSequence") == 2
    assert (position.root.number, position.root.siblings) == (None, None)


def test_value_is_that_of_the_node_or_the_nearest_enclosing_one(
    position: Node,
) -> None:
    assert position.value("Rows") is None
    assert position.nearest("Rows") == 8
    assert position.nearest("PatientComments") is None


def test_view_has_text_numbers_and_tags(made: Construction) -> None:
    root = made.root
    organization, *_ = [
        node for node in root.nodes() if node.sequence == "DimensionIndexSequence"
    ]
    rows, types = root.get("Rows"), root.get("ImageType")
    pointer = organization.get("DimensionIndexPointer")
    assert rows is not None
    assert types is not None
    assert pointer is not None

    assert rows.values == (8,)
    assert types.values[:2] == ("ORIGINAL", "PRIMARY")
    assert pointer.values == ("00209057",)
    assert root.get("PatientComments") is None


def test_view_of_bulk_data_has_no_content(made: Construction) -> None:
    pixels = made.root.get("PixelData")
    assert pixels is not None

    assert pixels.values == ("",)


def test_view_of_a_sequence_has_its_items(made: Construction) -> None:
    frames = made.root.get("PerFrameFunctionalGroupsSequence")
    assert frames is not None

    assert (len(frames.items), frames.values) == (2, ())


def test_dropped_attribute_has_no_items() -> None:
    root = example.construct("EnhancedCTImage").root
    before = len([*root.nodes()])
    root.drop(0x52009230)

    assert "PerFrameFunctionalGroupsSequence" not in root.dataset
    assert len([*root.nodes()]) < before


def test_strictest_row_determines_the_type(made: Construction) -> None:
    types = {each.keyword: each.type for each in made.root.asked()}

    assert types["ImageType"] == "1"
    assert types["PatientName"] == "2"
