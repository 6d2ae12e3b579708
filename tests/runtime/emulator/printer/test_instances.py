"""Print instances: a session, its films and boxes; copies for print jobs."""

from __future__ import annotations

from pydicom.dataset import Dataset

from iodize.emulator.printer.instances import (
    FilmBox,
    PrintInstances,
    has_image,
    reference,
)

IMAGE_BOX, ANNOTATION_BOX = "1.2.840.10008.5.1.1.4", "1.2.840.10008.5.1.1.15"


def with_film() -> tuple[PrintInstances, FilmBox]:
    instances = PrintInstances()
    instances.create_session("1.2.3", Dataset())
    film = FilmBox("1.2.3.4", Dataset())
    instances.create_film(film, IMAGE_BOX, 2, ANNOTATION_BOX, 1)
    return instances, film


def image(pixels: bytes = b"\0") -> Dataset:
    box, item = Dataset(), Dataset()
    item.PixelData = pixels
    box.BasicGrayscaleImageSequence = [item]
    return box


def test_film_lists_its_boxes_and_the_session_its_films() -> None:
    instances, film = with_film()

    listed = film.attributes.ReferencedImageBoxSequence
    assert [each.ReferencedSOPInstanceUID for each in listed] == [*film.images]
    assert [box.position for box in film.images.values()] == [1, 2]
    (session_film,) = instances.session.ReferencedFilmBoxSequence
    assert session_film.ReferencedSOPInstanceUID == film.uid


def test_boxes_are_found_by_their_uid() -> None:
    instances, film = with_film()
    uid, box = next(iter(film.annotations.items()))

    assert instances.box(uid) == (film, box)
    assert instances.box("1.2") is None
    assert instances.film(film.uid) is film


def test_deleting_a_session_deletes_its_films() -> None:
    instances, film = with_film()
    uid = next(iter(film.images))
    instances.delete_session()

    assert not instances.session_uid
    assert instances.film(film.uid) is None
    assert instances.box(uid) is None


def test_deleted_film_is_no_longer_listed() -> None:
    instances, film = with_film()
    instances.delete_film(film)

    assert len(instances.session.ReferencedFilmBoxSequence) == 0


def test_content_is_a_copy_without_empty_boxes() -> None:
    instances, film = with_film()
    first, second = film.images.values()
    first.attributes = image()
    (annotation,) = film.annotations.values()
    annotation.attributes.TextString = "Doe"

    content = instances.content(film)
    first.attributes.Polarity = "REVERSE"

    assert list(content.image_boxes) == [1]
    assert "Polarity" not in content.image_boxes[1]
    assert content.annotations == {1: "Doe"}
    assert not has_image(second.attributes)


def test_film_without_images_is_empty() -> None:
    _, film = with_film()
    assert film.is_empty

    next(iter(film.images.values())).attributes = image()
    assert not film.is_empty


def test_references_to_a_lut_are_found_in_films_and_boxes() -> None:
    instances, film = with_film()
    assert not instances.refers_to("1.2.9")

    box = next(iter(film.images.values()))
    box.attributes.ReferencedPresentationLUTSequence = [reference("1.2", "1.2.9")]
    assert instances.refers_to("1.2.9")
