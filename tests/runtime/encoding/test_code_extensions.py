"""Text with code extensions: PS3.5 6.1.2.5."""

from io import BytesIO

import pytest
from pydicom import Dataset

import iodize
from iodize.encoding.character_sets import decoded, encodings_of
from iodize.iods import MultiFrameGrayscaleByteSecondaryCaptureImage as Frames
from iodize.iods import SecondaryCaptureImage
from iodize.objects.typed import Typed

KOREAN = ["", "ISO 2022 IR 149"]
JAPANESE = ["", "ISO 2022 IR 87", "ISO 2022 IR 159", "ISO 2022 IR 13"]


def encodings(sets: list[str]) -> list[str]:
    dataset = Dataset()
    dataset.SpecificCharacterSet = sets
    return encodings_of(dataset[0x00080005])


@pytest.mark.parametrize(
    ("sets", "vr", "value", "text"),
    [
        (["", "ISO 2022 IR 58"], "LO", b"\x1b$)A\xd5\xc5 A", "张 A"),
        (["", "ISO 2022 IR 58"], "PN", b"\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1", "张^小"),
        (["ISO 2022 IR 100", KOREAN[1]], "PN", b"\xe7^\x1b$)C\xb1\xe8^\xe7", "ç^김^ç"),
        (KOREAN, "LO", b"\x1b$)C\xb1\xe8=\xb1\xe8", "김=김"),
        (KOREAN, "SH", b"\x1b$)C\xb1\xe8\x1b(BA\xb1\xe8", "김A김"),
        (KOREAN, "LT", b"\x1b$)C\xb1\xe8\\\xb1\xe8\r\n\x1b$)C\xb1\xe8", "김\\김\r\n김"),
        (JAPANESE, "PN", b"A=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", "A=山田^太郎"),
        (JAPANESE, "PN", b"\x1b)I\xd4\xcf\x1b$B;3\xd4\x1b(B^B", "ﾔﾏ山ﾔ^B"),
        (JAPANESE, "LO", b"\x1b$(D0!\x1b(BA", "丂A"),
        (JAPANESE, "LO", b"\x1b-L\xbb", "\x1b-L\xbb"),
    ],
)
def test_halves_are_designated_independently(
    sets: list[str], vr: str, value: bytes, text: str
) -> None:
    assert decoded(value, encodings(sets), vr) == text


def read(sets: list[str], keyword: str, value: bytes) -> Typed:
    """Return an object whose file has a value encoded with code extensions."""
    image = SecondaryCaptureImage.example()
    image.SpecificCharacterSet = sets
    setattr(image, keyword, "Q" * len(value))
    file = BytesIO()
    image.to_dataset().save_as(file, enforce_file_format=True)
    changed = file.getvalue().replace(b"Q" * len(value), value)
    assert value in changed
    return iodize.read(BytesIO(changed))


@pytest.mark.parametrize(
    ("keyword", "value", "text"),
    [
        ("PatientName", b"\x1b)I\xb1^\x1b)I\xb2", "ｱ^ｲ"),
        ("StudyDescription", b"\x1b)I\xb1^\xb2", "ｱ^ｲ"),
    ],
)
def test_value_with_escape_sequences_is_read_and_written_unchanged(
    keyword: str, value: bytes, text: str
) -> None:
    value = value.ljust(len(value) + len(value) % 2)
    instance = read(JAPANESE, keyword, value)

    assert str(getattr(instance, keyword)) == text
    instance.PatientID = "changed"  # type: ignore[attr-defined]
    file = BytesIO()
    instance.to_dataset().save_as(file, enforce_file_format=True)
    assert value in file.getvalue()


def test_names_with_escape_sequences_are_separate_values() -> None:
    value = b"\x1b$BB\\B\\\x1b(B\\B^C "  # a pair of JIS X 0208 has the code of the separator
    image = SecondaryCaptureImage.example()
    image.SpecificCharacterSet = JAPANESE
    image.OtherPatientNames = ["Q" * len(value)]
    file = BytesIO()
    image.to_dataset().save_as(file, enforce_file_format=True)
    changed = file.getvalue().replace(b"Q" * len(value), value)

    names = iodize.read(BytesIO(changed)).OtherPatientNames  # type: ignore[attr-defined]
    assert [str(name) for name in names] == ["腿腿", "B^C"]


def test_long_value_of_vr_un_is_read_as_its_vr() -> None:
    """PS3.5 6.2.2: a value longer than 65534 bytes."""
    dataset = Frames.example().to_dataset()
    value = b"1.5\\" * 19999 + b"1.5 "
    dataset.add_new(0x00181065, "UN", value)
    file = BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    file.seek(0)

    instance = iodize.read(file)
    assert isinstance(instance, Frames)
    assert instance.cine is not None
    assert instance.cine.FrameTimeVector == [1.5] * 20000
    instance.PatientID = "changed"
    again = BytesIO()
    instance.to_dataset().save_as(again, enforce_file_format=True)
    assert (
        b"\x65\x10UN\0\0" + len(value).to_bytes(4, "little") + value in again.getvalue()
    )
