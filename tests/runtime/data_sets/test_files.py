"""Files are read as data sets wherever they can be validated, with errors of iodize."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from pydicom.data import get_testdata_file
from pydicom.uid import DeflatedExplicitVRLittleEndian

import iodize
from iodize.data_sets.files import UnreadableFileError
from iodize.data_sets.transfer import decode
from iodize.encoding.files import NotDicomError
from iodize.encoding.transfer_syntax import FREE_INFLATED, limit_of
from iodize.errors import IodizeError
from iodize.iods import CTImage
from iodize.objects.errors import InvalidValueError, UnknownAttributeError

CT = Path(str(get_testdata_file("CT_small.dcm", download=False))).read_bytes()
DEFLATED = Path(str(get_testdata_file("image_dfl.dcm", download=False))).read_bytes()
META_LENGTH = struct.unpack_from("<L", DEFLATED, 140)[0]

KVP = b"\x18\0\x60\0DS\4\x00120 "
PATIENT = b"\x10\0\x10\0PN"


def ct_of(data: bytes) -> CTImage:
    found = iodize.read(BytesIO(data))
    assert isinstance(found, CTImage)
    return found


def bomb() -> bytes:
    """Return deflated zeros of more than the limit."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = bytes(1 << 20)
    number = (FREE_INFLATED >> 20) + 2
    packed = b"".join(packer.compress(block) for _ in range(number))
    return packed + packer.flush()


def nested(levels: int) -> bytes:
    begin = b"\x08\0\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff"
    return (
        begin * levels
        + (b"\xfe\xff\x0d\xe0" + bytes(4) + b"\xfe\xff\xdd\xe0" + bytes(4)) * levels
    )


def test_files_without_preamble_are_read() -> None:
    start = 144 + struct.unpack_from("<L", CT, 140)[0]

    assert ct_of(CT[132:]).Rows == 128
    assert ct_of(CT[start:]).Rows == 128


def test_elements_around_a_wrong_place_are_read() -> None:
    assert KVP in CT
    wrong = ct_of(CT.replace(KVP, KVP.replace(b"DS\4\0", b"??\4\0")))

    assert (wrong.Rows, str(wrong.PatientName)) == (128, "CompressedSamples^CT1")
    assert wrong.lenient("KVP") == "120"


def test_data_set_is_read_up_to_a_cut() -> None:
    assert str(ct_of(CT[:5000]).PatientName) == "CompressedSamples^CT1"


@pytest.mark.parametrize("data", [b"", b"hello" * 100, bytes(4000)])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(NotDicomError):
        iodize.read(BytesIO(data))


def test_deep_sequences_are_refused() -> None:
    at = CT.index(PATIENT)

    with pytest.raises(UnreadableFileError, match="nested deeper than 200 levels"):
        iodize.read(BytesIO(CT[:at] + nested(3000) + CT[at:]))


@pytest.mark.parametrize("rest", [DEFLATED[144 + META_LENGTH : 3000], b"\xff" * 300])
def test_broken_deflated_data_sets_have_errors_of_iodize(rest: bytes) -> None:
    with suppress(IodizeError):
        iodize.read(BytesIO(DEFLATED[: 144 + META_LENGTH] + rest))


def test_inflation_is_limited_wherever_bytes_are_inflated() -> None:
    packed = bomb()
    assert limit_of(len(packed)) == FREE_INFLATED

    with pytest.raises(UnreadableFileError, match="grows beyond 64 MB"):
        iodize.read(BytesIO(DEFLATED[: 144 + META_LENGTH] + packed))
    with pytest.raises(ValueError, match="grows beyond 64 MB"):
        decode(packed, DeflatedExplicitVRLittleEndian)


def test_values_that_are_not_valid_are_returned_as_text() -> None:
    wrong = ct_of(CT.replace(KVP, b"\x18\0\x60\0DS\4\0abc "))

    with pytest.raises(InvalidValueError):
        _ = wrong.KVP
    assert wrong.lenient("KVP") == "abc"
    assert wrong.lenient("Rows") == 128
    with pytest.raises(UnknownAttributeError):
        wrong.lenient("NoSuchAttribute")


def test_errors_of_pydicom_are_errors_of_iodize() -> None:
    rows = b"\x28\0\x10\0US\2\0\x80\0"
    wrong = ct_of(CT.replace(rows, b"\x28\0\x10\0US\3\0\x80\0\0"))

    with pytest.raises(InvalidValueError, match="cannot be decoded"):
        _ = wrong.Rows
    assert wrong.lenient("Rows") == b"\x80\0\0"
