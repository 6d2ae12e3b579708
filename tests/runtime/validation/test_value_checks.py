import pytest
from pydicom import Dataset, FileDataset, dcmread
from pydicom.sequence import Sequence

from iodize.validation.engine import Validator
from iodize.validation.findings import Finding, Severity

from .conftest import Find, sample

RT_PLAN = "1.2.840.10008.5.1.4.1.1.481.5"


@pytest.fixture
def plan() -> FileDataset:
    """Return an RT plan with one beam of two control points."""
    return dcmread(sample("rtplan.dcm"))


def object_of(sop_class: str, **elements: object) -> Dataset:
    dataset = Dataset()
    dataset.SOPClassUID = sop_class
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    return dataset


def found(dataset: Dataset, code: str) -> list[Finding]:
    findings = Validator().check(dataset).findings
    return [each for each in findings if each.code == code]


class TestEnumeratedValues:
    def test_a_list_in_the_section_that_a_row_refers_to(
        self, ct: FileDataset, find: Find
    ) -> None:
        ct.BitsStored = 11

        (finding,) = find(ct, "value-not-enumerated")
        assert finding.keyword == "BitsStored"
        assert finding.message == "'11'; enumerated: 12, 13, 14, 15, 16"
        assert finding.reference == "PS3.3 C.8.2.1.1.5"

    def test_the_first_value_of_several(self, ct: FileDataset, find: Find) -> None:
        ct.ImageType = ["COPIED", "PRIMARY", "AXIAL"]

        (finding,) = find(ct, "value-not-enumerated")
        assert finding.message == "'COPIED'; enumerated: ORIGINAL, DERIVED"

    def test_a_list_of_the_iod(self, plan: FileDataset, find: Find) -> None:
        plan.Modality = "RTDOSE"

        (finding,) = find(plan, "value-not-enumerated")
        assert (finding.keyword, finding.reference) == ("Modality", "PS3.3 C.8.8.1.1")
        assert finding.message == "'RTDOSE'; enumerated: RTPLAN"

    def test_a_list_of_the_iod_within_items(self) -> None:
        ecg = "1.2.840.10008.5.1.4.1.1.9.1.1"
        waveform = Dataset()
        waveform.WaveformSampleInterpretation = "UB"
        dataset = object_of(ecg, Modality="ECG", WaveformSequence=Sequence([waveform]))

        (finding,) = found(dataset, "value-not-enumerated")
        assert finding.path == "WaveformSequence[0].WaveformSampleInterpretation"
        assert finding.reference == "PS3.3 A.34.3.4.8"

    def test_a_list_under_a_condition(self) -> None:
        segmentation = "1.2.840.10008.5.1.4.1.1.66.4"

        for kind, bits in {"BINARY": 8, "FRACTIONAL": 1}.items():
            wrong = object_of(segmentation, SegmentationType=kind, BitsAllocated=bits)
            (finding,) = found(wrong, "value-not-enumerated")
            assert finding.keyword == "BitsAllocated"
            right = object_of(
                segmentation, SegmentationType=kind, BitsAllocated=9 - bits
            )
            assert not found(right, "value-not-enumerated")

    def test_a_good_value_is_remembered_and_a_wrong_one_reported_again(
        self, ct: FileDataset, find: Find
    ) -> None:
        for _ in range(2):
            assert not find(ct, "value-not-enumerated")
        ct.PatientSex = "X"
        for _ in range(2):
            assert len(find(ct, "value-not-enumerated")) == 1


class TestDefinedTerms:
    def test_an_unknown_one_is_a_note(self, ct: FileDataset, find: Find) -> None:
        ct.ImageType = ["ORIGINAL", "PRIMARY", "OBLIQUE"]

        (finding,) = find(ct, "term-unknown")
        assert (finding.severity, finding.keyword) == (Severity.INFO, "ImageType")

    def test_a_retired_one_is_a_warning(self, ct: FileDataset, find: Find) -> None:
        ct.Modality = "CD"

        (finding,) = find(ct, "term-retired")
        assert finding.severity is Severity.WARNING

    def test_what_has_no_good_form_is_reported_once(
        self, ct: FileDataset, find: Find
    ) -> None:
        ct.Modality = "ct"

        assert find(ct, "value-invalid")
        assert not find(ct, "term-unknown")


class TestNumbers:
    def test_a_range_of_a_row(self, plan: FileDataset, find: Find) -> None:
        plan.BeamSequence[0].NumberOfControlPoints = 1

        (finding,) = find(plan, "value-out-of-range")
        assert finding.message == "1; shall be at least 2"

    def test_a_range_of_the_iod(self) -> None:
        waveform = Dataset()
        waveform.NumberOfWaveformChannels = 14
        dataset = object_of(
            "1.2.840.10008.5.1.4.1.1.9.1.1", WaveformSequence=Sequence([waveform])
        )

        (finding,) = found(dataset, "value-out-of-range")
        assert finding.message == "14; shall be at least 1, at most 13"

    def test_fewer_values_than_the_dictionary_allows(self) -> None:
        angiography = "1.2.840.10008.5.1.4.1.1.12.1"
        dataset = object_of(angiography, Grid=["FIXED", "FOCUSED"])

        (finding,) = found(dataset, "vm-wrong")
        assert finding.message == "has 2 values; its row allows 1"


class TestItems:
    def test_only_one_is_allowed(self, plan: FileDataset, find: Find) -> None:
        one = plan.ReferencedStructureSetSequence[0]
        plan.ReferencedStructureSetSequence.append(one)

        (finding,) = find(plan, "item-count")
        assert finding.keyword == "ReferencedStructureSetSequence"
        assert finding.message == "has 2 items; shall be 1"

    def test_another_attribute_tells(self, plan: FileDataset, find: Find) -> None:
        plan.BeamSequence[0].NumberOfControlPoints = 3

        (finding,) = find(plan, "item-count")
        assert finding.path == "BeamSequence[0].ControlPointSequence"
        assert finding.message == "has 2 items; NumberOfControlPoints is 3"

    def test_the_iod_tells(self) -> None:
        waveforms = Sequence([Dataset() for _ in range(6)])
        dataset = object_of("1.2.840.10008.5.1.4.1.1.9.1.1", WaveformSequence=waveforms)

        (finding,) = found(dataset, "item-count")
        assert finding.message == "has 6 items; shall be 1 to 5"

    def test_an_empty_sequence_is_for_its_type(
        self, plan: FileDataset, find: Find
    ) -> None:
        plan.ReferencedStructureSetSequence = Sequence()

        assert not find(plan, "item-count")
