"""Values that the items of a sequence share, or that increase from item to item."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize import example

from ..objects import item

Codes = Callable[[Dataset], list[tuple[str, str]]]


def related(structure: Codes, dataset: Dataset) -> list[str]:
    return [path for code, path in structure(dataset) if code == "value-relation"]


@pytest.mark.parametrize(
    ("weights", "good"),
    [(("0", "1"), True), (("0", "0"), True), (("1", "0.5"), False)],
)
def test_weights_of_control_points_do_not_decrease(
    structure: Codes, weights: tuple[str, str], good: bool
) -> None:
    plan = example.build("RTPlan")
    (beam,) = plan.BeamSequence
    for point, weight in zip(beam.ControlPointSequence, weights, strict=True):
        point.CumulativeMetersetWeight = weight

    wrong = [] if good else ["BeamSequence[0].ControlPointSequence"]
    assert related(structure, plan) == wrong


@pytest.mark.parametrize(
    ("pairs", "number"),
    [
        (((0.0, 0.0), (1.0, 2.0)), 0),
        (((0.0, 0.0), (1.0, 2.0), (2.0, 2.0)), 0),
        (((0.0, 0.0), (1.0, 2.0), (1.0, 3.0)), 1),
        (((0.0, 0.0), (1.0, 2.0), (2.0, 1.0)), 1),
    ],
)
def test_mapping_of_dose_increases(
    structure: Codes, pairs: tuple[tuple[float, float], ...], number: int
) -> None:
    mapping = [item(CumulativeMeterset=m, RadiationDoseValue=d) for m, d in pairs]
    thing = example.build("RTRadiationSet")
    thing.RadiationDoseIdentificationSequence = [
        item(MetersetToDoseMappingSequence=mapping)
    ]

    assert len(related(structure, thing)) == number


@pytest.mark.parametrize(
    ("forms", "good"),
    [
        (("CLOSED_PLANAR", "POINT"), True),
        (("CLOSEDPLANAR_XOR", "CLOSEDPLANAR_XOR"), True),
        (("CLOSEDPLANAR_XOR", "CLOSED_PLANAR"), False),
    ],
)
def test_combined_contours_of_an_roi_are_alike(
    structure: Codes, forms: tuple[str, str], good: bool
) -> None:
    structures = example.build("RTStructureSet")
    roi = structures.ROIContourSequence[0]
    roi.ContourSequence = [item(ContourGeometricType=form) for form in forms]

    wrong = [] if good else ["ROIContourSequence[0].ContourSequence"]
    assert related(structure, structures) == wrong


@pytest.mark.parametrize(
    ("kinds", "transmissions", "good"),
    [
        (("APERTURE", "APERTURE"), ("0.1", "0.1"), True),
        (("APERTURE", "SHIELDING"), ("0.1", "0.2"), True),
        (("APERTURE", "APERTURE"), ("0.1", "0.2"), False),
    ],
)
def test_apertures_of_a_beam_are_alike(
    structure: Codes, kinds: tuple[str, str], transmissions: tuple[str, str], good: bool
) -> None:
    plan = example.build("RTPlan")
    plan.BeamSequence[0].BlockSequence = [
        item(BlockType=kind, BlockTransmission=transmission)
        for kind, transmission in zip(kinds, transmissions, strict=True)
    ]

    wrong = [] if good else ["BeamSequence[0].BlockSequence"]
    assert related(structure, plan) == wrong
