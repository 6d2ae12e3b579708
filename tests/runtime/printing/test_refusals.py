"""Refusals of the printer: attributes, layouts, films."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from iodize.dimse.services.sides import Refused
from iodize.network import FailedStatusError
from iodize.printing import (
    FilmNotPrintedError,
    Kind,
    LayoutRefusedError,
    NoImageBoxesError,
    PrintResult,
    PrintWarning,
)

from .images import image, ramp
from .printer import FakePrinter, printed


def refusing(*keywords: str, code: int = 0x0105, named: bool = True) -> Any:
    """Return a function that refuses requests with any of the attributes."""

    def check(service: str, request: Any, call: Any) -> None:
        if request is None or service not in ("N-CREATE", "N-SET"):
            return
        data = request.to_dataset()
        for keyword in keywords:
            if keyword in data:
                tags = (int(data[keyword].tag),) if named else ()
                raise Refused(code, "not supported", offending=tags)

    return check


def omitted(result: PrintResult) -> list[PrintWarning]:
    return [each for each in result.warnings if each.kind is Kind.OMITTED]


@pytest.mark.parametrize("code", [0x0105, 0x0106])
@pytest.mark.parametrize("named", [True, False])
def test_refused_optional_attribute_is_omitted(code: int, named: bool) -> None:
    printer = FakePrinter(boxes=1, on_request=refusing("Trim", code=code, named=named))
    result = printed(printer, image(ramp()), trim=True, film_size="A4")
    (warning,) = omitted(result)

    assert warning.attributes == ("Trim",)
    assert (warning.code, warning.film) == (code, 1)
    assert "Trim" in str(warning)
    assert printer.sent("Basic Film Box", "N-CREATE")[-1].FilmSizeID == "A4"


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    "refused",
    [
        ("Trim", "BorderDensity"),
        ("MinDensity", "EmptyImageDensity", "FilmSizeID"),
        ("RequestedResolutionID", "FilmOrientation"),
    ],
)
def test_only_refused_attributes_are_omitted(
    refused: tuple[str, ...], named: bool
) -> None:
    """Although the printer refuses several of them."""
    printer = FakePrinter(boxes=1, on_request=refusing(*refused, named=named))
    result = printed(
        printer,
        image(ramp()),
        trim=True,
        border_density="BLACK",
        empty_density="BLACK",
        min_density=10,
        magnification="CUBIC",
        film_size="A4",
        resolution="HIGH",
    )
    (warning,) = omitted(result)

    assert set(warning.attributes) == set(refused)
    assert printer.steps()[-3:] == [
        "N-ACTION Basic Film Box",
        "N-DELETE Basic Film Box",
        "N-DELETE Basic Film Session",
    ]


def test_only_refused_attributes_of_images_are_omitted() -> None:
    refused = ("RequestedImageSize", "Polarity")
    printer = FakePrinter(boxes=1, on_request=refusing(*refused, named=False))
    result = printed(
        printer,
        image(ramp(), PixelSpacing=[1, 1]),
        polarity="NORMAL",
        crop="CROP",
        true_size=True,
    )
    (warning,) = omitted(result)

    assert set(warning.attributes) == set(refused)


def test_refused_attribute_is_not_sent_for_further_films() -> None:
    printer = FakePrinter(boxes=1, on_request=refusing("Polarity", named=False))
    images = [image(ramp()) for _ in range(3)]
    result = printed(printer, images, polarity="NORMAL")

    assert len(result.films) == 3
    assert len(omitted(result)) == 1
    assert len(printer.sent("Basic Grayscale Image Box")) == 4


def test_refused_attributes_of_the_film_session_are_omitted() -> None:
    printer = FakePrinter(boxes=1, on_request=refusing("MediumType", code=0x0106))
    (warning,) = omitted(printed(printer, image(ramp())))

    assert (warning.attributes, warning.film) == (("MediumType",), 0)


def test_refused_12_bits_are_sent_as_8_bits() -> None:
    def refuse(service: str, request: Any, call: Any) -> None:
        if service == "N-SET":
            (item,) = request.BasicGrayscaleImageSequence
            if item.BitsStored == 12:
                raise Refused(0x0106, "12 bits")

    printer = FakePrinter(boxes=2, on_request=refuse)
    made = image(ramp() * 32, bits_stored=12, PresentationLUTShape="IDENTITY")
    result = printed(printer, [made, made], layout="2x1")

    assert [each.kind for each in result.warnings] == [Kind.DEPTH]
    bits = [each.BitsStored for each in printer.images()]
    assert bits == [12, 8, 8]
    values = np.frombuffer(printer.images()[1].PixelData, np.uint8).reshape(8, 16)
    assert np.abs(values - ramp().astype(int) * 32 * 255 / 4095).max() <= 0.5


@pytest.mark.parametrize(
    ("code", "word"), [(0xB604, "demagnified"), (0xB60A, "decimated")]
)
def test_warning_status_is_reported(code: int, word: str) -> None:
    printer = FakePrinter(
        boxes=1, on_request=lambda service, *_: code if service == "N-SET" else None
    )
    (warning,) = [
        each
        for each in printed(printer, image(ramp(dtype=np.uint8))).warnings
        if each.kind is Kind.STATUS
    ]

    assert (warning.code, warning.film, warning.box) == (code, 1, 1)
    assert word in str(warning)


def test_refused_layout_is_reported() -> None:
    def refuse(service: str, request: Any, call: Any) -> None:
        if service == "N-CREATE" and "ImageDisplayFormat" in request.to_dataset():
            raise Refused(0x0106)

    printer = FakePrinter(on_request=refuse)
    with pytest.raises(LayoutRefusedError, match=r"layout STANDARD\\7,7") as caught:
        printed(printer, image(ramp()), layout="7x7")

    assert caught.value.film == 1
    assert printer.steps()[-1] == "N-DELETE Basic Film Session"


def test_film_without_image_boxes_is_reported() -> None:
    printer = FakePrinter(boxes=0)
    with pytest.raises(NoImageBoxesError, match="no image boxes"):
        printed(printer, image(ramp()))

    assert "N-ACTION Basic Film Box" not in printer.steps()
    assert printer.steps()[-1] == "N-DELETE Basic Film Session"


def test_other_number_of_image_boxes_is_a_warning() -> None:
    """The boxes of the printer are used."""
    printer = FakePrinter(boxes=3)
    images = [image(ramp(dtype=np.uint8)) for _ in range(4)]
    result = printed(printer, images, layout="2x2")

    assert [len(film.images) for film in result.films] == [3, 1]
    assert {each.kind for each in result.warnings} == {Kind.BOXES}


def test_missing_annotation_boxes_are_a_warning() -> None:
    result = printed(
        FakePrinter(boxes=1),
        image(ramp(dtype=np.uint8)),
        annotations=["A"],
        annotation_format="1",
    )

    assert [each.kind for each in result.warnings] == [Kind.ANNOTATIONS]


@pytest.mark.parametrize("step", ["N-CREATE", "N-SET", "N-ACTION"])
def test_failure_names_film_and_step_and_deletes_the_session(step: str) -> None:
    def refuse(service: str, request: Any, call: Any) -> None:
        films = len(printer.sent("Basic Film Box", "N-CREATE"))
        if service == step and films == 2:
            raise Refused(0x0110, "broken")

    printer = FakePrinter(boxes=1, on_request=refuse)
    with pytest.raises(
        FilmNotPrintedError, match=r"film 2, .* 1 film was printed"
    ) as caught:
        printed(printer, [image(ramp()), image(ramp())])

    assert isinstance(caught.value.cause, FailedStatusError)
    assert [film.number for film in caught.value.printed] == [1]  # type: ignore[attr-defined]
    assert printer.steps()[-1] == "N-DELETE Basic Film Session"


def test_refused_status_of_the_printer_is_a_warning() -> None:
    def refuse(service: str, request: Any, call: Any) -> None:
        if service == "N-GET":
            raise Refused(0x0110)

    result = printed(
        FakePrinter(boxes=1, on_request=refuse), image(ramp(dtype=np.uint8))
    )

    assert [each.kind for each in result.warnings] == [Kind.UNSUPPORTED]
    assert result.printer is None
