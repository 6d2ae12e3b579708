"""Items that are numbered from one, and places that are."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize import editions
from iodize.validation.structure.numbering import NUMBERINGS
from tests.mutation.objects import built

from .objects import enhanced_ct

Codes = Callable[[Dataset], list[tuple[str, str]]]

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"


@pytest.mark.parametrize("number", [0, 2, 8])
def test_the_first_item_has_the_number_one(structure: Codes, number: int) -> None:
    segmentation = built(SEGMENTATION).dataset
    assert structure(segmentation) == []

    segmentation.SegmentSequence[0].SegmentNumber = number
    assert structure(segmentation) == [
        ("item-number", "SegmentSequence[0].SegmentNumber")
    ]


def test_a_stack_begins_with_one(structure: Codes) -> None:
    ct = enhanced_ct()
    frame = ct.PerFrameFunctionalGroupsSequence[0].FrameContentSequence[0]
    frame.InStackPositionNumber = 0

    path = "PerFrameFunctionalGroupsSequence[0].FrameContentSequence[0]"
    assert structure(ct) == [("ordinal", f"{path}.InStackPositionNumber")]


def test_every_numbering_is_of_a_sequence_of_the_edition() -> None:
    edition = editions.bundled()
    for number, sequences in NUMBERINGS.items():
        assert edition.element(number)
        for tag in sequences:
            sequence = edition.element(tag)
            assert sequence is not None
            assert sequence.vr == "SQ"
