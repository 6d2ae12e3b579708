"""Identifiers count their items, references are to the first, and counters are not drawn."""

from __future__ import annotations

from typing import Any

from pydicom.dataset import Dataset

from iodize import example
from iodize.example import Customization
from iodize.example.freedoms import additions, choices


def made(name: str, *attributes: str, **values: Any) -> Dataset:
    """Return a data set of an IOD with optional attributes and given values."""
    custom = Customization(attributes=frozenset(attributes), values=values)
    return example.construct(name, custom=custom).dataset


def test_items_are_identified_by_their_position() -> None:
    custom = Customization(items={"IonBeamSequence": 3})
    plan = example.construct("RTIonPlan", custom=custom).dataset
    beam = made("RTIonPlan", NumberOfRangeModulators=2).IonBeamSequence[0]

    assert [each.BeamNumber for each in plan.IonBeamSequence] == [1, 2, 3]
    modulators = beam.RangeModulatorSequence
    assert [each.RangeModulatorNumber for each in modulators] == [1, 2]


def test_text_identifies_items_as_well() -> None:
    slide = made("VLWholeSlideMicroscopyImage", NumberOfOpticalPaths=2)

    paths = slide.OpticalPathSequence
    assert [each.OpticalPathIdentifier for each in paths] == ["1", "2"]


def test_references_are_to_the_first_item() -> None:
    group = made("RTIonPlan", NumberOfBeams=2).FractionGroupSequence[0]

    references = group.ReferencedBeamSequence
    assert [each.ReferencedBeamNumber for each in references] == [1, 1]


def test_several_values_refer_to_the_first_item() -> None:
    protocol = made("HangingProtocol", "SynchronizedScrollingSequence")

    first = protocol.SynchronizedScrollingSequence[0]
    assert first.DisplaySetScrollingGroup == [1, 1]


def test_counted_values_are_as_many_as_stated() -> None:
    plan = made("RTIonPlan", NumberOfScanSpotPositions=2, ScanMode="MODULATED")
    point = plan.IonBeamSequence[0].IonControlPointSequence[0]

    assert point.NumberOfScanSpotPositions == 2
    assert len(point.ScanSpotPositionMap) == 4
    assert len(point.ScanSpotMetersetWeights) == 2


def test_counted_values_may_be_encoded_in_one() -> None:
    path = "AnimationCurveSequence[0].NumberOfVolumetricCurvePoints"
    name = "VolumeRenderingVolumetricPresentationState"
    custom = Customization(
        attributes=frozenset({"AnimationCurveSequence"}),
        modules=frozenset({"PresentationAnimation"}),
        values={"PresentationAnimationStyle": "FLYTHROUGH", path: 2},
    )
    state = example.construct(name, custom=custom).dataset

    curve = state.AnimationCurveSequence[0]
    assert curve.NumberOfVolumetricCurvePoints == 2
    assert len(curve.VolumetricCurvePoints) == 2 * 3 * 8


def test_identifiers_references_and_counters_are_not_drawn() -> None:
    segmentation = example.construct("SurfaceSegmentation")
    drawn = {choice.path.rpartition(".")[2] for choice in choices(segmentation)}

    assert drawn
    assert not drawn & {"NumberOfSurfacePoints", "SurfaceNumber", "SegmentNumber"}


def test_sequence_that_depends_on_another_one_is_not_added() -> None:
    name = "VolumeRenderingVolumetricPresentationState"
    added = {
        each.path.rpartition(".")[2] for each in additions(example.construct(name))
    }

    assert added
    assert "PresentationStateCompositorComponentSequence" not in added
