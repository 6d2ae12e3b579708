import pytest
from pydicom import Dataset, FileDataset, dcmread
from pydicom.sequence import Sequence

from iodize.findings.finding import Finding, Severity
from iodize.validation.engine.engine import Validator

from ...conftest import Find, sample

COMPREHENSIVE_3D_SR = "1.2.840.10008.5.1.4.1.1.88.34"
ENCAPSULATED_CDA = "1.2.840.10008.5.1.4.1.1.104.2"
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


def findings_of(dataset: Dataset, code: str) -> list[Finding]:
    findings = Validator().check(dataset).findings
    return [each for each in findings if each.code == code]


class TestEnumeratedValues:
    def test_list_in_referenced_section_applies(
        self, ct: FileDataset, find: Find
    ) -> None:
        ct.BitsStored = 11

        (finding,) = find(ct, "value-not-enumerated")
        assert finding.keyword == "BitsStored"
        assert finding.message == "'11'; enumerated: 12, 13, 14, 15, 16"
        assert finding.reference == "PS3.3 C.8.2.1.1.5"

    def test_list_for_the_first_value_applies(
        self, ct: FileDataset, find: Find
    ) -> None:
        ct.ImageType = ["COPIED", "PRIMARY", "AXIAL"]

        (finding,) = find(ct, "value-not-enumerated")
        assert finding.message == "'COPIED'; enumerated: ORIGINAL, DERIVED"

    def test_list_of_the_iod_applies(self, plan: FileDataset, find: Find) -> None:
        plan.Modality = "RTDOSE"

        (finding,) = find(plan, "value-not-enumerated")
        assert (finding.keyword, finding.reference) == ("Modality", "PS3.3 C.8.8.1.1")
        assert finding.message == "'RTDOSE'; enumerated: RTPLAN"

    def test_list_of_the_iod_applies_to_items(self) -> None:
        ecg = "1.2.840.10008.5.1.4.1.1.9.1.1"
        waveform = Dataset()
        waveform.WaveformSampleInterpretation = "UB"
        dataset = object_of(ecg, Modality="ECG", WaveformSequence=Sequence([waveform]))

        (finding,) = findings_of(dataset, "value-not-enumerated")
        assert finding.path == "WaveformSequence[0].WaveformSampleInterpretation"
        assert finding.reference == "PS3.3 A.34.3.4.8"

    @pytest.mark.parametrize(
        ("value_type", "form", "number"),
        [
            ("SCOORD", "CIRCLE", 0),
            ("SCOORD", "POLYGON", 1),
            ("SCOORD3D", "CIRCLE", 1),
            ("SCOORD3D", "POLYGON", 0),
        ],
    )
    def test_list_of_coordinates_is_that_of_the_value_type(
        self, value_type: str, form: str, number: int
    ) -> None:
        item = Dataset()
        item.ValueType, item.GraphicType = value_type, form
        dataset = object_of(COMPREHENSIVE_3D_SR, ContentSequence=Sequence([item]))

        found = findings_of(dataset, "value-not-enumerated")
        assert [each.keyword for each in found] == ["GraphicType"] * number

    def test_conditional_list_applies_if_its_condition_is_met(self) -> None:
        segmentation = "1.2.840.10008.5.1.4.1.1.66.4"

        for kind, bits in {"BINARY": 8, "FRACTIONAL": 1}.items():
            wrong = object_of(segmentation, SegmentationType=kind, BitsAllocated=bits)
            (finding,) = findings_of(wrong, "value-not-enumerated")
            assert finding.keyword == "BitsAllocated"
            right = object_of(
                segmentation, SegmentationType=kind, BitsAllocated=9 - bits
            )
            assert not findings_of(right, "value-not-enumerated")

    @pytest.mark.parametrize(
        ("value", "number"), [("text/XML", 0), ("text/xml", 0), ("text/html", 1)]
    )
    def test_media_type_is_valid_in_any_case(self, value: str, number: int) -> None:
        document = object_of(ENCAPSULATED_CDA, MIMETypeOfEncapsulatedDocument=value)

        assert len(findings_of(document, "value-not-enumerated")) == number

    @pytest.mark.parametrize("value", ["text/XML", "text/xml"])
    def test_condition_of_media_type_holds_in_any_case(self, value: str) -> None:
        document = object_of(ENCAPSULATED_CDA, MIMETypeOfEncapsulatedDocument=value)

        missing = [each.keyword for each in findings_of(document, "type1c-missing")]
        assert "HL7InstanceIdentifier" in missing

    def test_wrong_value_is_reported_in_every_check(
        self, ct: FileDataset, find: Find
    ) -> None:
        for _ in range(2):
            assert not find(ct, "value-not-enumerated")
        ct.PatientSex = "X"
        for _ in range(2):
            assert len(find(ct, "value-not-enumerated")) == 1


class TestDefinedTerms:
    def test_unknown_term_is_reported_as_info(
        self, ct: FileDataset, find: Find
    ) -> None:
        ct.ImageType = ["ORIGINAL", "PRIMARY", "OBLIQUE"]

        (finding,) = find(ct, "term-unknown")
        assert (finding.severity, finding.keyword) == (Severity.INFO, "ImageType")

    @pytest.mark.parametrize(
        ("number", "last"), [(4, "and 1 more value"), (5, "and 2 more values")]
    )
    def test_many_unknown_terms_are_counted(
        self, ct: FileDataset, find: Find, number: int, last: str
    ) -> None:
        ct.ScanOptions = ["A", "B", "C", "D", "E"][:number]
        ct.SOPClassUID = "1.2.840.10008.5.1.4.1.1.4"

        found = find(ct, "term-unknown")
        own = [each.message for each in found if each.keyword == "ScanOptions"]
        assert own[-1] == last

    def test_retired_term_is_reported_as_warning(
        self, ct: FileDataset, find: Find
    ) -> None:
        ct.Modality = "CD"

        (finding,) = find(ct, "term-retired")
        assert finding.severity is Severity.WARNING

    def test_value_of_wrong_format_is_not_reported_as_unknown_term(
        self, ct: FileDataset, find: Find
    ) -> None:
        ct.Modality = "ct"

        assert find(ct, "value-invalid")
        assert not find(ct, "term-unknown")


class TestNumbers:
    def test_range_of_a_row_applies(self, plan: FileDataset, find: Find) -> None:
        plan.BeamSequence[0].NumberOfControlPoints = 1

        (finding,) = find(plan, "value-out-of-range")
        assert finding.message == "1; must be at least 2"

    def test_range_of_the_iod_applies(self) -> None:
        waveform = Dataset()
        waveform.NumberOfWaveformChannels = 14
        dataset = object_of(
            "1.2.840.10008.5.1.4.1.1.9.1.1", WaveformSequence=Sequence([waveform])
        )

        (finding,) = findings_of(dataset, "value-out-of-range")
        assert finding.message == "14; must be at least 1, at most 13"

    def test_row_may_restrict_the_vm_of_the_dictionary(self) -> None:
        angiography = "1.2.840.10008.5.1.4.1.1.12.1"
        dataset = object_of(angiography, Grid=["FIXED", "FOCUSED"])

        (finding,) = findings_of(dataset, "vm-wrong")
        assert finding.message == "has 2 values; its row allows 1"


class TestItems:
    def test_second_item_of_single_item_sequence_is_reported(
        self, plan: FileDataset, find: Find
    ) -> None:
        one = plan.ReferencedStructureSetSequence[0]
        plan.ReferencedStructureSetSequence.append(one)

        (finding,) = find(plan, "item-count")
        assert finding.keyword == "ReferencedStructureSetSequence"
        assert finding.message == "has 2 items; must be 1"

    def test_item_count_must_match_the_attribute_that_states_it(
        self, plan: FileDataset, find: Find
    ) -> None:
        plan.BeamSequence[0].NumberOfControlPoints = 3

        (finding,) = find(plan, "item-count")
        assert finding.path == "BeamSequence[0].ControlPointSequence"
        assert finding.message == "has 2 items, but NumberOfControlPoints is 3"

    def test_item_count_of_the_iod_applies(self) -> None:
        waveforms = Sequence([Dataset() for _ in range(6)])
        dataset = object_of("1.2.840.10008.5.1.4.1.1.9.1.1", WaveformSequence=waveforms)

        (finding,) = findings_of(dataset, "item-count")
        assert finding.message == "has 6 items; must be 1 to 5"

    def test_item_count_of_empty_sequence_is_not_reported(
        self, plan: FileDataset, find: Find
    ) -> None:
        plan.ReferencedStructureSetSequence = Sequence()

        assert not find(plan, "item-count")


ENHANCED_XA = "1.2.840.10008.5.1.4.1.1.12.1.1"
TOMOSYNTHESIS = "1.2.840.10008.5.1.4.1.1.13.1.3"


class TestTypesOfEnhancedImages:
    @pytest.mark.parametrize(
        ("types", "wrong"),
        [
            (["DERIVED", "PRIMARY", "VOLUME", "NONE"], []),
            (["MIXED", "PRIMARY", "VOLUME", "NONE"], []),
            (
                ["COPIED", "PRIMARY", "VOLUME", "NONE"],
                ["PS3.3 C.8.16.1.1 Table C.8-127"],
            ),
            (
                ["DERIVED", "OTHER", "VOLUME", "NONE"],
                ["PS3.3 C.8.16.1.2 Table C.8-128"],
            ),
            (["DERIVED", "PRIMARY", "VOLUME", "MEAN"], ["PS3.3 C.8.19.2.1.1.4"]),
        ],
    )
    def test_each_value_of_image_type_has_its_list(
        self, types: list[str], wrong: list[str]
    ) -> None:
        image = object_of(ENHANCED_XA, ImageType=types)

        findings = findings_of(image, "value-not-enumerated")
        assert [finding.reference for finding in findings] == wrong

    @pytest.mark.parametrize(("number", "wrong"), [(3, 1), (4, 0), (5, 1), (6, 1)])
    def test_image_type_must_have_four_values(self, number: int, wrong: int) -> None:
        types = ["DERIVED", "PRIMARY", "VOLUME", "NONE", "ONE", "MORE"][:number]
        image = object_of(ENHANCED_XA, ImageType=types)

        assert len(findings_of(image, "vm-wrong")) == wrong

    def test_original_image_must_not_have_derived_contrast(self) -> None:
        enhanced_ct = "1.2.840.10008.5.1.4.1.1.2.1"
        for first, wrong in {"ORIGINAL": 1, "DERIVED": 0, "MIXED": 0}.items():
            types = [first, "PRIMARY", "VOLUME", "MEAN"]
            image = object_of(enhanced_ct, ImageType=types)

            assert len(findings_of(image, "value-not-enumerated")) == wrong

    def test_list_of_mammography_images_excludes_tomosynthesis(self) -> None:
        angiography = "1.2.840.10008.5.1.4.1.1.13.1.1"
        for sop_class, wrong in {TOMOSYNTHESIS: 0, angiography: 1}.items():
            types = ["DERIVED", "PRIMARY", "TOMOSYNTHESIS", "GENERATED_2D"]
            image = object_of(sop_class, ImageType=types)

            assert len(findings_of(image, "value-not-enumerated")) == wrong

    def test_mixed_frame_type_is_allowed_for_converted_images_only(self) -> None:
        enhanced, converted = (
            "1.2.840.10008.5.1.4.1.1.2.1",
            "1.2.840.10008.5.1.4.1.1.2.2",
        )
        for sop_class, wrong in {enhanced: 1, converted: 0}.items():
            frame_type = Dataset()
            frame_type.FrameType = ["MIXED", "PRIMARY", "VOLUME", "NONE"]
            groups = Dataset()
            groups.CTImageFrameTypeSequence = Sequence([frame_type])
            image = object_of(
                sop_class, SharedFunctionalGroupsSequence=Sequence([groups])
            )

            assert len(findings_of(image, "value-not-enumerated")) == wrong


class TestValuesStatedInText:
    @pytest.mark.parametrize(
        ("sop_class", "keyword", "good", "bad"),
        [
            ("1.2.840.10008.5.1.4.1.1.128", "RescaleIntercept", "0", "-1024"),
            (
                "1.2.840.10008.5.1.4.1.1.4.3",
                "PhotometricInterpretation",
                "YBR_ICT",
                "MONOCHROME2",
            ),
            ("1.2.840.10008.5.1.4.1.1.77.1.5.2", "BitsAllocated", 16, 8),
            (
                "1.2.840.10008.5.1.4.1.1.1.1",
                "PresentationIntentType",
                "FOR PRESENTATION",
                "FOR PROCESSING",
            ),
            (
                "1.2.840.10008.5.1.4.1.1.1.1.1",
                "PresentationIntentType",
                "FOR PROCESSING",
                "FOR PRESENTATION",
            ),
        ],
    )
    def test_value_stated_in_text_is_required(
        self, sop_class: str, keyword: str, good: object, bad: object
    ) -> None:
        assert not findings_of(
            object_of(sop_class, **{keyword: good}), "value-not-enumerated"
        )

        (finding,) = findings_of(
            object_of(sop_class, **{keyword: bad}), "value-not-enumerated"
        )
        assert finding.keyword == keyword


class TestConditionalItemCounts:
    @pytest.mark.parametrize(
        ("summation", "number", "wrong"),
        [
            ("PLAN", 1, 0),
            ("PLAN", 2, 1),
            ("MULTI_PLAN", 1, 1),
            ("MULTI_PLAN", 2, 0),
        ],
    )
    def test_item_count_of_plans_depends_on_summation_type(
        self, summation: str, number: int, wrong: int
    ) -> None:
        dose = object_of(
            "1.2.840.10008.5.1.4.1.1.481.2",
            DoseSummationType=summation,
            ReferencedRTPlanSequence=Sequence([Dataset() for _ in range(number)]),
        )

        assert len(findings_of(dose, "item-count")) == wrong

    @pytest.mark.parametrize(("energies", "wrong"), [("YES", 0), ("NO", 1), (None, 1)])
    def test_item_count_of_exposures_depends_on_multi_energy_acquisition(
        self, energies: str | None, wrong: int
    ) -> None:
        groups = Dataset()
        groups.CTExposureSequence = Sequence([Dataset(), Dataset()])
        image = object_of(
            "1.2.840.10008.5.1.4.1.1.2.1",
            SharedFunctionalGroupsSequence=Sequence([groups]),
        )
        if energies:
            image.MultienergyCTAcquisition = energies

        assert len(findings_of(image, "item-count")) == wrong
