"""What must be there: modules, and attributes of type 1 and 2."""

from collections.abc import Callable

from pydicom import Dataset, FileDataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import UID

from iodize.report import FileReport
from iodize.validation.engine import Validator
from iodize.validation.findings import Finding, Severity
from tests.mutation.objects import built

Find = Callable[[Dataset, str], list[Finding]]


def test_a_good_ct_image_has_no_findings(
    ct: FileDataset, check: Callable[[Dataset], FileReport]
) -> None:
    report = check(ct)

    assert report.iod == "CT Image"
    assert report.sop_class_uid == "1.2.840.10008.5.1.4.1.1.2"
    assert report.findings == ()


def test_an_absent_type_1_attribute_is_found(ct: FileDataset, find: Find) -> None:
    del ct.Modality

    (found,) = find(ct, "type1-missing")
    assert found == Finding(
        severity=Severity.ERROR,
        code="type1-missing",
        tag=0x00080060,
        keyword="Modality",
        path="Modality",
        module="General Series",
        message="absent; type 1 in General Series",
        reference="PS3.3 C.7.3.1 Table C.7-5a",
        paragraph=found.paragraph,
    )
    assert found.paragraph


def test_an_absent_type_2_attribute_is_found(ct: FileDataset, find: Find) -> None:
    del ct.KVP

    (found,) = find(ct, "type2-missing")
    assert (found.keyword, found.module) == ("KVP", "CT Image")
    assert found.message == "absent; type 2 in CT Image"


def test_type_2_may_be_empty_and_type_1_may_not(ct: FileDataset, find: Find) -> None:
    ct.KVP = None
    ct.StudyInstanceUID = ""

    assert [found.keyword for found in find(ct, "type1-empty")] == ["StudyInstanceUID"]
    assert find(ct, "type2-missing") == []


def test_padding_is_no_value(ct: FileDataset, find: Find) -> None:
    ct.Modality = "  "

    assert [found.keyword for found in find(ct, "type1-empty")] == ["Modality"]


def test_zero_is_a_value(ct: FileDataset, find: Find) -> None:
    """Pixel Representation 0 is two zero bytes, which are no padding."""
    ct.PixelRepresentation = 0

    assert find(ct, "type1-empty") == []


def test_type_1c_needs_a_value_where_it_is_present(ct: FileDataset, find: Find) -> None:
    ct.PatientSpeciesDescription = ""

    (found,) = find(ct, "type1c-empty")
    assert found.keyword == "PatientSpeciesDescription"


def test_the_strictest_of_several_modules_counts(ct: FileDataset, find: Find) -> None:
    """Image Type is optional in General Image and of type 1 in CT Image."""
    del ct.ImageType

    (found,) = find(ct, "type1-missing")
    assert (found.keyword, found.module) == ("ImageType", "CT Image")


def test_a_missing_module_is_told_with_its_attributes(
    ct: FileDataset, find: Find
) -> None:
    del ct.FrameOfReferenceUID
    del ct.PositionReferenceIndicator

    (module,) = find(ct, "module-missing")
    assert (module.module, module.tag, module.path) == ("Frame of Reference", None, "")
    assert [found.keyword for found in find(ct, "type1-missing")] == [
        "FrameOfReferenceUID"
    ]
    assert [found.keyword for found in find(ct, "type2-missing")] == [
        "PositionReferenceIndicator"
    ]


def test_a_module_with_one_attribute_left_is_not_missing(
    ct: FileDataset, find: Find
) -> None:
    del ct.FrameOfReferenceUID

    assert find(ct, "module-missing") == []


def test_an_optional_module_asks_once_an_attribute_of_its_own_is_there(
    ct: FileDataset, find: Find
) -> None:
    """Clinical Trial Sponsor Name is of Clinical Trial Subject alone, of type 1."""
    ct.ClinicalTrialSponsorName = "x"

    assert [found.keyword for found in find(ct, "type1-missing")] == [
        "ClinicalTrialProtocolID",
    ]


def test_an_attribute_of_type_3_may_be_an_extension(
    ct: FileDataset, find: Find
) -> None:
    """Contrast/Bolus Volume is of Contrast/Bolus alone, which asks for an agent."""
    for element in list(ct):
        if element.keyword.startswith("ContrastBolus"):
            del ct[element.tag]
    assert find(ct, "module-incomplete") == []
    ct.ContrastBolusVolume = "10"

    assert find(ct, "type2-missing") == []
    (found,) = find(ct, "module-incomplete")
    assert (found.keyword, found.module) == ("ContrastBolusAgent", "Contrast/Bolus")


def test_items_are_asked_too(ct: FileDataset, find: Find) -> None:
    ct.RequestAttributesSequence = [Dataset(), Dataset()]
    ct.RequestAttributesSequence[1].ReferencedStudySequence = [Dataset()]

    paths = [found.path for found in find(ct, "type1-missing")]
    assert paths == [
        "RequestAttributesSequence[1].ReferencedStudySequence[0].ReferencedSOPClassUID",
        "RequestAttributesSequence[1].ReferencedStudySequence[0]"
        ".ReferencedSOPInstanceUID",
    ]


def test_what_a_macro_asks_belongs_to_the_module_that_includes_it(
    ct: FileDataset, find: Find
) -> None:
    ct.ReferencedStudySequence = [Dataset()]

    found = find(ct, "type1-missing")[0]
    assert found.module == "General Study"
    assert found.reference == "PS3.3 10.8 Table 10-11"


def test_a_type_1_sequence_needs_an_item(text_sr: FileDataset, find: Find) -> None:
    text_sr.ConceptNameCodeSequence[0].clear()
    text_sr.ContentTemplateSequence = []
    text_sr.PerformedProcedureCodeSequence = []

    assert find(text_sr, "type2-missing") == []
    assert [found.path for found in find(text_sr, "type1-missing")] == [
        "ConceptNameCodeSequence[0].CodeMeaning"
    ]


def test_every_overlay_group_is_asked(ct: FileDataset, find: Find) -> None:
    """Overlay Rows (60xx,0010) is of type 1, once for each group in use."""
    for group in (0x6000, 0x6002):
        ct.add_new((group, 0x0022), "LO", "drawn")

    tags = [found.tag for found in find(ct, "type1-missing")]
    assert 0x60000010 in tags
    assert 0x60020010 in tags
    assert 0x60040010 not in tags
    found = next(
        found for found in find(ct, "type1-missing") if found.tag == 0x60020010
    )
    assert (found.keyword, found.path) == ("OverlayRows", "(6002,0010)")


def test_functional_groups_are_asked_where_they_are_present(
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
    found = {
        (finding.code, finding.path)
        for finding in report.findings
        if "FunctionalGroups" in finding.path
    }

    assert report.iod == "Enhanced CT Image"
    assert (
        "type1-empty",
        "PerFrameFunctionalGroupsSequence[0].PixelMeasuresSequence",
    ) in found
    assert not any(code == "attribute-outside" for code, _ in found)
    plane = {code for code, path in found if "PlanePositionSequence" in path}
    assert plane == {"functional-group-missing"}, "its item was asked for"


def test_directory_records_are_asked_for_the_keys_of_their_type(
    validator: Validator,
) -> None:
    directory = Dataset()
    directory.file_meta = FileMetaDataset()
    directory.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.1.3.10")
    series, strange = Dataset(), Dataset()
    series.DirectoryRecordType = "SERIES"
    series.PatientWeight = "80"
    strange.DirectoryRecordType = "UNHEARD"
    directory.DirectoryRecordSequence = [series, strange]

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


def test_a_required_module_is_not_empty_where_another_one_would_allow_it(
    validator: Validator,
) -> None:
    """ICC Profile is of type 1 in its module, of type 3 in Optical Path or the like."""
    uid = "1.2.840.10008.5.1.4.1.1.77.1.5.5"
    image = built(uid).dataset
    image.PhotometricInterpretation = "RGB"
    image.ICCProfile = b""

    empty = [f for f in validator.check(image).findings if f.code == "type1-empty"]
    assert [found.keyword for found in empty] == ["ICCProfile"]
