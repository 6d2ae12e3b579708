"""Presentation LUTs: PS3.4 H.4.9."""

from __future__ import annotations

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
