"""Absent modules, and absent or empty attributes of type 1 and 2."""

from collections.abc import Callable

from pydicom import Dataset, FileDataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import UID

from iodize.findings.finding import Finding, Severity
from iodize.findings.report import FileReport
from iodize.validation.engine.engine import Validator
from tests.mutation.objects import built

Find = Callable[[Dataset, str], list[Finding]]


def test_conformant_ct_image_has_no_findings(
    ct: FileDataset, check: Callable[[Dataset], FileReport]
) -> None:
    report = check(ct)

    assert report.iod == "CT Image"
    assert report.sop_class_uid == "1.2.840.10008.5.1.4.1.1.2"
    assert report.findings == ()


def test_absent_type_1_attribute_is_reported(ct: FileDataset, find: Find) -> None:
    del ct.Modality

    (finding,) = find(ct, "type1-missing")
    assert finding == Finding(
        severity=Severity.ERROR,
        code="type1-missing",
        tag=0x00080060,
        keyword="Modality",
        path="Modality",
        module="General Series",
        message="absent; type 1 in General Series",
        reference="PS3.3 C.7.3.1 Table C.7-5a",
        paragraph=finding.paragraph,
    )
    assert finding.paragraph


def test_absent_type_2_attribute_is_reported(ct: FileDataset, find: Find) -> None:
    del ct.KVP

    (finding,) = find(ct, "type2-missing")
    assert (finding.keyword, finding.module) == ("KVP", "CT Image")
    assert finding.message == "absent; type 2 in CT Image"


def test_empty_value_is_reported_for_type_1_but_not_for_type_2(
    ct: FileDataset, find: Find
) -> None:
    ct.KVP = None
    ct.StudyInstanceUID = ""

    assert [finding.keyword for finding in find(ct, "type1-empty")] == [
        "StudyInstanceUID"
    ]
    assert find(ct, "type2-missing") == []


def test_value_of_padding_alone_is_empty(ct: FileDataset, find: Find) -> None:
    ct.Modality = "  "

    assert [finding.keyword for finding in find(ct, "type1-empty")] == ["Modality"]


def test_value_of_zero_bytes_is_not_empty(ct: FileDataset, find: Find) -> None:
    """Pixel Representation 0 is two zero bytes, which are not padding."""
    ct.PixelRepresentation = 0

    assert find(ct, "type1-empty") == []


def test_empty_type_1c_attribute_is_reported(ct: FileDataset, find: Find) -> None:
    ct.PatientSpeciesDescription = ""

    (finding,) = find(ct, "type1c-empty")
    assert finding.keyword == "PatientSpeciesDescription"


def test_strictest_type_of_several_modules_applies(ct: FileDataset, find: Find) -> None:
    """Image Type is optional in General Image and of type 1 in CT Image."""
    del ct.ImageType

    (finding,) = find(ct, "type1-missing")
    assert (finding.keyword, finding.module) == ("ImageType", "CT Image")


def test_missing_module_is_reported_with_its_attributes(
    ct: FileDataset, find: Find
) -> None:
    del ct.FrameOfReferenceUID
    del ct.PositionReferenceIndicator

    (module,) = find(ct, "module-missing")
    assert (module.module, module.tag, module.path) == ("Frame of Reference", None, "")
    assert [finding.keyword for finding in find(ct, "type1-missing")] == [
        "FrameOfReferenceUID"
    ]
    assert [finding.keyword for finding in find(ct, "type2-missing")] == [
        "PositionReferenceIndicator"
    ]


def test_module_with_one_attribute_left_is_not_missing(
    ct: FileDataset, find: Find
) -> None:
    del ct.FrameOfReferenceUID

    assert find(ct, "module-missing") == []


def test_optional_module_is_required_once_its_own_attribute_is_present(
    ct: FileDataset, find: Find
) -> None:
    """Clinical Trial Sponsor Name is in Clinical Trial Subject only, with type 1."""
    ct.ClinicalTrialSponsorName = "x"

    assert [finding.keyword for finding in find(ct, "type1-missing")] == [
        "ClinicalTrialProtocolID",
    ]


def test_module_with_type_3_attributes_only_is_incomplete_not_required(
    ct: FileDataset, find: Find
) -> None:
    """Contrast/Bolus Volume is in Contrast/Bolus only, which requires an agent."""
    for element in list(ct):
        if element.keyword.startswith("ContrastBolus"):
            del ct[element.tag]
    assert find(ct, "module-incomplete") == []
    ct.ContrastBolusVolume = "10"

    assert find(ct, "type2-missing") == []
    (finding,) = find(ct, "module-incomplete")
    assert (finding.keyword, finding.module) == ("ContrastBolusAgent", "Contrast/Bolus")


def test_required_attributes_of_items_are_reported(ct: FileDataset, find: Find) -> None:
    ct.RequestAttributesSequence = [Dataset(), Dataset()]
    ct.RequestAttributesSequence[1].ReferencedStudySequence = [Dataset()]

    paths = [finding.path for finding in find(ct, "type1-missing")]
    assert paths == [
        "RequestAttributesSequence[1].ReferencedStudySequence[0].ReferencedSOPClassUID",
        "RequestAttributesSequence[1].ReferencedStudySequence[0]"
        ".ReferencedSOPInstanceUID",
    ]


def test_finding_about_macro_has_the_module_that_includes_it(
    ct: FileDataset, find: Find
) -> None:
    ct.ReferencedStudySequence = [Dataset()]

    finding = find(ct, "type1-missing")[0]
    assert finding.module == "General Study"
    assert finding.reference == "PS3.3 10.8 Table 10-11"


def test_required_attributes_depend_on_the_items_of_sequences(
    text_sr: FileDataset, find: Find
) -> None:
    text_sr.ConceptNameCodeSequence[0].clear()
    text_sr.ContentTemplateSequence = []
    text_sr.PerformedProcedureCodeSequence = []

    assert find(text_sr, "type2-missing") == []
    assert [finding.path for finding in find(text_sr, "type1-missing")] == [
        "ConceptNameCodeSequence[0].CodeMeaning"
    ]


def test_required_attributes_of_each_overlay_group_are_reported(
    ct: FileDataset, find: Find
) -> None:
    """Overlay Rows (60xx,0010) has type 1 in each group in use."""
    for group in (0x6000, 0x6002):
        ct.add_new((group, 0x0022), "LO", "drawn")

    tags = [finding.tag for finding in find(ct, "type1-missing")]
    assert 0x60000010 in tags
    assert 0x60020010 in tags
    assert 0x60040010 not in tags
    finding = next(
        finding for finding in find(ct, "type1-missing") if finding.tag == 0x60020010
    )
    assert (finding.keyword, finding.path) == ("OverlayRows", "(6002,0010)")


def test_functional_groups_are_checked_where_they_are_present(
    validator: Validator,
) -> None:
    enhanced = Dataset()
    enhanced.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2.1"
    frame = Dataset()
    frame.FrameContentSequence = [Dataset()]
    frame.PixelMeasuresSequence = []
    enhanced.PerFrameFunctionalGroupsSequence = [frame]
    shared = Dataset()
    shared.CTReconstructionSequence = [Dataset()]
    shared.CTReconstructionSequence[0].ReconstructionAlgorithm = "MAGIC"
    enhanced.SharedFunctionalGroupsSequence = [shared]

    report = validator.check(enhanced)
    findings = {
        (finding.code, finding.path)
        for finding in report.findings
        if "FunctionalGroups" in finding.path
    }

    assert report.iod == "Enhanced CT Image"
    assert (
        "type1-empty",
        "PerFrameFunctionalGroupsSequence[0].PixelMeasuresSequence",
    ) in findings
    assert not any(code == "attribute-outside" for code, _ in findings)
    plane = {code for code, path in findings if "PlanePositionSequence" in path}
    assert plane == {
        "functional-group-missing"
    }, "attributes of an absent item must not be reported"


def test_required_keys_of_directory_record_depend_on_its_type(
    validator: Validator,
) -> None:
    directory = Dataset()
    directory.file_meta = FileMetaDataset()
    directory.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.1.3.10")
    series, unknown = Dataset(), Dataset()
    series.DirectoryRecordType = "SERIES"
    series.PatientWeight = "80"
    unknown.DirectoryRecordType = "UNKNOWN"
    directory.DirectoryRecordSequence = [series, unknown]

    report = validator.check(directory)
    missing = {
        finding.path
        for finding in report.findings
        if finding.code in ("type1-missing", "type2-missing")
    }

    assert report.iod == "Basic Directory"
    assert "DirectoryRecordSequence[0].Modality" in missing
    assert "DirectoryRecordSequence[0].SeriesNumber" in missing
    assert "DirectoryRecordSequence[1].Modality" not in missing
    assert "attribute-outside" not in {finding.code for finding in report.findings}


def test_empty_attribute_of_required_module_is_reported_despite_optional_use(
    validator: Validator,
) -> None:
    """ICC Profile has type 1 in its module, and type 3 in other modules."""
    uid = "1.2.840.10008.5.1.4.1.1.77.1.5.5"
    image = built(uid).dataset
    image.PhotometricInterpretation = "RGB"
    image.ICCProfile = b""

    empty = [f for f in validator.check(image).findings if f.code == "type1-empty"]
    assert [finding.keyword for finding in empty] == ["ICCProfile"]
