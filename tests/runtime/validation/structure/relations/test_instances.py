"""Instances that must be listed, and numbers of frames."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize.validation.engine.engine import Validator
from tests.mutation.objects import built
from tests.runtime.validation.structure.objects import (
    ROOT,
    content,
    enhanced_ct,
    item,
    report,
)

Codes = Callable[[Dataset], list[tuple[str, str]]]

CT = "1.2.840.10008.5.1.4.1.1.2"
ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"
KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59"
SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
GRAYSCALE_STATE = "1.2.840.10008.5.1.4.1.1.11.1"
REGISTRATION = "1.2.840.10008.5.1.4.1.1.66.1"


def instance(number: int, sop_class: str = CT, **values: object) -> Dataset:
    return item(
        ReferencedSOPClassUID=sop_class,
        ReferencedSOPInstanceUID=f"{ROOT}.8.{number}",
        **values,
    )


def evidence(*numbers: int) -> list[Dataset]:
    series = item(
        SeriesInstanceUID=f"{ROOT}.6",
        ReferencedSOPSequence=[instance(number) for number in numbers],
    )
    return [item(StudyInstanceUID=f"{ROOT}.5", ReferencedSeriesSequence=[series])]


def document(*numbers: int) -> Dataset:
    made = report()
    made.ContentSequence = [
        content("CONTAINS", "IMAGE", ReferencedSOPSequence=[instance(number)])
        for number in numbers
    ]
    return made


def test_evidence_lists_what_the_content_refers_to(structure: Codes) -> None:
    made = document(1, 2)
    made.CurrentRequestedProcedureEvidenceSequence = evidence(1)
    made.PertinentOtherEvidenceSequence = evidence(2, 3)
    assert found(structure, made) == []

    made.PertinentOtherEvidenceSequence = evidence(3)
    path = "ContentSequence[1].ReferencedSOPSequence[0].ReferencedSOPInstanceUID"
    assert found(structure, made) == [("evidence-missing", path)]


def test_nested_reference_is_evidence_too(structure: Codes) -> None:
    """A presentation state that an image is shown with."""
    made = document(1)
    image = made.ContentSequence[0].ReferencedSOPSequence[0]
    image.ReferencedSOPSequence = [instance(2, GRAYSCALE_STATE)]
    made.CurrentRequestedProcedureEvidenceSequence = evidence(1, 2)
    assert found(structure, made) == []

    made.CurrentRequestedProcedureEvidenceSequence = evidence(1)
    (problem,) = found(structure, made)
    assert problem[0] == "evidence-missing"


def test_instance_is_in_one_evidence_sequence(structure: Codes) -> None:
    made = document(1)
    made.CurrentRequestedProcedureEvidenceSequence = evidence(1)
    made.PertinentOtherEvidenceSequence = evidence(1)

    (problem,) = found(structure, made)
    assert problem[0] == "evidence-twice"
    assert problem[1].startswith("PertinentOtherEvidenceSequence")


def test_evidence_is_required_by_a_reference(validator: Validator) -> None:
    def missing(made: Dataset) -> bool:
        return any(
            (each.code, each.path)
            == ("type1c-missing", "CurrentRequestedProcedureEvidenceSequence")
            for each in validator.check(made).findings
        )

    assert not missing(report())
    assert missing(document(1))


def test_evidence_of_key_objects(structure: Codes) -> None:
    made = built(KEY_OBJECTS).dataset
    made.CurrentRequestedProcedureEvidenceSequence = evidence(1)
    made.ContentSequence = [
        content("CONTAINS", "IMAGE", ReferencedSOPSequence=[instance(1)])
    ]
    assert found(structure, made) == []

    made.ContentSequence[0].ReferencedSOPSequence = [instance(2)]
    (problem,) = found(structure, made)
    assert problem[0] == "evidence-missing"


def test_common_references_list_all_instances(structure: Codes) -> None:
    made = built(SEGMENTATION).dataset
    shared = made.SharedFunctionalGroupsSequence[0]
    derivation = item(
        SourceImageSequence=[instance(1)],
    )
    shared.DerivationImageSequence = [derivation]
    made.ReferencedSeriesSequence = [
        item(SeriesInstanceUID=f"{ROOT}.6", ReferencedInstanceSequence=[instance(1)])
    ]
    assert found(structure, made) == []

    derivation.SourceImageSequence = [instance(1), instance(2)]
    path = (
        "SharedFunctionalGroupsSequence[0].DerivationImageSequence[0]"
        ".SourceImageSequence[1].ReferencedSOPInstanceUID"
    )
    assert found(structure, made) == [("reference-not-listed", path)]


def test_conditional_module_with_only_conditional_attributes(
    validator: Validator,
) -> None:
    """One of the two sequences is needed if the module is required: PS3.3 C.12.2."""

    def missing(made: Dataset) -> bool:
        return any(
            (each.code, each.path) == ("type1c-missing", "ReferencedSeriesSequence")
            for each in validator.check(made).findings
        )

    made = built(SEGMENTATION).dataset
    for keyword in (
        "ReferencedSeriesSequence",
        "StudiesContainingOtherReferencedInstancesSequence",
    ):
        if keyword in made:
            del made[keyword]
    shared = made.SharedFunctionalGroupsSequence[0]
    shared.DerivationImageSequence = [item(SourceImageSequence=[instance(1)])]
    assert missing(made)

    shared.DerivationImageSequence = []
    del shared.DerivationImageSequence
    assert not missing(made)


def test_procedure_step_is_not_a_listed_instance(structure: Codes) -> None:
    made = built(REGISTRATION).dataset
    before = found(structure, made)
    made.ReferencedPerformedProcedureStepSequence = [
        instance(1, "1.2.840.10008.3.1.2.3.3")
    ]

    assert found(structure, made) == before == []


def test_annotated_image_is_one_that_is_presented(structure: Codes) -> None:
    made = built(GRAYSCALE_STATE).dataset
    made.ReferencedSeriesSequence = [
        item(SeriesInstanceUID=f"{ROOT}.6", ReferencedImageSequence=[instance(1)])
    ]
    area = made.DisplayedAreaSelectionSequence[0]
    area.ReferencedImageSequence = [instance(1)]
    assert found(structure, made) == []

    area.ReferencedImageSequence = [instance(2)]
    (problem,) = found(structure, made)
    assert problem[0] == "reference-not-listed"


@pytest.mark.parametrize(
    ("sop_class", "code"), [(CT, ["condition-not-met"]), (ENHANCED_CT, [])]
)
def test_frames_of_a_single_frame_class(
    validator: Validator, sop_class: str, code: list[str]
) -> None:
    made = document(1)
    image = instance(1, sop_class, ReferencedFrameNumber=1)
    made.ContentSequence[0].ReferencedSOPSequence = [image]

    assert [
        each.code
        for each in validator.check(made).findings
        if each.path.endswith("ReferencedFrameNumber")
    ] == code


def test_empty_frame_of_a_single_frame_class_is_reported_as_empty(
    validator: Validator,
) -> None:
    made = document(1)
    image = instance(1, CT, ReferencedFrameNumber=None)
    made.ContentSequence[0].ReferencedSOPSequence = [image]

    found = [
        (each.code, "no frames" in each.message)
        for each in validator.check(made).findings
        if each.path.endswith("ReferencedFrameNumber")
    ]
    assert found == [("type1c-empty", False)]


@pytest.mark.parametrize(("frame", "count"), [(1, 0), (3, 0), (4, 1), (0, 1)])
def test_frame_of_the_own_object(structure: Codes, frame: int, count: int) -> None:
    ct = enhanced_ct(frames=3)
    own = item(
        ReferencedSOPClassUID=ENHANCED_CT,
        ReferencedSOPInstanceUID=ct.SOPInstanceUID,
        ReferencedFrameNumber=frame,
    )
    ct.SharedFunctionalGroupsSequence[0].ReferencedImageSequence = [own]

    assert len(found(structure, ct)) == count


def test_representative_frame_exists(structure: Codes) -> None:
    ct = enhanced_ct(frames=3)
    ct.RepresentativeFrameNumber = 3
    assert found(structure, ct) == []

    ct.RepresentativeFrameNumber = 4
    assert found(structure, ct) == [("frame-number", "RepresentativeFrameNumber")]


def found(structure: Codes, dataset: Dataset) -> list[tuple[str, str]]:
    """Return the findings about instances and frame numbers."""
    subjects = ("evidence-", "reference-", "frame-number")
    return [each for each in structure(dataset) if each[0].startswith(subjects)]
