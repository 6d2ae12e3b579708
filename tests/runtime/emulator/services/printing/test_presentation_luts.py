"""Presentation LUTs: PS3.4 H.4.9."""

from __future__ import annotations

import pytest
from pydicom.dataset import Dataset

from ...requests import dataset
from ...running import RunningEmulator
from .client import FILM_BOX, FILM_UID, LUT, connected, film


def test_lut_exists_while_it_is_referenced(server: RunningEmulator) -> None:
    reference = dataset(ReferencedSOPClassUID=LUT, ReferencedSOPInstanceUID="1.2.9")
    with connected(server, LUT) as client:
        created, lut = client.create(
            LUT, "1.2.9", dataset(PresentationLUTShape="IDENTITY")
        )
        client.create_session()
        client.create(
            FILM_BOX, FILM_UID, film(ReferencedPresentationLUTSequence=[reference])
        )
        referenced = client.delete(LUT, "1.2.9")
        client.delete(FILM_BOX, FILM_UID)
        deleted = client.delete(LUT, "1.2.9")
        again = client.delete(LUT, "1.2.9")

    assert created == 0
    assert lut is not None
    assert lut.PresentationLUTShape == "IDENTITY"
    assert (referenced, deleted, again) == (0x0110, 0, 0x0112)


def test_lut_without_a_shape_or_data_is_refused(server: RunningEmulator) -> None:
    with connected(server, LUT) as client:
        status, _ = client.create(LUT, "1.2.9", dataset())

    assert status == 0x0120


@pytest.mark.parametrize(
    ("descriptor", "entries", "attribute"),
    [
        ([256, 5, 12], 256, "LUTDescriptor"),
        ([256, 0, 20], 256, "LUTDescriptor"),
        ([256, 0, 12], 10, "LUTData"),
        ([0, 0, 12], 256, "LUTData"),
    ],
)
def test_table_that_cannot_be_applied_is_refused(
    descriptor: list[int], entries: int, attribute: str, server: RunningEmulator
) -> None:
    table = Dataset()
    table.add_new(0x00283002, "US", descriptor)
    table.add_new(0x00283006, "US", list(range(entries)))
    with connected(server, LUT) as client:
        wrong = dataset(PresentationLUTSequence=[table])
        status, _ = client.create(LUT, "1.2.9", wrong)

    assert status == 0x0106
    findings = server.listener.wait("N-CREATE-RQ").findings
    assert attribute in {each.keyword for each in findings}
