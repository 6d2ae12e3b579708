"""Minimal documents in the formats of encapsulated documents."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final


@cache
def pdf() -> bytes:
    """Return a PDF page with a line of text: ISO 32000-1."""
    text = b"BT /F1 18 Tf 20 100 Td (An example) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    file = b"%PDF-1.4\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number, content in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return file + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(file)


def cda() -> bytes:
    """Return a clinical document with a title: HL7 CDA Release 2."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<ClinicalDocument xmlns="urn:hl7-org:v3">\n'
        b'  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>\n'
        b'  <id root="2.25.1"/>\n'
        b'  <code code="18748-4" codeSystem="2.16.840.1.113883.6.1"/>\n'
        b"  <title>An example</title>\n"
        b'  <effectiveTime value="20230115101500"/>\n'
        b"</ClinicalDocument>\n"
    )


def stl() -> bytes:
    """Return a binary STL with one triangle."""
    numbers = (0, 0, 1, *(0, 0, 0), *(10, 0, 0), *(0, 10, 0))
    header = b"An example".ljust(80)
    return header + struct.pack("<L12fH", 1, *numbers, 0)


def obj() -> bytes:
    """Return an OBJ with one triangle."""
    return b"# An example\nv 0 0 0\nv 10 0 0\nv 0 10 0\nf 1 2 3\n"


def mtl() -> bytes:
    """Return an MTL with one material."""
    return b"# An example\nnewmtl bone\nKd 0.9 0.9 0.8\n"


BY_IOD: Final[Mapping[str, Callable[[], bytes]]] = {
    "EncapsulatedPDF": pdf,
    "EncapsulatedCDA": cda,
    "EncapsulatedSTL": stl,
    "EncapsulatedOBJ": obj,
    "EncapsulatedMTL": mtl,
}

MIME_TYPES: Final[Mapping[str, str]] = {
    "EncapsulatedPDF": "application/pdf",
    "EncapsulatedCDA": "text/XML",
    "EncapsulatedSTL": "model/stl",
    "EncapsulatedOBJ": "model/obj",
    "EncapsulatedMTL": "model/mtl",
}


@cache
def icc_profile() -> bytes:
    """Return an input profile with sRGB primaries and gamma 2.2: ICC.1:2010."""
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">L", 5) + b"sRGB\0" + bytes(78),
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.4361, 0.2225, 0.0139),
        b"gXYZ": _xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": _xyz(0.1431, 0.0606, 0.7139),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _gamma(2.2)),
    }
    place = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">L", len(tags)), b""
    for name, tag in tags.items():
        table += struct.pack(">4sLL", name, place + len(data), len(tag))
        data += tag + bytes(-len(tag) % 4)
    header = struct.pack(
        ">L4sL4s4s4s6H4s4sLLLQL3L4s",
        *(place + len(data), b"\0\0\0\0", 0x02400000, b"scnr", b"RGB ", b"XYZ "),
        *(2023, 1, 15, 10, 15, 0),
        *(b"acsp", b"\0\0\0\0", 0, 0, 0, 0, 0),
        *_fixed(0.9642, 1.0, 0.8249),
        b"\0\0\0\0",
    )
    return header.ljust(128, b"\0") + table + data


def _fixed(*numbers: float) -> tuple[int, ...]:
    return tuple(round(number * 0x10000) for number in numbers)


def _xyz(*numbers: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3L", *_fixed(*numbers))


def _gamma(exponent: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">LH", 1, round(exponent * 256))
