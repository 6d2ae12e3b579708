"""Rules of the standard in addition to the types and conditions of rows."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from iodize.definitions import Item
from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport
from iodize.generated.services import coded_entries
from iodize.rules.overrides import ALTERNATIVES, OVERRIDES
from iodize.tables import editions
from iodize.validation.plan.rule import table_of
from tests.mutation import objects

Find = Callable[..., list[Finding]]
Check = Callable[[Dataset], FileReport]

MULTI_FRAME_CAPTURE = "1.2.840.10008.5.1.4.1.1.7.4"
CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
SEGMENT_ANNOTATION = "1.2.840.10008.5.1.4.1.1.481.11"
REGISTRATION = "1.2.840.10008.5.1.4.1.1.66.1"
SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
CODE = "ProcedureCodeSequence[0].CodeValue"


def code(**attributes: str) -> Dataset:
    item = Dataset()
    item.CodeMeaning = "anything"
    for keyword, value in attributes.items():
        setattr(item, keyword, value)
    return item


def built(uid: str) -> Dataset:
    return objects.built(uid).dataset


def test_a_code_has_one_of_three_values(ct: Dataset, find: Find) -> None:
    ct.ProcedureCodeSequence = [code()]

    assert [found.path for found in find(ct, "type1c-missing")] == [CODE]


@pytest.mark.parametrize(
    "item",
    [
        code(CodeValue="1", CodingSchemeDesignator="99X"),
        code(LongCodeValue="a" * 17, CodingSchemeDesignator="99X"),
        code(URNCodeValue="urn:oid:1.2.3"),
    ],
)
def test_any_of_the_three_will_do(ct: Dataset, item: Dataset, check: Check) -> None:
    ct.ProcedureCodeSequence = [item]

    assert _errors(check(ct), "ProcedureCodeSequence") == []


def test_two_of_the_three_are_one_too_many(ct: Dataset, find: Find) -> None:
    item = code(CodeValue="1", LongCodeValue="2", CodingSchemeDesignator="99X")
    ct.ProcedureCodeSequence = [item]

    assert CODE in [found.path for found in find(ct, "condition-not-met")]


def test_a_single_captured_frame_has_no_increment(find: Find) -> None:
    capture = built(MULTI_FRAME_CAPTURE)
    del capture.FrameIncrementPointer
    paths = [found.path for found in find(capture, "type1c-missing")]
    capture.PixelData = capture.PixelData[: len(capture.PixelData) // 2]
    capture.NumberOfFrames = 1

    assert paths == ["FrameIncrementPointer"]
    assert find(capture, "type1-missing") == []
    assert find(capture, "type1c-missing") == []


def test_a_single_captured_frame_may_have_an_increment(check: Check) -> None:
    capture = built(MULTI_FRAME_CAPTURE)
    capture.PixelData = capture.PixelData[: len(capture.PixelData) // 2]
    capture.NumberOfFrames = 1

    assert _errors(check(capture), "FrameIncrementPointer") == []


def test_a_capture_need_not_tell_the_modality(find: Find) -> None:
    capture = built(CAPTURE)
    if "Modality" in capture:
        del capture.Modality

    assert find(capture, "type1-missing") == []


def test_an_instance_that_is_referred_to_is_of_some_study(find: Find) -> None:
    registration = built(REGISTRATION)
    del registration.ReferencedSeriesSequence
    paths = [found.path for found in find(registration, "type1c-missing")]
    registration.StudiesContainingOtherReferencedInstancesSequence = []

    assert paths == ["ReferencedSeriesSequence"]
    assert find(registration, "type1c-missing") == []


def test_where_none_is_referred_to_no_study_is_named(find: Find) -> None:
    segmentation = built(SEGMENTATION)

    assert "ReferencedSeriesSequence" not in segmentation
    assert find(segmentation, "type1c-missing") == []


def test_a_segmentation_is_referred_to_by_segment(find: Find) -> None:
    annotation = built(SEGMENT_ANNOTATION)
    reference = annotation.SegmentReferenceSequence[0].DirectSegmentReferenceSequence[0]
    reference.ReferencedSOPSequence[0].ReferencedSOPClassUID = SEGMENTATION
    if "ReferencedSegmentNumber" in reference:
        del reference.ReferencedSegmentNumber

    keywords = [found.keyword for found in find(annotation, "type1c-missing")]
    assert keywords == ["ReferencedSegmentNumber"]


def test_every_table_named_is_one_of_the_edition(ct: Dataset) -> None:
    edition = editions.bundled()
    tables = {
        table_of(attribute)
        for iod in ("SecondaryCaptureImage", "MultiFrameTrueColorSecondaryCaptureImage")
        for use in edition.iod(iod).module_uses
        for attribute in use.definition.attributes().values()
    }

    assert {o.table for o in OVERRIDES} | {o.overridden for o in OVERRIDES} <= tables
    messages = {"8-2b", "8-5b", "F.7.2-1f"}
    assert {*ALTERNATIVES} == {"8.8-1a", "C.12-8"} | messages
    assert messages <= {
        table_of(attribute)
        for entry in vars(coded_entries).values()
        if isinstance(entry, type) and issubclass(entry, Item)
        for attribute in entry.attributes().values()
    }


def _errors(report: FileReport, keyword: str) -> list[str]:
    return [
        found.code
        for found in report.findings
        if found.severity is Severity.ERROR and keyword in found.path
    ]
