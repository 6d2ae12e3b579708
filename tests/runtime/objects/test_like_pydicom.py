"""Usual calls of pydicom work, or raise an error with a hint."""

from __future__ import annotations

import copy
import gzip
import pickle
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset

import iodize
from iodize import references
from iodize.encoding.files import NotDicomError
from iodize.iods import CTImage, MRImage, RTStructureSet, SecondaryCaptureImage
from iodize.macros import Code
from iodize.modules import ContrastBolus
from iodize.objects.errors import UnknownAttributeError, UnknownSOPClassError

from .conftest import CT


@pytest.fixture
def path(ct: CTImage, tmp_path: Path) -> Path:
    ct.save(tmp_path / "ct.dcm")
    return tmp_path / "ct.dcm"


class Stream:
    """A stream without random access, as of a network connection."""

    def __init__(self, content: bytes) -> None:
        self.file = BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self.file.read(size)

    def readinto(self, buffer: bytearray) -> int:
        return self.file.readinto(buffer)


FORMS: dict[str, Callable[[Path], Any]] = {
    "path": lambda path: path,
    "text": str,
    "open": lambda path: path.open("rb"),
    "bytes": Path.read_bytes,
    "bytearray": lambda path: bytearray(path.read_bytes()),
    "memoryview": lambda path: memoryview(path.read_bytes()),
    "file in memory": lambda path: BytesIO(path.read_bytes()),
    "stream": lambda path: Stream(path.read_bytes()),
    "gzip": lambda path: gzip.GzipFile(
        fileobj=BytesIO(gzip.compress(path.read_bytes()))
    ),
    "data set": dcmread,
}


@pytest.mark.parametrize("form", FORMS)
def test_file_is_read_and_validated_in_any_form(
    form: str, path: Path, ct: CTImage
) -> None:
    assert iodize.read(FORMS[form](path)) == ct
    assert CTImage.read(FORMS[form](path)) == ct
    assert [*iodize.validate(FORMS[form](path)).findings] == []
    assert [*iodize.validate([FORMS[form](path)]).findings] == []


@pytest.mark.parametrize(
    "source", [None, 3, {}, CTImage, Code("a", "b", "c"), StringIO(), Dataset]
)
def test_other_sources_are_refused(source: Any) -> None:
    for function in (iodize.read, CTImage.read, iodize.validate):
        with pytest.raises(TypeError, match=r"must be a path|open it in binary mode"):
            function(source)


def test_instances_are_validated(ct: CTImage) -> None:
    other = ct.replace()

    assert [*iodize.validate(ct).findings] == []
    assert len(iodize.validate([ct, other]).files) == 2
    assert len(iodize.validate(each for each in (ct, other)).files) == 2


def test_compressed_file_is_named(path: Path) -> None:
    packed = path.with_suffix(".gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))

    with pytest.raises(NotDicomError, match="a GZIP archive; unpack it"):
        iodize.read(packed)


class TestFromDataset:
    def test_other_sop_class_is_refused(self, ct: CTImage) -> None:
        with pytest.raises(UnknownSOPClassError, match="not a SOP class of MRImage"):
            MRImage.from_dataset(ct.to_dataset())

    def test_unknown_sop_class_is_accepted(self, ct: CTImage) -> None:
        dataset = ct.to_dataset()
        dataset.SOPClassUID = "1.2.3"

        assert CTImage.from_dataset(dataset).SOPClassUID == "1.2.3"

    @pytest.mark.parametrize("source", ["ct.dcm", b"ct", None, {}])
    def test_other_sources_are_refused(self, source: Any) -> None:
        for cls in (CTImage, Code):
            with pytest.raises(TypeError, match="must be given a data set of pydicom"):
                cls.from_dataset(source)


class TestFollowing:
    def test_data_set_of_pydicom_is_followed(self, ct: CTImage) -> None:
        made = RTStructureSet.following(
            ct.to_dataset(),
            SeriesInstanceUID="2.25.1",
            StructureSetLabel="A",
            StructureSetROISequence=[],
            ROIContourSequence=[],
            RTROIObservationsSequence=[],
        )

        assert (made.PatientID, made.StudyInstanceUID) == ("42", "1.2.3")

    @pytest.mark.parametrize("other", ["ct.dcm", None, CTImage, Code("a", "b", "c")])
    def test_others_are_refused(self, other: Any) -> None:
        with pytest.raises(TypeError, match="must be an instance or a data set"):
            SecondaryCaptureImage.following(other, SeriesInstanceUID="2.25.1")


class TestReferences:
    def test_data_sets_are_referenced(self, ct: CTImage) -> None:
        dataset = ct.to_dataset()

        assert references.to(dataset) == references.to(ct)
        assert references.evidence([dataset]) == references.evidence([ct])

    def test_others_are_refused(self, ct: CTImage) -> None:
        for other in ("ct.dcm", Path("ct.dcm"), CTImage, None):
            with pytest.raises(TypeError, match="must be to an instance"):
                references.to(other)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="list of instances"):
            references.evidence(ct)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="has no SOPClassUID"):
            references.to(CTImage.from_dataset(Dataset()).replace(SOPInstanceUID="1"))


class TestElements:
    def test_presence_is_known_by_keyword_tag_and_module(self, ct: CTImage) -> None:
        ct.contrast_bolus = ContrastBolus(ContrastBolusAgent="Iodine")

        for key in ("PatientName", 0x00100010, (0x0010, 0x0010), "contrast_bolus"):
            assert key in ct
        assert "ContrastBolusAgent" in ct
        assert "ContrastBolusAgent" in ct.contrast_bolus
        for absent in ("EchoTime", 0x00091001, "device"):
            assert absent not in ct
        with pytest.raises(UnknownAttributeError, match="did you mean 'PatientName'"):
            assert "PatinetName" in ct

    def test_access_by_key_is_refused(self, ct: CTImage) -> None:
        changed: Any = ct
        for use in (
            lambda: changed["PatientName"],
            lambda: changed[0x00100010],
            lambda: changed.__setitem__("PatientName", "x"),
            lambda: changed.__delitem__("PatientName"),
            lambda: [*changed],
        ):
            with pytest.raises(TypeError, match=r"attributes such as .*to_dataset"):
                use()

    @pytest.mark.parametrize(
        ("name", "hint"),
        [
            ("save_as", r"use save\(path\)"),
            ("file_meta", r"file_dataset\(\).file_meta"),
            ("private_block", r"to_dataset\(\).private_block"),
            ("walk", r"to_dataset\(\).walk"),
            ("EchoTime", "its tables do not have this attribute"),
            ("WindowCenter", "belongs to voi_lut"),
        ],
    )
    def test_members_of_pydicom_have_a_hint(
        self, ct: CTImage, name: str, hint: str
    ) -> None:
        with pytest.raises(AttributeError, match=hint):
            getattr(ct, name)
        with pytest.raises(AttributeError, match=hint):
            setattr(ct, name, 1)


def _raised(function: Callable[[], object]) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # any error of objects
        function()
    return caught.value


@pytest.mark.parametrize(
    "fails",
    [
        lambda: CTImage(),  # type: ignore[call-arg]
        lambda: CTImage(**CT, Nope=1),  # type: ignore[call-arg]
        lambda: CTImage(**{**CT, "PatientSex": "Q"}),
        lambda: CTImage.from_dataset(Dataset(), strict=True),
        lambda: MRImage.from_dataset(CTImage(**CT).to_dataset()),
        lambda: iodize.read(b"nothing"),
    ],
)
def test_errors_are_copied(fails: Callable[[], object]) -> None:
    error = _raised(fails)

    for other in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert other.hint == error.hint  # type: ignore[attr-defined]
