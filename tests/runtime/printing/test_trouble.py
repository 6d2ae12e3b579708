"""Refusals, losses and invalid images: nothing pretends to be printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import MPEG2MPML, DeflatedExplicitVRLittleEndian

from iodize.dimse.services.sides import Refused
from iodize.network import AssociationAbortedError, FailedStatusError, serve
from iodize.printing import (
    FilmNotPrintedError,
    ImageTooLargeError,
    Kind,
    LayoutRefusedError,
    NoFrameError,
    NoImageBoxesError,
    NoImagesError,
    NotAnImageError,
    NotAPresentationStateError,
    NotConvertibleError,
    NotDecodableError,
    PrintResult,
    PrintWarning,
    UnsupportedImageError,
    print_images,
)
from iodize.printing.errors import UncertainPrintError
from iodize.services import Printer

from .images import image, item, ramp, saved, state
from .printer import FakePrinter, running

STRUCTURED_REPORT = "1.2.840.10008.5.1.4.1.1.88.11"


def printed(printer: FakePrinter, images: Any, **options: Any) -> PrintResult:
    with running(printer) as server:
        return print_images(("127.0.0.1", server.port), images, **options)


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


# Refused attributes


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


# Lost associations


def aborting(step: str, number: int) -> Any:
    """Return a function that aborts the association at a request."""
    count = 0

    def abort(service: str, request: Any, call: Any) -> None:
        nonlocal count
        count += service == step
        if service == step and count == number:
            call.association.abort()

    return abort


def test_lost_association_names_film_and_image_box() -> None:
    printer = FakePrinter(boxes=2, on_request=aborting("N-SET", 4))
    images = [image(ramp()) for _ in range(4)]
    with pytest.raises(FilmNotPrintedError) as caught:
        printed(printer, images, layout="2x1")

    error = caught.value
    assert isinstance(error.cause, AssociationAbortedError)
    assert (error.film, len(error.printed)) == (2, 1)
    assert error.step == f"image box 2 ({images[3].SOPInstanceUID})"
    assert not isinstance(error, UncertainPrintError)


def test_association_lost_after_the_print_request_is_uncertain() -> None:
    printer = FakePrinter(boxes=1, on_request=aborting("N-ACTION", 1))
    with pytest.raises(UncertainPrintError, match="film 1 may have been printed"):
        printed(printer, image(ramp()))


def test_association_lost_after_the_last_film_is_a_warning() -> None:
    printer = FakePrinter(boxes=1, on_request=aborting("N-DELETE", 1))
    result = printed(printer, image(ramp(dtype=np.uint8)))

    assert len(result.films) == 1
    assert [each.kind for each in result.warnings] == [Kind.JOB]


def test_printer_that_lacks_the_service_is_reported() -> None:
    """It accepts only the status of the printer."""
    with (
        serve(0, [Status()]) as server,
        pytest.raises(FilmNotPrintedError, match=r"^film session: no presentation"),
    ):
        print_images(("127.0.0.1", server.port), image(ramp()))


class Status(Printer.Provider):
    def get(self, request: Any, call: Any) -> Printer.Attributes:
        return Printer.Attributes(PrinterStatus="NORMAL", PrinterStatusInfo="NORMAL")


def test_interruption_deletes_the_film_session() -> None:
    """The request in progress is completed before."""
    printer = FakePrinter(boxes=2)

    def interrupt(progress: Any) -> None:
        if progress.images == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printed(printer, [image(ramp())] * 2, layout="2x1", on_progress=interrupt)

    assert printer.steps()[-1] == "N-DELETE Basic Film Session"
    assert "N-ACTION Basic Film Box" not in printer.steps()


# Invalid images: nothing is sent


def unsendable(images: Any, error: type[Exception], words: str, **options: Any) -> None:
    """Check that images are rejected before an association is opened."""
    with pytest.raises(error, match=words):
        print_images(("127.0.0.1", 1), images, **options)


def test_object_without_an_image_is_rejected(tmp_path: Path) -> None:
    report = image(ramp(), SOPClassUID=STRUCTURED_REPORT)
    for keyword in ("PixelData", "Rows", "Columns"):
        delattr(report, keyword)
    path = saved(report, tmp_path / "report.dcm")

    unsendable([path], NotAnImageError, "report.dcm: has no image: Basic Text SR")
    unsendable(report, NotAnImageError, "has no image: Basic Text SR")


def test_image_without_pixel_data_is_rejected() -> None:
    made = image(ramp())
    del made.PixelData
    unsendable(made, NotAnImageError, "has no image")


def test_other_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    unsendable(tmp_path / "a.txt", NotAnImageError, "is not a DICOM file")
    (tmp_path / "empty").touch()
    unsendable(tmp_path / "empty", NotAnImageError, "is not a DICOM file")


@pytest.mark.parametrize("value", ["CMYK", "HSV", "", "XYZ"])
def test_unsupported_photometric_interpretation_is_rejected(value: str) -> None:
    made = image(ramp(), PhotometricInterpretation=value)
    unsendable(made, UnsupportedImageError, "PhotometricInterpretation")


def test_contradictory_samples_are_rejected() -> None:
    made = image(ramp(), PhotometricInterpretation="RGB")
    unsendable(made, UnsupportedImageError, "SamplesPerPixel 1")


def test_image_larger_than_the_memory_limit_is_rejected() -> None:
    made = image(ramp(), Rows=65535, Columns=65535)
    unsendable(
        made, ImageTooLargeError, "needs 34,359 MB of memory; the limit is 1,074 MB"
    )
    unsendable(image(ramp()), ImageTooLargeError, "limit", memory_limit=100)


def test_missing_frame_is_rejected() -> None:
    unsendable(image(ramp()), NoFrameError, "no frame 2; it has 1", frames=[2])


def test_transfer_syntax_without_decoder_is_rejected() -> None:
    made = image(ramp())
    made.file_meta.TransferSyntaxUID = MPEG2MPML
    unsendable(made, NotDecodableError, "MPEG2 .* is not supported")


def test_file_without_pixel_data_is_rejected(tmp_path: Path) -> None:
    """Its header has rows and columns."""
    made = image(ramp())
    del made.PixelData
    path = saved(made, tmp_path / "a.dcm")
    unsendable(path, NotAnImageError, "has no image: Secondary Capture")


@pytest.mark.filterwarnings("ignore:Invalid value")
def test_invalid_number_is_rejected(tmp_path: Path) -> None:
    path = saved(image(ramp(), NumberOfFrames=7777), tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes().replace(b"7777", b"77X7"))
    unsendable(path, UnsupportedImageError, "NumberOfFrames")


def test_deflated_file_is_printed(tmp_path: Path) -> None:
    made = image(ramp(dtype=np.uint8))
    made.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    printer = FakePrinter(boxes=1)
    printed(printer, saved(made, tmp_path / "a.dcm"), bits=8)

    assert printer.images()[0].PixelData == ramp(dtype=np.uint8).tobytes()


def test_no_images_are_rejected() -> None:
    unsendable([], NoImagesError, "no images")


def test_other_object_as_presentation_state_is_rejected() -> None:
    made = image(ramp())
    unsendable(
        made, NotAPresentationStateError, "Secondary Capture", presentation_state=made
    )


# Invalid pixels: the film session is deleted


def failing(
    made: Dataset,
    words: str,
    error: type[Exception] = NotConvertibleError,
    **options: Any,
) -> None:
    """Check that an image fails when it is converted."""
    printer = FakePrinter(boxes=1)
    with pytest.raises(FilmNotPrintedError, match=words) as caught:
        printed(printer, made, **options)
    assert isinstance(caught.value.cause, error)
    assert printer.steps()[-1] == "N-DELETE Basic Film Session"


def test_truncated_pixel_data_are_reported() -> None:
    made = image(ramp())
    made.PixelData = made.PixelData[:10]
    failing(made, "film 1, image: .* cannot be decoded", NotDecodableError)


def test_palette_color_without_palette_is_reported() -> None:
    failing(image(ramp(dtype=np.uint8), "PALETTE COLOR"), "cannot be converted")


@pytest.mark.parametrize(
    "lut",
    [
        item(LUTDescriptor=[300, 0, 12], LUTData=[1, 2, 3]),
        item(LUTDescriptor=[3, 0, 12]),
        item(LUTData=[1, 2, 3]),
    ],
)
def test_invalid_lookup_table_is_reported(lut: Dataset) -> None:
    failing(image(ramp(), VOILUTSequence=[lut]), "LUT Data")


def test_invalid_table_of_a_state_is_reported() -> None:
    made = image(ramp())
    lut = item(LUTDescriptor=[300, 0, 12], LUTData=[1, 2, 3])
    applied = state(made, SoftcopyVOILUTSequence=[item(VOILUTSequence=[lut])])
    failing(made, "LUT Data has 3 of 300 entries", presentation_state=applied)
