"""Files that are broken in one way or another: always a finding, nothing lost."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import FileDataset
from pydicom.data import get_testdata_file

from iodize.findings.finding import Severity
from iodize.findings.report import FileReport
from iodize.validation.engine.engine import Validator

CT = Path(str(get_testdata_file("CT_small.dcm", download=False))).read_bytes()
PLAN = Path(str(get_testdata_file("rtplan.dcm", download=False))).read_bytes()
DEFLATED = Path(str(get_testdata_file("image_dfl.dcm", download=False))).read_bytes()
DIRECTORY = Path(str(get_testdata_file("DICOMDIR", download=False))).read_bytes()

VALIDATOR = Validator()


def check(data: bytes) -> FileReport:
    return VALIDATOR.check(BytesIO(data))


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in check(data).findings]


def test_an_empty_file() -> None:
    assert codes(b"") == ["file-empty"]


@pytest.mark.parametrize(
    "data", [b"hello", b"plain text " * 50, bytes(4000), b"\x89PNG\r\n\x1a\n" * 30]
)
def test_a_file_that_is_no_dicom(data: bytes) -> None:
    assert codes(data) == ["not-dicom"]


def test_a_file_that_ends_after_its_prefix() -> None:
    assert {"no-data-set", "meta-missing", "sop-class-missing"} == set(codes(CT[:132]))


def test_a_value_that_is_cut_off() -> None:
    (found,) = check(CT[:5000]).findings

    assert (found.code, found.path) == ("truncated", "(0043,1029)")
    assert found.message == "the data end after 1052 of 2068 bytes"


def test_pixel_data_that_are_cut_off() -> None:
    (found,) = check(CT[:20000]).findings

    assert (found.code, found.keyword) == ("truncated", "PixelData")


def test_encapsulated_pixel_data_that_never_end() -> None:
    name = str(get_testdata_file("JPEG2000.dcm", download=False))
    whole = Path(name).read_bytes()
    assert whole.rindex(b"\xfe\xff\xdd\xe0") == len(whole) - 8
    found = check(whole[:-8]).findings

    (broken,) = [one for one in found if one.severity is Severity.ERROR]
    assert (broken.code, broken.keyword) == ("truncated", "PixelData")
    assert broken.message == "the data end within the fragments"


def test_the_header_of_an_element_that_is_cut_off() -> None:
    """The last element, trailing padding, takes 12 bytes and 126."""
    (found,) = check(CT[: len(CT) - 126 - 9]).findings

    assert (found.code, found.tag) == ("truncated", None)


def test_what_stands_before_the_cut_is_checked() -> None:
    broken = CT.replace(b"\x08\0\x60\0CS\2\0CT", b"\x08\0\x60\0CS\2\0ct")

    assert codes(broken[:5000]) == ["value-invalid", "truncated"]


def test_bytes_after_the_data_set() -> None:
    """An item delimiter at the top ends the data set for every reader."""
    end = struct.pack("<HHL", 0xFFFE, 0xE00D, 0)

    assert codes(CT + end + b"more bytes") == ["trailing-bytes"]


def test_a_data_set_without_preamble_and_meta() -> None:
    meta_length = struct.unpack_from("<L", CT, 140)[0]
    data_set = CT[144 + meta_length :]

    report = check(data_set)
    assert report.iod == "CT Image"
    assert [found.code for found in report.findings] == ["meta-missing"]


def test_file_meta_information_without_preamble() -> None:
    report = check(CT[132:])

    assert (report.iod, report.findings) == ("CT Image", ())


def test_another_encoding_than_the_transfer_syntax_says() -> None:
    claimed = CT.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.2\0")
    found = check(claimed).findings

    assert [finding.code for finding in found] == [
        "transfer-syntax-differs",
        "transfer-syntax-retired",
    ]
    assert found[0].path == "file_meta.TransferSyntaxUID"


def test_a_deflated_data_set_is_checked() -> None:
    report = check(DEFLATED)

    assert (report.iod, report.findings) == ("Secondary Capture Image", ())


def test_a_deflated_data_set_that_is_cut_off() -> None:
    assert "deflate-broken" in codes(DEFLATED[:2000])


def test_a_deflated_data_set_that_is_none() -> None:
    start = 144 + struct.unpack_from("<L", DEFLATED, 140)[0]

    assert "deflate-broken" in codes(DEFLATED[:start] + b"\xff" * 200)


def test_a_deflated_data_set_may_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("iodize.encoding.transfer_syntax.MAX_INFLATED", 100_000)
    start = 144 + struct.unpack_from("<L", DEFLATED, 140)[0]
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    bomb = packer.compress(bytes(10_000_000)) + packer.flush()

    assert codes(DEFLATED[:start] + bomb) == ["deflate-limit"]


def test_large_values_are_passed_over_and_large_sequences_are_not(
    ct: FileDataset, validator: Validator, tmp_path: Path
) -> None:
    from pydicom import Dataset

    ct.Rows, ct.Columns = 1024, 2560
    ct.PixelData = bytes(5 << 20)
    ct.ReferencedStudySequence = [Dataset() for _ in range(9000)]
    path = tmp_path / "large.dcm"
    ct.save_as(path)

    found = validator.check(path).findings
    assert len(found) == 18000
    assert found[-1].path == "ReferencedStudySequence[8999].ReferencedSOPInstanceUID"


@pytest.mark.parametrize("name", ["CT_small.dcm", "rtplan.dcm", "test-SR.dcm"])
def test_every_cut_gives_a_report(name: str) -> None:
    whole = Path(str(get_testdata_file(name, download=False))).read_bytes()

    for end in range(0, min(len(whole), 3000), 7):
        report = check(whole[:end])
        assert report.findings, f"nothing found in the first {end} bytes"


@settings(max_examples=150)
@given(
    st.sampled_from([CT, PLAN, DEFLATED, DIRECTORY]),
    st.lists(
        st.tuples(st.integers(132, 8000), st.integers(0, 255)), min_size=1, max_size=40
    ),
    st.integers(0, 9000),
)
def test_no_bytes_break_the_validator(
    good: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(good[:9000])
    for place, byte in changes:
        if place < len(data):
            data[place] = byte

    report = check(bytes(data[: len(data) - cut // 2]))
    assert isinstance(report, FileReport)


@given(st.binary(max_size=600))
def test_no_data_set_breaks_the_validator(data: bytes) -> None:
    assert isinstance(check(bytes(128) + b"DICM" + data), FileReport)
