"""One wrong place gives one finding, at its element, and none behind it."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final, NamedTuple

import pytest

from iodize.example import build
from iodize.iods import CTImage
from iodize.validation.engine.engine import Validator

VALIDATOR: Final = Validator()
UNDEFINED: Final = 0xFFFFFFFF
REFERENCES: Final = 0x00081140
SHORT: Final = b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split()


class Encoding(NamedTuple):
    """Encodes elements in one transfer syntax."""

    uid: str
    implicit: bool = False
    little: bool = True
    deflated: bool = False

    @property
    def order(self) -> str:
        return "<" if self.little else ">"

    def header(self, tag: int, vr: bytes, length: int) -> bytes:
        head = struct.pack(self.order + "HH", tag >> 16, tag & 0xFFFF)
        if self.implicit:
            return head + struct.pack(self.order + "L", length)
        if vr in SHORT:
            return head + vr + struct.pack(self.order + "H", length)
        return head + vr + struct.pack(self.order + "HL", 0, length)

    def element(self, tag: int, vr: bytes, value: bytes) -> bytes:
        return self.header(tag, vr, len(value)) + value

    def delimiter(self, number: int, length: int = 0) -> bytes:
        return struct.pack(self.order + "HHL", 0xFFFE, number, length)

    def item(self, content: bytes, undefined: bool) -> bytes:
        if undefined:
            begin = self.delimiter(0xE000, UNDEFINED)
            return begin + content + self.delimiter(0xE00D)
        return self.delimiter(0xE000, len(content)) + content

    def sequence(self, tag: int, items: bytes, undefined: bool) -> bytes:
        if undefined:
            begin = self.header(tag, b"SQ", UNDEFINED)
            return begin + items + self.delimiter(0xE0DD)
        return self.element(tag, b"SQ", items)

    def reference(self) -> bytes:
        return self.element(
            0x00081150, b"UI", b"1.2.840.10008.5.1.4.1.1.2\0"
        ) + self.element(0x00081155, b"UI", b"1.2.3.4\0")


IMPLICIT = Encoding("1.2.840.10008.1.2", implicit=True)
EXPLICIT = Encoding("1.2.840.10008.1.2.1")
BIG = Encoding("1.2.840.10008.1.2.2", little=False)
DEFLATED = Encoding("1.2.840.10008.1.2.1.99", deflated=True)
ENCODINGS = pytest.mark.parametrize(
    "encoding",
    [IMPLICIT, EXPLICIT, BIG, DEFLATED],
    ids=["implicit", "explicit", "big-endian", "deflated"],
)
EXPLICIT_ENCODINGS = pytest.mark.parametrize(
    "encoding", [EXPLICIT, BIG, DEFLATED], ids=["explicit", "big-endian", "deflated"]
)
UNDEFINED_OR_NOT = pytest.mark.parametrize("undefined", [False, True])


def good_elements(encoding: Encoding) -> Iterator[tuple[int, bytes]]:
    """Yield the elements of a valid CT image, by tag."""
    for element in build(CTImage):
        if element.VR == "SQ":
            continue
        vr, value = str(element.VR).encode(), element.value
        if vr == b"US":
            data = struct.pack(encoding.order + "H", value)
        elif isinstance(value, bytes):
            data = value
        else:
            several = isinstance(value, list) or element.VM > 1
            text = "\\".join(map(str, value)) if several else str(value or "")
            data = text.encode()
            data += (b"\0" if vr == b"UI" else b" ") * (len(data) % 2)
        yield int(element.tag), encoding.element(int(element.tag), vr, data)


def file_of(
    encoding: Encoding,
    changes: dict[float, bytes] | None = None,
    tail: bytes = b"",
    end: int | None = None,
) -> bytes:
    """Return a valid file with some elements replaced or added.

    Args:
        changes: Encoded elements by tag; a tag and a half is behind an element.
        tail: Bytes after the data set.
        end: Number of bytes of the data set that are left.
    """
    elements: dict[float, bytes] = dict(good_elements(encoding))
    elements |= changes or {}
    data = (b"".join(elements[tag] for tag in sorted(elements)) + tail)[:end]
    if encoding.deflated:
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        data = packer.compress(data) + packer.flush()
    instance = next(x.value for x in build(CTImage) if x.keyword == "SOPInstanceUID")
    meta = b"".join(
        EXPLICIT.element(tag, vr, value + b"\0" * (len(value) % 2))
        for tag, vr, value in (
            (0x00020001, b"OB", b"\0\1"),
            (0x00020002, b"UI", b"1.2.840.10008.5.1.4.1.1.2"),
            (0x00020003, b"UI", str(instance).encode()),
            (0x00020010, b"UI", encoding.uid.encode()),
            (0x00020012, b"UI", b"1.2.3"),
        )
    )
    length = EXPLICIT.element(0x00020000, b"UL", struct.pack("<L", len(meta)))
    return bytes(128) + b"DICM" + length + meta + data


def found(data: bytes) -> list[tuple[str, str]]:
    """Return code and path of the findings, without notes and the retired syntax."""
    return [
        (each.code, each.path)
        for each in VALIDATOR.check(BytesIO(data)).findings
        if each.severity.value != "info" and each.code != "transfer-syntax-retired"
    ]


@ENCODINGS
def test_file_without_changes_has_no_findings(encoding: Encoding) -> None:
    assert found(file_of(encoding)) == []


@EXPLICIT_ENCODINGS
@pytest.mark.parametrize(
    "vr", [b"??", b"xs", b"ob", b"ZZ", b"\xff\xff", b"  ", b"\0\1"]
)
@pytest.mark.parametrize("long", [True, False])
def test_unknown_vr_is_read_on(encoding: Encoding, vr: bytes, long: bool) -> None:
    head = struct.pack(encoding.order + "HH", 0x0008, 0x0080) + vr
    form = "HL" if long else "H"
    length = (0, 8) if long else (8,)
    raw = head + struct.pack(encoding.order + form, *length) + b"Hospital"

    assert found(file_of(encoding, {0x00080080: raw})) == [
        ("vr-unknown", "InstitutionName")
    ]


@EXPLICIT_ENCODINGS
@UNDEFINED_OR_NOT
def test_items_of_a_sequence_with_unknown_vr_are_read(
    encoding: Encoding, undefined: bool
) -> None:
    items = encoding.item(encoding.reference(), undefined)
    raw = encoding.header(REFERENCES, b"??", UNDEFINED if undefined else len(items))
    raw += items + (encoding.delimiter(0xE0DD) if undefined else b"")

    assert found(file_of(encoding, {REFERENCES: raw})) == [
        ("vr-unknown", "ReferencedImageSequence")
    ]


@ENCODINGS
@pytest.mark.parametrize("length", [UNDEFINED, 4, 8])
@pytest.mark.parametrize("of_item", [True, False])
def test_delimiter_with_a_length_is_reported(
    encoding: Encoding, length: int, of_item: bool
) -> None:
    ends = (length, 0) if of_item else (0, length)
    raw = encoding.header(REFERENCES, b"SQ", UNDEFINED)
    raw += encoding.delimiter(0xE000, UNDEFINED) + encoding.reference()
    raw += encoding.delimiter(0xE00D, ends[0]) + encoding.delimiter(0xE0DD, ends[1])

    assert found(file_of(encoding, {REFERENCES: raw})) == [
        ("delimiter-length", "ReferencedImageSequence")
    ]


def test_delimiter_of_pixel_data_with_a_length_is_reported() -> None:
    jpeg = Encoding("1.2.840.10008.1.2.4.70")
    fragments = jpeg.delimiter(0xE000) + jpeg.delimiter(0xE000, 4) + bytes(4)
    pixels = jpeg.header(0x7FE00010, b"OB", UNDEFINED) + fragments
    good = file_of(jpeg, {0x7FE00010: pixels + jpeg.delimiter(0xE0DD)})
    wrong = file_of(jpeg, {0x7FE00010: pixels + jpeg.delimiter(0xE0DD, UNDEFINED)})

    assert found(wrong) == [*found(good), ("delimiter-length", "PixelData")]


@pytest.mark.parametrize(
    ("rest", "code"),
    [(bytes(64), "fragments-broken"), (b"", "truncated"), (b"\xfe\xff", "truncated")],
)
def test_fragments_without_delimiter_name_pixel_data(rest: bytes, code: str) -> None:
    jpeg = Encoding("1.2.840.10008.1.2.4.70")
    fragments = jpeg.delimiter(0xE000) + jpeg.delimiter(0xE000, 4) + bytes(4)
    pixels = jpeg.header(0x7FE00010, b"OB", UNDEFINED) + fragments + rest

    assert found(file_of(jpeg, {0x7FE00010: pixels})) == [(code, "PixelData")]


@ENCODINGS
@pytest.mark.parametrize("of_item", [True, False])
def test_delimiter_within_an_explicit_length_is_reported(
    encoding: Encoding, of_item: bool
) -> None:
    end = encoding.delimiter(0xE00D if of_item else 0xE0DD)
    if of_item:
        items = encoding.item(encoding.reference() + end, undefined=False)
    else:
        items = encoding.item(encoding.reference(), undefined=True) + end
    raw = encoding.sequence(REFERENCES, items, undefined=False)

    assert found(file_of(encoding, {REFERENCES: raw})) == [
        ("delimiter-in-length", "ReferencedImageSequence")
    ]


@ENCODINGS
@UNDEFINED_OR_NOT
def test_missing_delimiter_of_a_sequence_is_reported(
    encoding: Encoding, undefined: bool
) -> None:
    raw = encoding.header(REFERENCES, b"SQ", UNDEFINED)
    raw += encoding.item(encoding.reference(), undefined)

    assert found(file_of(encoding, {REFERENCES: raw})) == [
        ("delimiter-misplaced", "ReferencedImageSequence")
    ]


@ENCODINGS
@pytest.mark.parametrize(
    ("number", "path"),
    [
        (0xE000, "Item"),
        (0xE00D, "ItemDelimitationItem"),
        (0xE0DD, "SequenceDelimitationItem"),
    ],
)
@pytest.mark.parametrize("behind", [0x00080070, 0x00280100, 0x7FE00010])
def test_delimiter_outside_of_a_sequence_is_reported(
    encoding: Encoding, number: int, path: str, behind: int
) -> None:
    data = file_of(encoding, {behind + 0.5: encoding.delimiter(number)})

    assert found(data) == [("delimiter-misplaced", path)]


@ENCODINGS
@UNDEFINED_OR_NOT
def test_item_outside_of_a_sequence_is_passed_over(
    encoding: Encoding, undefined: bool
) -> None:
    item = encoding.item(encoding.reference(), undefined)

    assert found(file_of(encoding, {0x00100010.__index__() + 0.5: item})) == [
        ("delimiter-misplaced", "Item")
    ]


@ENCODINGS
@pytest.mark.parametrize(
    "tail",
    [
        bytes(1000),
        b"\xff" * 500,
        b"\r\n--boundary--\r\n",
        b"some text of a page " * 10,
        b"\n",
        bytes(128) + b"DICM",
        b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(200)),
        struct.pack("<500H", *(1000 + number % 50 for number in range(500))),
        random.Random(1).randbytes(992),
        b"\xfe\xff\x0d\xe0\0\0\0\0more bytes here",
    ],
    ids=range(10),
)
def test_trailing_bytes_are_no_elements(encoding: Encoding, tail: bytes) -> None:
    assert found(file_of(encoding, tail=tail)) == [("trailing-bytes", "")]


@ENCODINGS
def test_nothing_is_reported_behind_a_cut(encoding: Encoding) -> None:
    end = 0
    for tag, data in sorted(good_elements(encoding)):
        end += len(data)
        if tag > 0x00080016 and len(data) > 16:
            findings = found(file_of(encoding, end=end - 3))
            assert [code for code, _ in findings] == ["truncated"], hex(tag)


@EXPLICIT_ENCODINGS
@UNDEFINED_OR_NOT
@pytest.mark.parametrize(
    ("inside", "expected"),
    [(IMPLICIT, []), (EXPLICIT, [("vr-mixed", "(0009,1001)")])],
    ids=["implicit", "explicit"],
)
def test_items_of_an_unknown_vr_are_implicit_little_endian(
    encoding: Encoding,
    undefined: bool,
    inside: Encoding,
    expected: list[tuple[str, str]],
) -> None:
    items = inside.item(inside.reference(), undefined)
    creator = encoding.element(0x00090010, b"LO", b"ACME")
    raw = encoding.header(0x00091001, b"UN", UNDEFINED) + items
    raw += inside.delimiter(0xE0DD)

    assert found(file_of(encoding, {0x00090010: creator, 0x00091001: raw})) == expected


@pytest.mark.parametrize("around", [EXPLICIT, IMPLICIT], ids=["explicit", "implicit"])
@UNDEFINED_OR_NOT
def test_items_in_another_form_than_the_data_set_are_reported(
    around: Encoding, undefined: bool
) -> None:
    other = IMPLICIT if around is EXPLICIT else EXPLICIT
    items = other.item(other.reference(), undefined)

    raw = around.sequence(REFERENCES, items, undefined)
    assert found(file_of(around, {REFERENCES: raw})) == [
        ("vr-mixed", "ReferencedImageSequence")
    ]


@EXPLICIT_ENCODINGS
@pytest.mark.parametrize(
    ("vr", "value", "code"),
    [
        (b"CS", b"A" * 18, "value-invalid"),
        (b"DS", b"abc ", "value-invalid"),
        (b"UI", b"1.02.3", "value-invalid"),
        (b"US", b"1234\0", "value-length"),
        (b"??", b"\0\0\0\0\0\0", "vr-unknown"),
    ],
)
@pytest.mark.parametrize("nested", [False, True])
def test_private_values_are_checked_by_their_vr(
    encoding: Encoding, vr: bytes, value: bytes, code: str, nested: bool
) -> None:
    creator = encoding.element(0x00090010, b"LO", b"ACME")
    raw = encoding.element(0x00091002, vr, value)
    path = "(0009,1002)"
    changes: dict[float, bytes] = {0x00090010: creator, 0x00091002: raw}
    if nested:
        items = encoding.item(creator + raw, undefined=True)
        outer = encoding.sequence(0x00091003, items, undefined=True)
        changes = {0x00090010: creator, 0x00091003: outer}
        path = "(0009,1003)[0].(0009,1002)"

    assert (code, path) in found(file_of(encoding, changes))


@EXPLICIT_ENCODINGS
def test_pixel_values_have_the_sign_of_pixel_representation(encoding: Encoding) -> None:
    value = struct.pack(encoding.order + "H", 5)
    elements = dict(good_elements(encoding))
    signed = elements[0x00280103][-2:] != bytes(2)
    right, wrong = (b"SS", b"US") if signed else (b"US", b"SS")

    for vr, expected in (
        (right, []),
        (wrong, [("pixel-value-vr", "SmallestImagePixelValue")]),
    ):
        raw = encoding.element(0x00280106, vr, value)
        assert found(file_of(encoding, {0x00280106: raw})) == expected


def test_native_words_are_not_encoded_as_bytes() -> None:
    pixels = dict(good_elements(EXPLICIT))[0x7FE00010]

    raw = pixels[:4] + b"OB" + pixels[6:]
    assert found(file_of(EXPLICIT, {0x7FE00010: raw})) == [("vr-wrong", "PixelData")]


@ENCODINGS
@pytest.mark.parametrize("vr", [b"PN", b"LO"])
def test_missing_escape_sequence_is_reported(encoding: Encoding, vr: bytes) -> None:
    tag, path = (
        (0x00100010, "PatientName") if vr == b"PN" else (0x00081030, "StudyDescription")
    )
    declared = encoding.element(0x00080005, b"CS", b"\\ISO 2022 IR 149")
    good = b"\x1b$)C\xb1\xe8  "

    for value, expected in ((good, []), (b"\xb1\xe8", [("escape-missing", path)])):
        raw = encoding.element(tag, vr, value)
        assert found(file_of(encoding, {0x00080005: declared, tag: raw})) == expected


@pytest.mark.parametrize("term", ["ISO IR 192", "UTF_8", "ISO_IR 999", "LATIN1"])
def test_unknown_character_set_is_reported(term: str) -> None:
    raw = EXPLICIT.element(0x00080005, b"CS", f"{term:12}".encode())

    assert found(file_of(EXPLICIT, {0x00080005: raw})) == [
        ("character-set-unknown", "SpecificCharacterSet")
    ]


@pytest.mark.parametrize(
    ("tag", "vr", "value", "reason"),
    [
        (0x00180060, b"DS", b"120\0", "is padded with NUL"),
        (0x00100010, b"PN", b"Doe^J\0", "is padded with NUL"),
        (0x00080080, b"LO", b"a\0b ", "has a NUL character"),
        (0x0020000D, b"UI", b"1.2.3 ", "ends with blanks"),
        (0x00080020, b"DA", b" 0230101", "begins with a blank"),
    ],
)
def test_nul_and_blanks_are_named(
    tag: int, vr: bytes, value: bytes, reason: str
) -> None:
    if vr == b"DA":
        value = b" 20230101 "
    data = file_of(EXPLICIT, {tag: EXPLICIT.element(tag, vr, value)})

    (finding,) = [f for f in VALIDATOR.check(BytesIO(data)).findings if f.tag == tag]
    assert finding.message.endswith(reason)


def test_many_wrong_values_are_counted() -> None:
    raw = EXPLICIT.element(0x00080060, b"CS", b"QX\\" * 16_000 + b"CT")
    messages = [
        f.message
        for f in VALIDATOR.check(BytesIO(file_of(EXPLICIT, {0x00080060: raw}))).findings
        if f.keyword == "Modality"
    ]

    assert len(messages) < 10
    assert any(message.startswith("and 1599") for message in messages)


def test_file_meta_information_in_the_data_set_is_a_duplicate() -> None:
    meta = IMPLICIT.element(0x00020003, b"UI", b"1.2.3\0")

    codes = [code for code, _ in found(file_of(IMPLICIT, {0x00020003: meta}))]
    assert "duplicate-element" in codes
    assert "undecodable" not in codes
