"""Image boxes and annotation boxes: PS3.4 H.4.3, H.4.4."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from iodize.emulator.printer.faults import FAULTS

from ...requests import dataset
from ...running import RunningEmulator, running
from .client import (
    ANNOTATION_BOX,
    FILM_BOX,
    FILM_UID,
    GRAYSCALE_BOX,
    LUT,
    connected,
    film,
    image,
)

BLACK = 40
WHITE = 215
"""Limits of grey values in a picture that appear black or white."""


def test_image_is_answered_without_its_pixels(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
        _, box = client.create_film(ImageDisplayFormat=r"STANDARD\2,1")
        status, reply = client.set(GRAYSCALE_BOX, box, image(2, Polarity="REVERSE"))

    assert status == 0
    assert reply is not None
    assert (reply.ImageBoxPosition, reply.Polarity) == (2, "REVERSE")
    assert "BasicGrayscaleImageSequence" not in reply


def test_position_of_another_box_is_reported(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
        box, _ = client.create_film(ImageDisplayFormat=r"STANDARD\2,1")
        status, reply = client.set(GRAYSCALE_BOX, box, image(2))

    assert status == 0
    assert reply is not None
    assert reply.ImageBoxPosition == 1
    assert server.codes("N-SET-RQ") == ["reference-target"]


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("PhotometricInterpretation", "YBR_FULL"),
        ("PhotometricInterpretation", "PALETTE COLOR"),
        ("BitsStored", 10),
        ("PixelRepresentation", 1),
        ("Rows", 0),
        ("Columns", 9),
        ("PixelAspectRatio", [0, 1]),
    ],
)
def test_image_that_cannot_be_printed_is_refused(
    keyword: str, value: object, server: RunningEmulator
) -> None:
    wrong = image()
    setattr(wrong.BasicGrayscaleImageSequence[0], keyword, value)
    with connected(server) as client:
        client.create_session()
        (box,) = client.create_film()
        status, _ = client.set(GRAYSCALE_BOX, box, wrong)
        printed, _ = client.print(FILM_BOX, FILM_UID)

    assert (status, printed) == (0x0106, 0xB603)
    assert server.listener.wait("N-SET-RQ").findings


def test_unknown_box_does_not_exist(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
        client.create_film()
        status, _ = client.set(GRAYSCALE_BOX, "1.2.3", image())

    assert status == 0x0112


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [("DECIMATE", 0xB60A), ("CROP", 0xB609), ("FAIL", 0xC603)],
)
def test_image_larger_than_its_box_is_answered_as_requested(
    behaviour: str, status: int, server: RunningEmulator
) -> None:
    large = image(size=4096, RequestedDecimateCropBehavior=behaviour)
    large.RequestedImageSize = 500  # mm, more than the film
    with connected(server) as client:
        client.create_session()
        (box,) = client.create_film(FilmSizeID="8INX10IN")
        answered, _ = client.set(GRAYSCALE_BOX, box, large)

    assert answered == status


def test_full_memory_refuses_images(tmp_path: Path) -> None:
    with (
        running(tmp_path / "m", "print", fault=FAULTS["no-memory"]) as server,
        connected(server) as client,
    ):
        client.create_session()
        (box,) = client.create_film()
        status, _ = client.set(GRAYSCALE_BOX, box, image())

    assert status == 0xC605


def test_empty_sequence_erases_the_image(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
        (box,) = client.create_film()
        client.set(GRAYSCALE_BOX, box, image())
        erased, _ = client.set(
            GRAYSCALE_BOX,
            box,
            dataset(ImageBoxPosition=1, BasicGrayscaleImageSequence=[]),
        )
        status, _ = client.print(FILM_BOX, FILM_UID)

    assert (erased, status) == (0, 0xB603)


def test_lut_that_does_not_exist_is_refused(server: RunningEmulator) -> None:
    reference = dataset(ReferencedSOPClassUID=LUT, ReferencedSOPInstanceUID="1.2.9")
    with connected(server) as client:
        client.create_session()
        (box,) = client.create_film()
        status, _ = client.set(
            GRAYSCALE_BOX, box, image(ReferencedPresentationLUTSequence=[reference])
        )

    assert status == 0x0106


def test_film_shows_the_images_at_their_places(server: RunningEmulator) -> None:
    """The first image is black; the second is reversed, and white."""
    with connected(server) as client:
        client.create_session()
        first, second = client.create_film(
            ImageDisplayFormat=r"STANDARD\1,2", EmptyImageDensity="BLACK"
        )
        client.set(GRAYSCALE_BOX, first, image(1))
        client.set(GRAYSCALE_BOX, second, image(2, Polarity="REVERSE"))
        client.print(FILM_BOX, FILM_UID)
    server.emulator.printer.close()

    (page,) = server.emulator.printer.folder.glob("*.png")
    with Image.open(page) as picture:
        grey = picture.convert("L")
        width, height = grey.size
        upper = grey.getpixel((width // 2, height // 4))
        lower = grey.getpixel((width // 2, height * 3 // 4))
    assert isinstance(upper, int)
    assert isinstance(lower, int)
    assert upper < BLACK
    assert lower > WHITE


def test_annotation_is_at_the_stated_position(server: RunningEmulator) -> None:
    with connected(server, ANNOTATION_BOX) as client:
        client.create_session()
        _, created = client.create(
            FILM_BOX, FILM_UID, film(AnnotationDisplayFormatID="LABEL")
        )
        assert created is not None
        box = created.ReferencedBasicAnnotationBoxSequence[0].ReferencedSOPInstanceUID
        status, reply = client.set(
            ANNOTATION_BOX, box, dataset(AnnotationPosition=2, TextString="Doe")
        )

    assert status == 0
    assert reply is not None
    assert (reply.AnnotationPosition, reply.TextString) == (2, "Doe")
    assert server.codes("N-SET-RQ") == []


@pytest.mark.parametrize("position", [0, 13])
def test_annotation_position_that_does_not_exist_is_refused(
    position: int, server: RunningEmulator
) -> None:
    with connected(server, ANNOTATION_BOX) as client:
        client.create_session()
        _, created = client.create(
            FILM_BOX, FILM_UID, film(AnnotationDisplayFormatID="LABEL")
        )
        assert created is not None
        box = created.ReferencedBasicAnnotationBoxSequence[0].ReferencedSOPInstanceUID
        wrong = dataset(AnnotationPosition=position, TextString="Doe")
        status, _ = client.set(ANNOTATION_BOX, box, wrong)

    assert status == 0x0106
    assert server.codes("N-SET-RQ") == ["value-invalid"]
