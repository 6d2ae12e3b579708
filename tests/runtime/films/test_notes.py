"""Notes, and the statuses that report them."""

from __future__ import annotations

from iodize.films.notes import STATUSES, Note, Reason
from iodize.services import BasicFilmBox, BasicGrayscaleImageBox


def test_every_reason_has_a_status() -> None:
    assert {*STATUSES} == {*Reason}
    assert Reason.TOO_LARGE.status == 0xC603
    assert [each for each in Reason if each.is_failure] == [Reason.TOO_LARGE]


def test_statuses_are_those_of_image_boxes_and_film_boxes() -> None:
    known = {
        int(status.code, 16)
        for service in (BasicFilmBox, BasicGrayscaleImageBox)
        for operation in service.operations
        for status in operation.statuses
    }
    assert {*STATUSES.values()} - known == {0x0116}  # a status of all DIMSE-N services


def test_text_has_place_attribute_and_reason() -> None:
    note = Note(Reason.DENSITY_OUT_OF_RANGE, 3, "MaxDensity")
    assert str(note).startswith("image box 3, MaxDensity: the density is beyond")
    assert str(Note(Reason.EMPTY_PAGE)) == "film: no image box has an image"
