"""UIDs are shared within a study, and different for other seeds."""

from __future__ import annotations

from pydicom.uid import UID

from iodize import example
from iodize.example import Customization
from iodize.example.identifiers import CT_IMAGE, SOP_CLASSES, instance, made
from iodize.tables import editions


def test_uid_is_determined_by_seed_and_names() -> None:
    assert made(1, "study") == made(1, "study")
    assert len({made(1, "study"), made(2, "study"), made(1, "series")}) == 3
    assert UID(made(1, "study")).is_valid


def test_instance_is_that_of_the_example() -> None:
    assert example.build("CTImage", seed=3).SOPInstanceUID == instance(3, CT_IMAGE)


def test_referenced_sop_class_depends_on_the_sequence() -> None:
    plans = Customization(attributes=frozenset({"ReferencedRTPlanSequence"}))
    record = example.construct("RTBeamsTreatmentRecord", custom=plans).dataset
    selection = example.build("KeyObjectSelectionDocument")
    (plan,) = record.ReferencedRTPlanSequence
    (study,) = selection.CurrentRequestedProcedureEvidenceSequence
    (series,) = study.ReferencedSeriesSequence
    (image,) = series.ReferencedSOPSequence

    assert plan.ReferencedSOPClassUID == "1.2.840.10008.5.1.4.1.1.481.5"
    assert image.ReferencedSOPClassUID == CT_IMAGE


def test_dimension_organization_is_the_same_throughout_an_object() -> None:
    scan = example.build("EnhancedCTImage")
    uids = [
        each.value
        for each in scan.iterall()
        if each.keyword == "DimensionOrganizationUID"
    ]

    assert len(uids) > 1
    assert len(set(uids)) == 1


def test_other_uids_are_different_within_an_object() -> None:
    scan = example.build("CTImage")
    uids = [scan.StudyInstanceUID, scan.SeriesInstanceUID, scan.SOPInstanceUID]

    assert len({*uids, scan.FrameOfReferenceUID}) == 4


def test_all_uids_of_sop_classes_are_known() -> None:
    named = {
        keyword
        for vr, _, keyword, name, _ in editions.bundled().elements.values()
        if vr == "UI" and "SOP Class" in name
    }

    assert named == SOP_CLASSES
