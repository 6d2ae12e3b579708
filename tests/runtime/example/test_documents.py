"""Encapsulated documents are valid in their formats."""

from __future__ import annotations

import re
from io import BytesIO
from struct import unpack_from
from xml.etree import ElementTree

from iodize import example
from iodize.example import documents


def test_cross_reference_table_of_the_pdf_points_to_its_objects() -> None:
    file = documents.pdf()
    start = int(file.rsplit(b"startxref", 1)[1].split()[0])
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", file[start:])]

    assert file[start:].startswith(b"xref\n0 6\n")
    assert len(places) == 5
    for number, place in enumerate(places, start=1):
        assert file[place:].startswith(b"%d 0 obj\n" % number)


def test_clinical_document_is_xml() -> None:
    root = ElementTree.parse(BytesIO(documents.cda())).getroot()

    assert root.tag == "{urn:hl7-org:v3}ClinicalDocument"
    assert root.find("{urn:hl7-org:v3}title") is not None


def test_length_of_the_surface_follows_from_its_triangles() -> None:
    surface = documents.stl()

    (triangles,) = unpack_from("<L", surface, 80)
    assert len(surface) == 84 + 50 * triangles


def test_tags_of_the_profile_are_within_the_file() -> None:
    profile = documents.icc_profile()

    (size,) = unpack_from(">L", profile)
    (number,) = unpack_from(">L", profile, 128)
    assert size == len(profile)
    assert profile[36:40] == b"acsp"
    for tag in range(number):
        name, place, length = unpack_from(">4sLL", profile, 132 + 12 * tag)
        assert place + length <= size
        kind = profile[place : place + 4]
        assert kind == {b"cprt": b"text", b"desc": b"desc"}.get(
            name, b"curv" if name.endswith(b"TRC") else b"XYZ "
        )


def test_mime_type_is_that_of_the_document() -> None:
    pdf = example.build("EncapsulatedPDF")

    assert pdf.MIMETypeOfEncapsulatedDocument == "application/pdf"
    assert pdf.EncapsulatedDocument.startswith(b"%PDF")
