"""Numbers of items and ordinal numbers, which start at one."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize.tables import editions
from iodize.validation.structure.numbering import NUMBERINGS
from tests.mutation.objects import built

from .objects import enhanced_ct

Codes = Callable[[Dataset], list[tuple[str, str]]]

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"


@pytest.mark.parametrize("number", [0, 2, 8])
def test_number_of_item_must_be_its_position(structure: Codes, number: int) -> None:
    segmentation = built(SEGMENTATION).dataset
    assert structure(segmentation) == []

    segmentation.SegmentSequence[0].SegmentNumber = number
    assert ("item-number", "SegmentSequence[0].SegmentNumber") in structure(
        segmentation
    )


def test_position_zero_in_stack_is_reported(structure: Codes) -> None:
    ct = enhanced_ct()
    frame = ct.PerFrameFunctionalGroupsSequence[0].FrameContentSequence[0]
    frame.InStackPositionNumber = 0

    path = "PerFrameFunctionalGroupsSequence[0].FrameContentSequence[0]"
    assert structure(ct) == [("ordinal", f"{path}.InStackPositionNumber")]


def test_numberings_are_attributes_and_sequences_of_the_edition() -> None:
    edition = editions.bundled()
    for number, sequences in NUMBERINGS.items():
        assert edition.element(number)
        for tag in sequences:
            sequence = edition.element(tag)
            assert sequence is not None
            assert sequence.vr == "SQ"
