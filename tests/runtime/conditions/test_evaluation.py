"""Kleene's logic over data sets, and the search for attributes."""

from typing import Any

import pytest

from iodize.conditions import Truth, evaluate, parse
from iodize.conditions.expressions import Expression, Place, Present, Scope, Used
from iodize.conditions.plain import plain_view


class Nothing:
    """No facts; Recommended Viewing Mode indicates the Mask module."""

    def fact(self, reason: str) -> Truth:
        return {"yes": True, "no": False}.get(reason)

    def use_of(self, used: Used, sop_class_uid: str) -> Expression:
        scope = Scope.FRAME if used.group else Scope.TOP
        return Present(Place("RecommendedViewingMode", scope))

    def keyword(self, tag: str) -> str:
        return {"00189087": "DiffusionBValue"}.get(tag, "")

    def points(self, tag: str, kind: str) -> Truth:
        return {"00081140": kind == "sequence", "00080060": False}.get(tag)


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
def test_unknown_part_is_ignored_if_other_parts_decide(
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
        ('Flag != "A"', {"Flag": "B"}, True),
        ('Flag != "A"', {"Flag": ["A", "B"]}, True),
        ('Flag not in ("A", "B")', {"Flag": ["A", "B"]}, False),
        ('Flag != "A"', {"Flag": ""}, False),
        ('Flag != "A"', {}, False),
        ("relative(URI)", {"URI": "CT/1.dcm"}, True),
        ("relative(URI)", {"URI": "https://pacs.example/1"}, False),
        ("relative(URI)", {}, False),
        ("flat(Points)", {"Points": [1.0, 2.0, 5.0, 3.0, 4.0, 5.0]}, True),
        ("flat(Points)", {"Points": [1.0, 2.0, 5.0, 3.0, 4.0, 6.0]}, False),
        ("flat(Points)", {"Points": [1.0, 2.0, 3.0, 4.0]}, None),
        ("flat(Points)", {}, False),
        ('points(Pointer, "sequence")', {"Pointer": "00081140"}, True),
        ('points(Pointer, "sequence")', {"Pointer": "00080060"}, False),
        ('points(Pointer, "sequence")', {"Pointer": "00191010"}, None),
        ('points(Pointer, "sequence")', {}, False),
        ("repeated.Frames > 1", {"Frames": 2}, True),
        ("repeated.Frames > 1", {}, False),
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


def test_code_of_an_earlier_scheme_is_undecided() -> None:
    text = 'coded(ViewCodeSequence, ("399162004", "SCT"))'

    def of_scheme(scheme: str, value: str = "R-10242") -> dict[str, Any]:
        code = {"CodeValue": value, "CodingSchemeDesignator": scheme}
        return {"ViewCodeSequence": [code]}

    assert truth(text, of_scheme("SRT")) is None
    assert truth(f"not {text}", of_scheme("SNM3")) is None
    assert truth(text, of_scheme("DCM")) is False
    assert truth(text.replace("SCT", "DCM"), of_scheme("SRT")) is False


def test_nearest_enclosing_item_is_preferred() -> None:
    assert truth('up.Flag == "A"', {"Flag": "C"}, {"Flag": "A"}, {"Flag": "B"}) is True
    assert truth('top.Flag == "B"', {"Flag": "C"}, {"Flag": "A"}, {"Flag": "B"}) is True


SHARED = "SharedFunctionalGroupsSequence"
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


def test_attributes_of_another_frame_are_ignored() -> None:
    top = {FRAMES: [frame_type("ORIGINAL")]}

    assert truth(TYPE, {}, {}, top, path=[FRAMES, "MREchoSequence"]) is False


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["ORIGINAL", "ORIGINAL"], True),
        (["DERIVED", "DERIVED"], False),
        (["ORIGINAL", "DERIVED"], True),
        (["DERIVED", "ORIGINAL"], True),
        (["ORIGINAL", None], True),
        (["DERIVED", None], False),
        ([None, None], False),
        ([], False),
    ],
)
@pytest.mark.parametrize("scope", ["frame", "near"])
def test_condition_holds_for_a_shared_group_if_it_holds_for_a_frame(
    types: list[str | None], expected: Truth, scope: str
) -> None:
    frames = [{} if kind is None else frame_type(kind) for kind in types]
    text = TYPE.replace("frame", scope, 1)

    assert shared_truth(text, {}, frames) is expected


def shared_truth(
    text: str, group: dict[str, Any], frames: list[dict[str, Any]]
) -> Truth:
    """Return whether a condition holds in an item of a shared functional group."""
    shared = {"MRModifierSequence": [{}], **group}
    top = {SHARED: [shared], FRAMES: frames}
    return truth(text, {}, shared, top, path=[SHARED, "MRModifierSequence"])


def test_shared_group_prefers_its_own_values_to_those_of_frames() -> None:
    frames = [frame_type("DERIVED")] * 2

    assert shared_truth(TYPE, frame_type("ORIGINAL"), frames) is True


def test_negated_condition_of_shared_group_is_evaluated_per_frame() -> None:
    negated = f"not {TYPE}"
    original, derived = frame_type("ORIGINAL"), frame_type("DERIVED")

    assert shared_truth(negated, {}, [derived, derived]) is True
    assert shared_truth(negated, {}, [original, original]) is False
    assert shared_truth(negated, {}, [original, derived]) is True
    assert shared_truth(negated, {}, [original, {}]) is None
    assert shared_truth(negated, {}, []) is None


def test_parts_of_a_condition_are_evaluated_for_the_same_frame() -> None:
    spiral = {"CTAcquisitionTypeSequence": [{"AcquisitionType": "SPIRAL"}]}
    text = f'{TYPE} and frame.AcquisitionType == "SPIRAL"'
    original, derived = frame_type("ORIGINAL"), frame_type("DERIVED")

    assert shared_truth(text, {}, [original, derived | spiral]) is False
    assert shared_truth(text, {}, [derived, original | spiral]) is True


def test_attribute_of_a_frame_is_preferred_to_that_of_the_top_level() -> None:
    properties = {"FrameType": [{"VolumetricProperties": "VOLUME"}]}
    text = 'near.VolumetricProperties == "VOLUME"'

    assert truth(text, {}, properties, {}, path=[FRAMES, "PixelMeasures"]) is True
    top = {"VolumetricProperties": "SAMPLED"}
    assert truth(text, {}, properties, top, path=[FRAMES, "PixelMeasures"]) is True
    assert truth(text, {}, {}, top, path=[FRAMES, "PixelMeasures"]) is False


def test_current_frame_has_functional_groups() -> None:
    current = "CurrentFrameFunctionalGroupsSequence"

    assert truth(TYPE, {current: [frame_type("ORIGINAL")]}) is True
    assert truth(TYPE, {}, frame_type("ORIGINAL"), {}, path=[current, "X"]) is True


def test_group_in_a_frame_is_used_for_a_shared_group() -> None:
    text = 'group("FrameVOILUT")'
    used = {"FrameVOILUTSequence": [{"RecommendedViewingMode": "NAT"}]}

    assert shared_truth(text, {}, [used, used]) is True
    assert shared_truth(text, {}, [used, {}]) is True
    assert shared_truth(text, {}, [{}, {}]) is False
    assert shared_truth(text, used, [{}, {}]) is True


def test_items_of_all_frames_are_compared_for_a_shared_group() -> None:
    text = 'some(frame.MRImageFrameTypeSequence, FrameType[1] == "ORIGINAL")'
    original, derived = frame_type("ORIGINAL"), frame_type("DERIVED")

    assert shared_truth(text, {}, [original, original]) is True
    assert shared_truth(text, {}, [original, derived]) is True
    assert shared_truth(text, {}, [derived, derived]) is False


def test_all_items_of_a_sequence_are_searched() -> None:
    dataset = {"BeamSequence": [{"BeamType": "STATIC"}, {"BeamType": "DYNAMIC"}]}

    assert truth('BeamSequence.BeamType == "DYNAMIC"', dataset) is True
    assert truth('some(BeamSequence, BeamType == "DYNAMIC")', dataset) is True


def test_condition_on_an_unknown_position_is_unknown() -> None:
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


@pytest.mark.parametrize(
    ("thicknesses", "expected"),
    [
        (["1.5", "1.50"], False),
        ([1.5, 2.0], True),
        (["A ", "A"], False),
        ([1.5], False),
        ([], False),
        ([1.5, None], False),
    ],
)
def test_values_of_all_items_are_compared(
    thicknesses: list[str | float | None], expected: Truth
) -> None:
    items = [{} if each is None else {"Thickness": each} for each in thicknesses]

    assert truth("differs(Layers.Thickness)", {"Layers": items}) is expected


WEDGES = [
    {"WedgeNumber": 1, "WedgeType": "STANDARD"},
    {"WedgeNumber": 2, "WedgeType": "MOTORIZED"},
]
MOTORIZED = 'WedgeType == "MOTORIZED"'


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"ReferencedWedgeNumber": 1}, False),
        ({"ReferencedWedgeNumber": 2}, True),
        ({"ReferencedWedgeNumber": [1, 2]}, True),
        ({"ReferencedWedgeNumber": 3}, None),
        ({}, None),
    ],
)
def test_the_item_with_the_number_is_decisive(
    item: dict[str, Any], expected: Truth
) -> None:
    text = f"referenced(ReferencedWedgeNumber, up.Wedges.WedgeNumber, {MOTORIZED})"

    assert truth(text, item, {}, {"Wedges": WEDGES}, path=["A", "B"]) is expected
    assert truth(text, item, {}, {}, path=["A", "B"]) is None


def test_position_may_be_that_of_an_item_around() -> None:
    path = ["BeamSequence", "IonControlPointSequence", "OpeningSequence"]
    beam: dict[str, Any] = {
        "IonControlPointSequence": [{"OpeningSequence": [{}, {}]}, {}]
    }
    points = plain_view(beam).get("IonControlPointSequence")
    assert points is not None
    opening = points.items[0].get("OpeningSequence")
    assert opening is not None

    def holds(text: str, view: Any) -> Truth:
        return evaluate(parse(text), view, Nothing())

    assert holds("first(ControlPointSequence)", opening.items[1]) is True
    assert holds("first()", opening.items[1]) is False
    assert holds("last(ControlPointSequence)", opening.items[1]) is False
    assert holds("first(ControlPointSequence)", points.items[1]) is False
    assert truth("first(ControlPointSequence)", {}, {}, {}, {}, path=path) is None
    assert truth("first(ControlPointSequence)", {}) is None


def test_pointer_to_an_attribute_of_the_objects_functional_groups() -> None:
    text = 'points(DimensionIndexPointer, "grouped")'
    groups = {FRAMES: [{"MRDiffusionSequence": [{"DiffusionBValue": 1000.0}]}]}
    index = {"DimensionIndexPointer": "00189087"}

    assert truth(text, index, groups, path=["DimensionIndexSequence"]) is True
    assert truth(text, index, {}, path=["DimensionIndexSequence"]) is None
    assert (
        truth(text, {"DimensionIndexPointer": "00080060"}, groups, path=["Index"])
        is False
    )


def test_groups_of_the_current_frame_are_functional_groups() -> None:
    top = {
        "CurrentFrameFunctionalGroupsSequence": [
            {"FrameVOILUTSequence": [{"RecommendedViewingMode": "NAT"}]}
        ]
    }

    assert truth('group("FrameVOILUT")', top) is True
    assert truth("present(frame.FrameVOILUTSequence)", top) is True
    assert truth("present(frame.PixelMeasuresSequence)", top) is False


@pytest.mark.parametrize(("weight", "expected"), [("0.50", True), ("0.55", False)])
def test_numbers_are_the_same_in_any_notation(weight: str, expected: Truth) -> None:
    text = (
        "CumulativeMetersetWeight == up.ControlPointSequence.CumulativeMetersetWeight"
    )
    around = {"ControlPointSequence": [{"CumulativeMetersetWeight": "0.5"}]}
    item = {"CumulativeMetersetWeight": weight}
    assert truth(text, item, around) is expected
