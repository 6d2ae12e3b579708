"""Kleene's logic over data sets, and where attributes are looked for."""

from typing import Any

import pytest

from iodize.conditions import Truth, evaluate, parse
from iodize.conditions.expressions import Used
from iodize.conditions.plain import plain_view


class Nothing:
    """Knows no facts; the Mask module is told by Recommended Viewing Mode."""

    def fact(self, reason: str) -> Truth:
        return {"yes": True, "no": False}.get(reason)

    def telling(self, used: Used) -> frozenset[str]:
        return frozenset({"RecommendedViewingMode"})


def truth(
    text: str, dataset: dict[str, Any], *parents: dict[str, Any], **more: Any
) -> Truth:
    return evaluate(parse(text), plain_view(dataset, parents, **more), Nothing())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('unknown("?") and unknown("no")', False),
        ('unknown("?") and unknown("yes")', None),
        ('unknown("?") or unknown("yes")', True),
        ('unknown("?") or unknown("no")', None),
        ('not unknown("?")', None),
        ('not unknown("no")', True),
    ],
)
def test_an_unknown_part_matters_only_where_it_decides(
    text: str, expected: Truth
) -> None:
    assert truth(text, {}) is expected


@pytest.mark.parametrize(
    ("text", "dataset", "expected"),
    [
        ("present(KVP)", {"KVP": ""}, True),
        ("valued(KVP)", {"KVP": ""}, False),
        ("valued(BeamSequence)", {"BeamSequence": [{}]}, True),
        ('Modality == "CT"', {"Modality": "CT"}, True),
        ('Modality == "CT"', {}, False),
        ('not Modality == "CT"', {}, None),
        ('not Modality == "CT"', {"Modality": "MR"}, True),
        ('ImageType[3] == "AXIAL"', {"ImageType": ["A", "B", "AXIAL"]}, True),
        ('ImageType[3] == "AXIAL"', {"ImageType": ["AXIAL"]}, False),
        ('ImageType == "B"', {"ImageType": ["A", "B"]}, True),
        ('Flag == "1"', {"Flag": 1}, True),
        ('Flag == "1"', {"Flag": "01"}, False),
        ("NumberOfFrames > 1", {"NumberOfFrames": 2}, True),
        ("NumberOfFrames > 1", {}, False),
        ("count(BeamSequence) > 1", {"BeamSequence": [{}, {}]}, True),
        ("count(MaskFrames) > 1", {"MaskFrames": [1, 2]}, True),
        ("Rows == Columns", {"Rows": 3, "Columns": 3}, True),
        ("private(Pointer)", {"Pointer": ["00081140", "00191010"]}, True),
        ("closed(GraphicData)", {"GraphicData": [0.0, 0.0, 5.0, 5.0, 0.0, 0.0]}, True),
        ("closed(GraphicData)", {"GraphicData": [0.0, 0.0, 5.0, 5.0]}, False),
        ('module("Mask")', {"RecommendedViewingMode": "SUB"}, True),
        ('module("Mask")', {}, False),
    ],
)
def test_a_leaf_reads_the_item(
    text: str, dataset: dict[str, Any], expected: Truth
) -> None:
    assert truth(text, dataset) is expected


def test_a_code_is_value_and_scheme_whatever_its_meaning() -> None:
    text = 'coded(ViewCodeSequence, ("111930", "DCM"))'
    code = {"CodeValue": "111930", "CodingSchemeDesignator": "DCM", "CodeMeaning": "?"}

    assert truth(text, {"ViewCodeSequence": [code]}) is True
    assert (
        truth(text, {"ViewCodeSequence": [code | {"CodingSchemeDesignator": "99X"}]})
        is False
    )


def test_a_long_code_value_is_a_code_value_too() -> None:
    code = {"LongCodeValue": "1" * 20, "CodingSchemeDesignator": "99X"}

    text = f'coded(ViewCodeSequence, ("{"1" * 20}", "99X"))'
    assert truth(text, {"ViewCodeSequence": [code]}) is True


def test_the_nearest_enclosing_item_wins() -> None:
    assert truth('up.Flag == "A"', {"Flag": "C"}, {"Flag": "A"}, {"Flag": "B"}) is True
    assert truth('top.Flag == "B"', {"Flag": "C"}, {"Flag": "A"}, {"Flag": "B"}) is True


FRAMES = "PerFrameFunctionalGroupsSequence"
TYPE = 'frame.FrameType[1] == "ORIGINAL"'


def frame_type(value: str) -> dict[str, Any]:
    return {"MRImageFrameTypeSequence": [{"FrameType": [value, "PRIMARY"]}]}


def test_a_frame_is_its_own_groups_before_the_shared_ones() -> None:
    top = {"SharedFunctionalGroupsSequence": [frame_type("ORIGINAL")]}
    path = [FRAMES, "MREchoSequence"]

    assert truth(TYPE, {}, {}, top, path=path) is True
    assert truth(TYPE, {}, frame_type("DERIVED"), top, path=path) is False


def test_a_frame_may_be_known_without_the_data_set_around_it() -> None:
    path = [FRAMES, "MREchoSequence"]

    assert truth(TYPE, {}, frame_type("ORIGINAL"), {}, path=path) is True


def test_what_another_frame_says_does_not_count() -> None:
    top = {FRAMES: [frame_type("ORIGINAL")]}

    assert truth(TYPE, {}, {}, top, path=[FRAMES, "MREchoSequence"]) is False


def test_any_item_of_a_sequence_may_hold_what_is_looked_for() -> None:
    dataset = {"BeamSequence": [{"BeamType": "STATIC"}, {"BeamType": "DYNAMIC"}]}

    assert truth('BeamSequence.BeamType == "DYNAMIC"', dataset) is True
    assert truth('some(BeamSequence, BeamType == "DYNAMIC")', dataset) is True


def test_a_position_needs_to_be_known() -> None:
    assert truth("first()", {}, {}, path=["BeamSequence"], item=1) is True
    assert truth("first()", {}, {}, path=["BeamSequence"], item=2) is False
    assert truth("last()", {}, {}, path=["BeamSequence"], item=2, items=2) is True
    assert truth("last()", {}, {}, path=["BeamSequence"], item=2) is None
    assert truth("first()", {}) is None


def test_an_item_is_inside_all_its_sequences() -> None:
    assert truth(f"inside({FRAMES})", {}, {}, {}, path=[FRAMES, "X"]) is True
    assert (
        truth("inside(SharedFunctionalGroupsSequence)", {}, {}, path=[FRAMES]) is False
    )
