"""Numbers and labels that identify items, and the references to them."""

from collections.abc import Callable

import pytest
from pydicom import Dataset
from pydicom.uid import UID

from iodize.tables import editions
from iodize.validation.structure.relations.identifiers import IDENTIFIERS, REFERENCES
from tests.mutation.objects import built
from tests.runtime.validation.structure.objects import item

Codes = Callable[[Dataset], list[tuple[str, str]]]

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3"
PLAN = "1.2.840.10008.5.1.4.1.1.481.5"
GRAYSCALE_STATE = "1.2.840.10008.5.1.4.1.1.11.1"
WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"


def roi(number: int) -> Dataset:
    return item(
        ROINumber=number,
        ReferencedFrameOfReferenceUID="1.2.3",
        ROIName="",
        ROIGenerationAlgorithm="",
    )


def structure_set() -> Dataset:
    rois = built(STRUCTURE_SET).dataset
    rois.StructureSetROISequence = [roi(4), roi(7)]
    rois.ROIContourSequence = [item(ReferencedROINumber=7)]
    rois.RTROIObservationsSequence = [
        item(ObservationNumber=1, ReferencedROINumber=4, ROIInterpreter="")
    ]
    return rois


def test_number_of_roi_must_be_unique(structure: Codes) -> None:
    rois = structure_set()
    assert structure(rois) == []

    rois.StructureSetROISequence[1].ROINumber = 4
    rois.ROIContourSequence[0].ReferencedROINumber = 4
    assert structure(rois) == [
        ("number-not-unique", "StructureSetROISequence[1].ROINumber")
    ]


@pytest.mark.parametrize("sequence", ["ROIContour", "RTROIObservations"])
def test_referenced_roi_must_exist(structure: Codes, sequence: str) -> None:
    rois = structure_set()
    rois[f"{sequence}Sequence"][0].ReferencedROINumber = 5

    path = f"{sequence}Sequence[0].ReferencedROINumber"
    assert structure(rois) == [("reference-target", path)]


def test_frame_of_reference_of_roi_must_be_listed(structure: Codes) -> None:
    rois = structure_set()
    rois.ReferencedFrameOfReferenceSequence = [item(FrameOfReferenceUID="1.2.3")]
    assert structure(rois) == []

    rois.ReferencedFrameOfReferenceSequence[0].FrameOfReferenceUID = "1.2.4"
    path = "StructureSetROISequence[0].ReferencedFrameOfReferenceUID"
    assert structure(rois) == [("reference-target", path)]


def test_roi_of_another_object_is_not_sought(structure: Codes) -> None:
    plan = built(PLAN).dataset
    plan.DoseReferenceSequence = [
        item(
            DoseReferenceNumber=1,
            DoseReferenceStructureType="VOLUME",
            DoseReferenceType="TARGET",
            ReferencedROINumber=99,
        )
    ]

    assert structure(plan) == []


def test_referenced_segment_must_exist(structure: Codes) -> None:
    segmentation = built(SEGMENTATION).dataset
    group = segmentation.SharedFunctionalGroupsSequence[0]
    group.SegmentIdentificationSequence[0].ReferencedSegmentNumber = 3

    path = (
        "SharedFunctionalGroupsSequence[0].SegmentIdentificationSequence[0]"
        ".ReferencedSegmentNumber"
    )
    assert structure(segmentation) == [("reference-target", path)]


def test_segment_of_another_object_is_not_sought(structure: Codes) -> None:
    segmentation = built(SEGMENTATION).dataset
    source = item(
        ReferencedSOPClassUID=SEGMENTATION,
        ReferencedSOPInstanceUID="1.2.3",
        ReferencedSegmentNumber=9,
    )
    segmentation.ReferencedImageSequence = [source]

    assert (
        "reference-target",
        "ReferencedImageSequence[0].ReferencedSegmentNumber",
    ) not in (structure(segmentation))


@pytest.mark.parametrize("kind", ["PatientSetup", "ToleranceTable"])
def test_reference_of_a_beam_must_exist(structure: Codes, kind: str) -> None:
    plan = built(PLAN).dataset
    setattr(plan, f"{kind}Sequence", [item(**{f"{kind}Number": 3})])
    setattr(plan.BeamSequence[0], f"Referenced{kind}Number", 3)
    assert structure(plan) == []

    setattr(plan.BeamSequence[0], f"Referenced{kind}Number", 8)
    path = f"BeamSequence[0].Referenced{kind}Number"
    assert structure(plan) == [("reference-target", path)]


def test_dose_reference_of_a_control_point_must_exist(structure: Codes) -> None:
    plan = built(PLAN).dataset
    plan.DoseReferenceSequence = [item(DoseReferenceNumber=3)]
    reference = item(ReferencedDoseReferenceNumber=3)
    point = plan.BeamSequence[0].ControlPointSequence[0]
    point.ReferencedDoseReferenceSequence = [reference]
    assert structure(plan) == []

    reference.ReferencedDoseReferenceNumber = 4
    (found,) = structure(plan)
    assert found[0] == "reference-target"


def test_beam_of_fraction_group_must_exist(structure: Codes) -> None:
    plan = built(PLAN).dataset
    reference = plan.FractionGroupSequence[0].ReferencedBeamSequence[0]
    reference.ReferencedBeamNumber = 12

    path = "FractionGroupSequence[0].ReferencedBeamSequence[0].ReferencedBeamNumber"
    assert ("reference-target", path) in structure(plan)


def test_wedge_is_sought_in_its_beam(structure: Codes) -> None:
    """Another beam may have a wedge of this number."""
    plan = built(PLAN).dataset
    beam = plan.BeamSequence[0]
    number = beam.WedgeSequence[0].WedgeNumber
    point = beam.ControlPointSequence[0]
    point.WedgePositionSequence[0].ReferencedWedgeNumber = number
    assert structure(plan) == []

    point.WedgePositionSequence[0].ReferencedWedgeNumber = number + 1
    (found,) = structure(plan)
    assert found[0] == "reference-target"
    assert found[1].endswith("WedgePositionSequence[0].ReferencedWedgeNumber")


def state(**values: object) -> Dataset:
    state = built(GRAYSCALE_STATE).dataset
    state.GraphicLayerSequence = [item(GraphicLayer="ONE", GraphicLayerOrder=1)]
    text = item(
        UnformattedTextValue="a",
        AnchorPointAnnotationUnits="PIXEL",
        AnchorPoint=[1.0, 1.0],
        AnchorPointVisibility="Y",
    )
    state.GraphicAnnotationSequence = [
        item(GraphicLayer="ONE", TextObjectSequence=[text])
    ]
    state.update(item(**values))
    return state


def test_layer_of_annotation_must_exist(structure: Codes) -> None:
    graphics = state()
    assert structure(graphics) == []

    graphics.GraphicAnnotationSequence[0].GraphicLayer = "TWO"
    path = "GraphicAnnotationSequence[0].GraphicLayer"
    assert structure(graphics) == [("reference-target", path)]


@pytest.mark.parametrize(("layer", "found"), [("ONE", 0), ("", 0), ("TWO", 1)])
def test_layer_of_overlay_must_exist(structure: Codes, layer: str, found: int) -> None:
    graphics = state()
    graphics.add_new(0x60021001, "CS", layer)

    assert structure(graphics) == [("reference-target", "(6002,1001)")] * found


def test_optical_path_of_frame_must_exist(structure: Codes) -> None:
    slide = built(WHOLE_SLIDE).dataset
    paths = slide.OpticalPathSequence
    shared = slide.SharedFunctionalGroupsSequence[0]
    identified = item(OpticalPathIdentifier=paths[0].OpticalPathIdentifier)
    shared.OpticalPathIdentificationSequence = [identified]
    assert structure(slide) == []

    identified.OpticalPathIdentifier = "absent"
    (found,) = structure(slide)
    assert found[0] == "reference-target"


def test_unknown_object_has_no_identifiers(structure: Codes) -> None:
    """Its attributes may have another meaning."""
    rois = structure_set()
    rois.SOPClassUID = rois.file_meta.MediaStorageSOPClassUID = UID("1.2.3.4")
    rois.ROIContourSequence[0].ReferencedROINumber = 5

    assert structure(rois) == []


def test_identifiers_are_attributes_of_the_edition() -> None:
    edition = editions.bundled()
    for tag, paths in IDENTIFIERS.items():
        assert edition.element(tag)
        for path in paths:
            for sequence in path:
                found = edition.element(sequence)
                assert found is not None
                assert found.vr == "SQ"
    for tag, reference in REFERENCES.items():
        assert edition.element(tag)
        assert reference.identifier in IDENTIFIERS
        for sequence in reference.inside:
            found = edition.element(sequence)
            assert found is not None
            assert found.vr == "SQ"


def test_layers_must_be_present_if_one_is_named(structure: Codes) -> None:
    graphics = state()
    del graphics.GraphicLayerSequence

    path = "GraphicAnnotationSequence[0].GraphicLayer"
    assert structure(graphics) == [("reference-target", path)]


@pytest.mark.parametrize(
    ("channels", "found"),
    [([1, 1], 0), ([1, 0], 0), ([2, 1], 1), ([1, 1, 1, 99], 1), ([0, 1], 1)],
)
def test_annotated_channel_must_exist(
    structure: Codes, channels: list[int], found: int
) -> None:
    ecg = built("1.2.840.10008.5.1.4.1.1.9.1.1").dataset
    ecg.WaveformSequence = ecg.WaveformSequence[:1]
    ecg.WaveformAnnotationSequence = [
        item(UnformattedTextValue="a", ReferencedWaveformChannels=channels)
    ]

    path = "WaveformAnnotationSequence[0].ReferencedWaveformChannels"
    assert structure(ecg).count(("reference-target", path)) == found
