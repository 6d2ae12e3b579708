"""Numbers of items that a value of the object determines."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize import example

from ..objects import item

Codes = Callable[[Dataset], list[tuple[str, str]]]


@pytest.mark.parametrize(("dimensions", "good"), [(3, True), (2, False)])
def test_volume_of_ultrasound_has_three_dimensions(
    structure: Codes, dimensions: int, good: bool
) -> None:
    volume = example.build("EnhancedUSVolume")
    del volume.DimensionIndexSequence[dimensions:]

    found = ("item-count", "DimensionIndexSequence") in structure(volume)
    assert found is not good


@pytest.mark.parametrize(
    ("kind", "have", "good"),
    [
        ("GATED", 1, True),
        ("GATED", 2, False),
        ("GATED TOMO", 2, True),
    ],
)
def test_only_gated_tomography_has_several_descriptions_of_data(
    structure: Codes, kind: str, have: int, good: bool
) -> None:
    image = example.build("NuclearMedicineImage")
    image.ImageType = ["ORIGINAL", "PRIMARY", kind, "EMISSION"]
    gate = item(DataInformationSequence=[item(FrameTime="1") for _ in range(have)])
    image.GatedInformationSequence = [gate]

    found = [code for code, path in structure(image) if "DataInformation" in path]
    assert found == ([] if good else ["item-count"])


@pytest.mark.parametrize(
    ("movement", "technique", "points", "good"),
    [
        ("OSCILLATING", "INTRACAVITARY", 2, True),
        ("OSCILLATING", "INTRACAVITARY", 3, False),
        ("STEPWISE", "PERMANENT", 2, True),
        ("STEPWISE", "PERMANENT", 3, False),
        ("STEPWISE", "INTRACAVITARY", 3, True),
    ],
)
def test_channel_with_constant_dose_has_two_control_points(
    structure: Codes, movement: str, technique: str, points: int, good: bool
) -> None:
    plan = example.build("RTPlan")
    plan.BrachyTreatmentTechnique = technique
    channel = item(
        SourceMovementType=movement,
        NumberOfControlPoints=points,
        BrachyControlPointSequence=[item(ControlPointIndex=n) for n in range(points)],
    )
    plan.ApplicationSetupSequence = [item(ChannelSequence=[channel])]

    found = [code for code, path in structure(plan) if "BrachyControl" in path]
    assert found == ([] if good else ["item-count"])


@pytest.mark.parametrize(
    ("orders", "flags", "good"),
    [
        ((1, 2), ("NO", "YES"), True),
        ((2, 1), ("YES", "NO"), True),
        ((1, 2), ("YES", "NO"), False),
        ((1, None), ("NO", "NO"), False),
        ((None, None), ("NO", "NO"), True),
    ],
)
def test_order_of_beams_begins_with_a_beam_that_is_started(
    structure: Codes,
    orders: tuple[int | None, ...],
    flags: tuple[str, ...],
    good: bool,
) -> None:
    instruction = example.build("RTBeamsDeliveryInstruction")
    tasks = []
    for order, flag in zip(orders, flags, strict=True):
        task = item(BeamTaskType="TREAT", AutosequenceFlag=flag)
        if order is not None:
            task.BeamOrderIndex = order
        tasks.append(task)
    instruction.BeamTaskSequence = tasks

    found = ("value-relation", "BeamTaskSequence") in structure(instruction)
    assert found is not good
