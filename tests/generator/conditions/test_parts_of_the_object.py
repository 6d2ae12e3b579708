"""Alternatives that the object decides beside others that it does not."""

from typing import Any

import pytest

from iodize.conditions import Truth, evaluate
from iodize.conditions.plain import plain_view
from iodize.generator.conditions import Vocabulary, read_requirement
from iodize.tables import editions
from iodize.validation.conditions.facts import Facts

NO_FACTS = Facts(editions.bundled(), {})
STATE = "1.2.840.10008.5.1.4.1.1.11.1"
SPECIMEN = {"CodeValue": "119376003", "CodingSchemeDesignator": "SCT"}
CRANIAL = {"CodeValue": "399162004", "CodingSchemeDesignator": "SCT"}


def holds(vocabulary: Vocabulary, words: str, dataset: dict[str, Any]) -> Truth:
    required = read_requirement(f"Required {words}.", vocabulary).required
    assert required is not None
    return evaluate(required, plain_view(dataset), NO_FACTS)


@pytest.mark.parametrize("what", ["Overlays", "Overlays or Curves"])
@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        ({"GraphicAnnotationSequence": [{}]}, True),
        ({"OverlayActivationLayer": "FRONT"}, True),
        ({"OverlayActivationLayer": ""}, None),
        ({}, None),
    ],
)
def test_annotations_and_active_overlays_of_the_state_are_applied(
    vocabulary: Vocabulary, what: str, dataset: dict[str, Any], expected: Truth
) -> None:
    words = f"if Graphic Annotations or {what} are to be applied to pictures"

    assert holds(vocabulary, words, {"SOPClassUID": STATE, **dataset}) is expected


@pytest.mark.parametrize(
    "words",
    [
        "if a picture has overlay data that is to be seen or Presentation State"
        " Instance contains Overlay data other than the Bitmap Shutter",
    ],
)
@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        ({"OverlayRows": 2}, True),
        ({"OverlayRows": 2, "ShutterOverlayGroup": "6000"}, None),
        ({}, None),
    ],
)
def test_overlays_of_the_state_that_are_no_shutter_decide(
    vocabulary: Vocabulary, words: str, dataset: dict[str, Any], expected: Truth
) -> None:
    words = words.replace("a picture has", "a referenced image contains")
    words = words.replace("the pictures", "the referenced images")

    assert holds(vocabulary, words, dataset) is expected


@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        ({"ViewCodeSequence": [CRANIAL]}, True),
        ({"ViewCodeSequence": [SPECIMEN]}, False),
        ({"ViewCodeSequence": []}, False),
        ({}, False),
    ],
)
def test_code_of_a_view_tells_specimens(
    vocabulary: Vocabulary, dataset: dict[str, Any], expected: Truth
) -> None:
    words = (
        "if View Code Sequence (0054,0220) has an Item value other than one"
        " representing a specimen image"
    )

    assert holds(vocabulary, words, dataset) is expected


@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        ({"PseudoColorType": "SPRING"}, True),
        ({"PseudoColorType": "PURPLE"}, None),
        ({}, False),
    ],
)
def test_labels_of_the_palettes_are_references(
    vocabulary: Vocabulary, dataset: dict[str, Any], expected: Truth
) -> None:
    words = "if Pseudo-Color Type (0072,0704) is a reference to a standard palette"

    assert holds(vocabulary, words, dataset) is expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [(["PER", "CG"], True), (["PER"], None), ([], False), (None, False)],
)
def test_nothing_is_gated_without_an_option(
    vocabulary: Vocabulary, options: list[str] | None, expected: Truth
) -> None:
    words = "for Scan Options (0018,0022) that include heart gating"
    dataset = {} if options is None else {"ScanOptions": options}

    assert holds(vocabulary, words, dataset) is expected


@pytest.mark.parametrize(
    "words",
    [
        "for first Item of Control Point Sequence if Number of Wedges (300A,00D0) is"
        " non-zero, or if the tilt of a wedge changes during Beam",
        "if Number of Wedges (300A,00D0) is non-zero and for first Item of Control"
        " Point Sequence, or if a wedge changes during Beam",
    ],
)
def test_nothing_changes_at_the_first_item(vocabulary: Vocabulary, words: str) -> None:
    def at(number: int, wedges: int) -> Truth:
        required = read_requirement(f"Required {words}.", vocabulary).required
        assert required is not None
        item = plain_view({}, [{"NumberOfWedges": wedges}], item=number, items=3)
        return evaluate(required, item, NO_FACTS)

    assert (at(1, 2), at(1, 0), at(2, 0)) == (True, False, None)


@pytest.mark.parametrize(
    ("words", "dataset"),
    [
        ("for Multi-energy CT Images", {"MultienergyCTAcquisition": "YES"}),
        ("for multi-energy CT images", {"MultienergyCTAcquisition": "YES"}),
        ("for CT", {"Modality": "CT"}),
        ("for MR", {"Modality": "MR"}),
    ],
)
def test_kinds_of_images_are_told_by_their_attributes(
    vocabulary: Vocabulary, words: str, dataset: dict[str, Any]
) -> None:
    assert holds(vocabulary, words, dataset) is True
    assert holds(vocabulary, words, dict.fromkeys(dataset, "NONE")) is False


def test_cine_images_have_several_frames(vocabulary: Vocabulary) -> None:
    words = "for multi-frame cine of a Cine Module"

    assert holds(vocabulary, words, {"NumberOfFrames": 2}) is None
    assert holds(vocabulary, words, {"NumberOfFrames": 1}) is False


@pytest.mark.parametrize(
    ("words", "several"),
    [
        ("if pixel data is multi-frame data", True),
        ("if pixel data is Multi-frame Cine data", None),
    ],
)
def test_single_frame_does_not_decide_whether_data_are_multi_frame(
    vocabulary: Vocabulary, words: str, several: bool | None
) -> None:
    """A single frame may have the Multi-frame module: PS3.3 C.7.6.6.1.2."""
    single: dict[str, Any] = {"NumberOfFrames": 1}
    assert holds(vocabulary, words, {"NumberOfFrames": 2}) is several
    assert holds(vocabulary, words, single | {"FrameIncrementPointer": 1}) is None
    assert holds(vocabulary, words, single) is False
