"""Each kind of repair."""

from pathlib import Path

import pytest
from pydicom import Dataset, FileDataset, dcmread
from pydicom.data import get_testdata_file
from pydicom.dataelem import RawDataElement

from iodize.findings.codes import CODES
from iodize.findings.finding import Severity
from iodize.fix.patch import Patch, enclosing, render, repair_file
from iodize.fix.repairs import REPAIRS
from iodize.validation.engine.engine import Validator

VALIDATOR = Validator()


@pytest.fixture
def ct() -> FileDataset:
    return dcmread(str(get_testdata_file("CT_small.dcm", download=False)))


def repaired(dataset: FileDataset, folder: Path) -> tuple[Patch, FileDataset]:
    path = folder / "a.dcm"
    dataset.save_as(path, enforce_file_format=False)
    patch = repair_file(str(path), VALIDATOR)
    copy = folder / "b.dcm"
    copy.write_bytes(patch.data)
    return patch, dcmread(copy)


def lines(patch: Patch) -> list[str]:
    return list(render(patch))[2:]


def raw(dataset: Dataset, keyword: str, value: bytes) -> None:
    """Set the bytes of an element without validation."""
    element = dataset.get_item(keyword)
    assert isinstance(element, RawDataElement)
    dataset[keyword] = element._replace(value=value, length=len(value))


def test_valid_file_is_not_changed() -> None:
    path = str(get_testdata_file("CT_small.dcm", download=False))

    assert repair_file(path, VALIDATOR) == Patch(path, (), b"")


def test_absent_type_2_attribute_is_added_empty(
    ct: FileDataset, tmp_path: Path
) -> None:
    del ct.KVP
    patch, copy = repaired(ct, tmp_path)

    assert copy["KVP"].is_empty
    assert lines(patch) == [
        "@@ data set @@",
        "+(0018,0060) DS []  KVP  # add-empty-type2",
    ]


def test_absent_type_2_attribute_is_added_to_its_item(
    ct: FileDataset, tmp_path: Path
) -> None:
    """An item of Related Series Sequence needs two attributes: types 1 and 2."""
    ct.RelatedSeriesSequence = [Dataset(), Dataset()]
    for item in ct.RelatedSeriesSequence:
        item.StudyInstanceUID = item.SeriesInstanceUID = "1.2.3"
    ct.RelatedSeriesSequence[0].PurposeOfReferenceCodeSequence = []
    patch, copy = repaired(ct, tmp_path)

    assert copy.RelatedSeriesSequence[1].PurposeOfReferenceCodeSequence == []
    assert lines(patch) == [
        "@@ RelatedSeriesSequence[1] @@",
        "+(0040,A170) SQ []  PurposeOfReferenceCodeSequence  # add-empty-type2",
    ]


def test_spaces_around_a_value_are_removed(ct: FileDataset, tmp_path: Path) -> None:
    raw(ct, "Modality", b"CT" + b" " * 18)
    raw(ct, "StudyInstanceUID", b"1.2.3 ")
    patch, copy = repaired(ct, tmp_path)

    assert copy.get_item("Modality").value == b"CT"
    assert copy.get_item("StudyInstanceUID").value == b"1.2.3\0"
    assert lines(patch) == [
        "@@ data set @@",
        f"-(0008,0060) CS [CT{' ' * 18}]  Modality",
        "+(0008,0060) CS [CT]  Modality  # trim-blanks",
        "-(0020,000D) UI [1.2.3 ]  StudyInstanceUID",
        "+(0020,000D) UI [1.2.3\\x00]  StudyInstanceUID  # trim-blanks",
    ]


def test_value_of_odd_length_is_padded_and_identifier_masked(
    ct: FileDataset, tmp_path: Path
) -> None:
    raw(ct, "PatientID", b"A12")
    patch, copy = repaired(ct, tmp_path)

    assert copy.get_item("PatientID").value == b"A12 "
    assert lines(patch)[1:] == [
        "-(0010,0020) LO [••• 3 bytes]  PatientID",
        "+(0010,0020) LO [••• 4 bytes]  PatientID  # pad-to-even-length",
    ]
    assert "[A12 ]" in "\n".join(render(patch, show_values=True))


def test_file_meta_is_completed_from_the_data_set(
    ct: FileDataset, tmp_path: Path
) -> None:
    del ct.file_meta.MediaStorageSOPInstanceUID
    del ct.file_meta.FileMetaInformationVersion
    patch, copy = repaired(ct, tmp_path)

    assert copy.file_meta.MediaStorageSOPInstanceUID == ct.SOPInstanceUID
    assert copy.file_meta.FileMetaInformationVersion == b"\0\1"
    assert lines(patch)[0] == "@@ file_meta @@"


def test_group_lengths_are_removed(ct: FileDataset, tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    data = Path(str(get_testdata_file("693_J2KI.dcm", download=False))).read_bytes()
    path.write_bytes(data)
    patch = repair_file(str(path), VALIDATOR)

    assert {change.repair.name for change in patch.changes} == {"drop-group-length"}
    assert "-(0008,0000) UL [" in lines(patch)[1]


@pytest.mark.parametrize(
    ("keyword", "value"),
    [("PatientSex", b"m "), ("StudyDate", b"2004-01-19"), ("Modality", b"")],
)
def test_repairs_never_add_values(
    keyword: str, value: bytes, ct: FileDataset, tmp_path: Path
) -> None:
    raw(ct, keyword, value)
    path = tmp_path / "a.dcm"
    ct.save_as(path)

    assert VALIDATOR.check(path).count(Severity.ERROR) > 0
    assert repair_file(str(path), VALIDATOR).changes == ()


def test_other_elements_are_unchanged(ct: FileDataset, tmp_path: Path) -> None:
    before = {int(tag): ct.get_item(tag).value for tag in ct.keys()}  # noqa: SIM118
    del ct.KVP
    _, copy = repaired(ct, tmp_path)

    after = {int(tag): copy.get_item(tag).value for tag in copy.keys()}  # noqa: SIM118
    del before[0x00180060], after[0x00180060]
    assert after == before
    assert copy.preamble == ct.preamble
    assert copy.file_meta == ct.file_meta


def test_truncated_file_is_not_repaired(ct: FileDataset, tmp_path: Path) -> None:
    del ct.KVP
    path = tmp_path / "a.dcm"
    ct.save_as(path)
    path.write_bytes(path.read_bytes()[:-100])
    patch = repair_file(str(path), VALIDATOR)

    assert (patch.changes, patch.data) == ((), b"")
    assert list(render(patch)) == [f"# {path}: not repaired, because of truncated"]


def test_file_that_pydicom_cannot_decode_is_refused_in_words(
    ct: FileDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise TypeError("'NoneType' object is not iterable")

    del ct.KVP
    ct.save_as(path := tmp_path / "a.dcm")
    monkeypatch.setattr("iodize.fix.patch.dcmread", fail)

    patch = repair_file(str(path), VALIDATOR)
    assert patch.refused == "not repaired: the file cannot be decoded"


def test_unknown_vr_is_not_repaired(ct: FileDataset, tmp_path: Path) -> None:
    """pydicom would read the elements after it wrongly."""
    del ct.PatientSex
    ct.save_as(path := tmp_path / "a.dcm")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"\x18\0\x60\0DS", b"\x18\0\x60\0??"))

    patch = repair_file(str(path), VALIDATOR)
    assert patch.refused == "not repaired, because of vr-unknown"


def test_path_of_a_finding_selects_its_item(ct: FileDataset) -> None:
    inner, outer = Dataset(), Dataset()
    outer.add_new(0x00400007, "LO", "x")
    outer.ScheduledProtocolCodeSequence = [Dataset(), inner]
    ct.RequestAttributesSequence = [outer]
    path = "RequestAttributesSequence[0].ScheduledProtocolCodeSequence[1].CodeValue"

    assert enclosing(ct, path) is inner
    assert enclosing(ct, "(0040,0275)[0].(0040,0007)") is outer
    assert enclosing(ct, "RequestAttributesSequence[3].CodeValue") is None
    assert enclosing(ct, "file_meta.TransferSyntaxUID") is ct.file_meta


def test_every_repair_has_known_codes_an_effect_and_a_reason() -> None:
    for repair in REPAIRS:
        assert set(repair.codes) <= CODES.keys()
        assert repair.effect.endswith(".")
        assert repair.reason.endswith(".")
