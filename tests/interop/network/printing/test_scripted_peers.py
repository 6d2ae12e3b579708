"""Printing with pynetdicom and dcmjs-dimse: to our printer, and from our client."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom import Dataset
from pynetdicom import AE, evt
from pynetdicom.sop_class import (  # type: ignore[attr-defined]
    BasicAnnotationBox,
    BasicColorPrintManagementMeta,
    BasicFilmBox,
    BasicFilmSession,
    BasicGrayscalePrintManagementMeta,
    PresentationLUT,
    Printer,
    PrinterInstance,
    PrintJob,
)

from iodize import example
from iodize.emulator.run import Run
from iodize.films import film_size
from iodize.network import connect
from iodize.printing import Progress, Settings, print_with
from tests.runtime.emulator.running import reserve_responses

from ..systems import dcmjs as dcmjs_scripts
from ..systems.processes import HOST, wait_until
from ..systems.pynetdicom_printer import DONE, PRINTING, foreign_printer

Folder = Callable[[str], Path]

GRAYSCALE_BOX, COLOR_BOX = "1.2.840.10008.5.1.1.4", "1.2.840.10008.5.1.1.4.1"
SESSION, BOX, LUT = "1.2.3.1", "1.2.3.2", "1.2.3.3"
SIZE = 64
TIMEOUT = 20

TOLERANCE = 1.0
"""Largest difference of gray values, of 255."""


@contextlib.contextmanager
def printer(folder: Path) -> Iterator[Run]:
    with Run(folder / "peer", ["print"]) as run:
        yield run


def ramp(offset: int) -> NDArray[np.uint8]:
    """Return an image with a ramp, of another height for each offset."""
    row = np.arange(0, 256, 256 // SIZE, dtype=np.uint8)
    image = np.tile(row, (SIZE, 1))
    image[: SIZE // 2] = offset
    return image


def colored(offset: int) -> NDArray[np.uint8]:
    """Return an image whose samples differ."""
    return np.stack([ramp(offset), 255 - ramp(offset), ramp(offset) // 2], axis=2)


def film_of(run: Run, mode: str) -> NDArray[Any]:
    """Return the printed film once it is written."""
    folder = run.emulator.printer.folder
    assert wait_until(lambda: len(list(folder.glob("*.pdf"))) == 1)
    (page,) = folder.glob("*.png")
    with Image.open(page) as picture:
        return np.asarray(picture.convert(mode), float)


def differences(film: NDArray[Any], expected: list[NDArray[Any]]) -> list[float]:
    """Return the largest difference of each image, in boxes from left to right.

    A pixel of the source is compared in its middle.
    """
    height, width = film.shape[:2]
    size = film_size("8INX10IN", "PORTRAIT")
    scale = width / size.width
    column = (size.width - 2 * 4) / len(expected)  # the margins are 4 mm, the gap 1 mm
    side = (column - 1) * scale
    found = []
    for number, image in enumerate(expected):
        left = (4 + number * column + 0.5) * scale
        top = (height - side) / 2
        middles = (np.arange(SIZE) + 0.5) * side / SIZE
        rows = (top + middles).astype(int)
        columns = (left + middles).astype(int)
        shown = film[np.ix_(rows, columns)]
        found.append(float(np.abs(shown - image).max()))
    return found


def image_item(pixels: NDArray[np.uint8]) -> Dataset:
    item = Dataset()
    is_color = pixels.ndim == 3
    item.SamplesPerPixel = 3 if is_color else 1
    item.PhotometricInterpretation = "RGB" if is_color else "MONOCHROME2"
    if is_color:
        item.PlanarConfiguration = 1
        pixels = np.moveaxis(pixels, 2, 0)
    item.Rows = item.Columns = SIZE
    item.BitsAllocated = item.BitsStored = 8
    item.HighBit, item.PixelRepresentation = 7, 0
    item.PixelData = pixels.tobytes()
    item["PixelData"].VR = "OB"
    return item


def referring(sop_class: str, uid: str) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = sop_class, uid
    return item


class Station:
    """The client of pynetdicom, on one association."""

    def __init__(self, association: Any, meta: str) -> None:
        self.association = association
        self.meta = meta

    def create(self, data: Dataset, sop_class: str, uid: str, meta: bool = True) -> Any:
        status, reply = self.association.send_n_create(
            data, sop_class, uid, meta_uid=self.meta if meta else None
        )
        assert status.Status == 0, status
        return reply

    def set(self, data: Dataset, sop_class: str, uid: str, meta: bool = True) -> None:
        status, _ = self.association.send_n_set(
            data, sop_class, uid, meta_uid=self.meta if meta else None
        )
        assert status.Status == 0, status

    def print_film(self) -> Any:
        status, reply = self.association.send_n_action(
            None, 1, BasicFilmBox, BOX, meta_uid=self.meta
        )
        assert status.Status == 0, status
        return reply


@contextlib.contextmanager
def station(run: Run, meta: str, *more: str, events: Any = None) -> Iterator[Station]:
    """Open an association of pynetdicom with the printer."""
    ae = AE("CT1")
    ae.acse_timeout = ae.dimse_timeout = ae.network_timeout = TIMEOUT
    for each in (meta, *more):
        ae.add_requested_context(each)
    handlers: list[Any] = [(evt.EVT_N_EVENT_REPORT, events)] if events else []
    association = ae.associate(HOST, run.port, evt_handlers=handlers)
    assert association.is_established
    reserve_responses(association)
    try:
        yield Station(association, meta)
    finally:
        association.release()


@pytest.mark.parametrize("is_color", [False, True])
def test_pynetdicom_prints_to_our_printer(folder: Folder, is_color: bool) -> None:
    """Color, Presentation LUT, annotations, jobs and printer on one association."""
    meta = (
        BasicColorPrintManagementMeta if is_color else BasicGrayscalePrintManagementMeta
    )
    keyword = "BasicColorImageSequence" if is_color else "BasicGrayscaleImageSequence"
    image_class = COLOR_BOX if is_color else GRAYSCALE_BOX
    images = [colored(20), colored(200)] if is_color else [ramp(20), ramp(200)]
    states: list[int] = []

    def event(event: Any) -> tuple[int, None]:
        states.append(event.request.EventTypeID)
        return 0, None

    more = (PresentationLUT, BasicAnnotationBox, PrintJob, Printer)
    with printer(folder("pynetdicom")) as run:
        with station(run, meta, *more, events=event) as client:
            status, found = client.association.send_n_get(
                [0x21100010, 0x21100020], Printer, PrinterInstance
            )
            assert (status.Status, found.PrinterStatus) == (0, "NORMAL")
            lut = Dataset()
            lut.PresentationLUTShape = "IDENTITY"
            client.create(lut, PresentationLUT, LUT, meta=False)
            session = Dataset()
            session.NumberOfCopies, session.MediumType = 1, "BLUE FILM"
            client.create(session, BasicFilmSession, SESSION)
            box = Dataset()
            box.ImageDisplayFormat, box.FilmSizeID = "STANDARD\\2,1", "8INX10IN"
            box.MagnificationType = "REPLICATE"
            box.AnnotationDisplayFormatID = "TEXTS"
            box.ReferencedFilmSessionSequence = [referring(BasicFilmSession, SESSION)]
            if not is_color:
                box.ReferencedPresentationLUTSequence = [
                    referring(PresentationLUT, LUT)
                ]
            created = client.create(box, BasicFilmBox, BOX)
            boxes = created.ReferencedImageBoxSequence
            for position, (item, pixels) in enumerate(
                zip(boxes, images, strict=True), 1
            ):
                changes = Dataset()
                changes.ImageBoxPosition = position
                setattr(changes, keyword, [image_item(pixels)])
                client.set(changes, image_class, item.ReferencedSOPInstanceUID)
            text, *_ = created.ReferencedBasicAnnotationBoxSequence
            note = Dataset()
            note.AnnotationPosition, note.TextString = 5, "Phantom"
            uid = text.ReferencedSOPInstanceUID
            client.set(note, BasicAnnotationBox, uid, meta=False)
            reply = client.print_film()
            assert wait_until(lambda: DONE in states)
        film = film_of(run, "RGB" if is_color else "L")

    (job,) = reply.ReferencedPrintJobSequencePullStoredPrint
    assert job.ReferencedSOPClassUID == PrintJob
    assert states == [PRINTING, DONE]
    shifted = film[: film.shape[0] - round(6 / 254 * film.shape[0])]
    assert max(differences(shifted, list(images))) <= TOLERANCE
    assert film[shifted.shape[0] :].max() > 200  # the annotation
    assert not run.journal.has_errors


def test_dcmjs_prints_to_our_printer(dcmjs: None, folder: Folder) -> None:
    meta = str(BasicGrayscalePrintManagementMeta)
    images = [ramp(20), ramp(200)]
    session_item = {
        "ReferencedSOPClassUID": str(BasicFilmSession),
        "ReferencedSOPInstanceUID": SESSION,
    }
    place = folder("dcmjs")

    def image(position: int) -> dict[str, Any]:
        item = {
            "SamplesPerPixel": 1,
            "PhotometricInterpretation": "MONOCHROME2",
            "Rows": SIZE,
            "Columns": SIZE,
            "BitsAllocated": 8,
            "BitsStored": 8,
            "HighBit": 7,
            "PixelRepresentation": 0,
            "PixelData": {
                "base64": base64.b64encode(images[position - 1].tobytes()).decode()
            },
            "_vrMap": {"PixelData": "OW"},
        }
        return {"ImageBoxPosition": position, "BasicGrayscaleImageSequence": [item]}

    with printer(place) as run:
        film_box = {
            "ImageDisplayFormat": "STANDARD\\2,1",
            "FilmSizeID": "8INX10IN",
            "MagnificationType": "REPLICATE",
            "ReferencedFilmSessionSequence": [session_item],
        }
        request = dcmjs_scripts.request
        answers = dcmjs_scripts.send(
            run.port,
            place,
            request(
                "NCreate",
                *(str(BasicFilmSession), SESSION, meta),
                dataset={"NumberOfCopies": "1"},
            ),
            request("NCreate", str(BasicFilmBox), BOX, meta, dataset=film_box),
            request("NSet", GRAYSCALE_BOX, "0", meta, dataset=image(1), box=0),
            request("NSet", GRAYSCALE_BOX, "0", meta, dataset=image(2), box=1),
            request("NAction", str(BasicFilmBox), BOX, 1, meta),
            request("NDelete", str(BasicFilmSession), SESSION, meta),
        )
        film = film_of(run, "L")

    assert [each.status for each in answers] == [0] * 6
    assert max(differences(film, list(images))) <= TOLERANCE
    assert not run.journal.has_errors


def scan() -> Dataset:
    """Return an image of 8 bits without a window."""
    image = example.build("SecondaryCaptureImage")
    image.Rows = image.Columns = SIZE
    image.BitsAllocated = image.BitsStored = 8
    image.HighBit, image.PixelRepresentation, image.SamplesPerPixel = 7, 0, 1
    image.PhotometricInterpretation = "MONOCHROME2"
    image.PixelData = ramp(20).tobytes()
    return image


def test_our_client_prints_to_a_printer_of_pynetdicom() -> None:
    """Annotations, and the events of the print job and of the printer."""
    seen: list[str] = []

    def progressed(progress: Progress) -> None:
        if progress.printer is not None:
            seen.append(str(progress.printer))

    settings = Settings(
        layout="2x1",
        bits=8,
        annotations=("left", "right"),
        annotation_format="TEXTS",
        presentation_lut="IDENTITY",
        wait=TIMEOUT,
        poll=TIMEOUT,
    )
    with foreign_printer() as peer:
        result = print_with(
            lambda services: connect(HOST, peer.port, services),
            [scan()] * 2,
            settings,
            on_progress=progressed,
        )
        assert wait_until(lambda: len(peer.event_statuses) == 3)

    assert [job.status for job in result.jobs] == ["DONE"]
    assert peer.event_statuses == [0, 0, 0]
    assert seen[0] == "NORMAL (FOREIGN)"
    assert "WARNING SUPPLY LOW (FOREIGN)" in seen
    assert peer.created[PresentationLUT].PresentationLUTShape == "IDENTITY"
    assert peer.created[BasicFilmBox].AnnotationDisplayFormatID == "TEXTS"
    texts = [
        data.TextString for each, data in peer.changed if each == BasicAnnotationBox
    ]
    assert texts == ["left", "right"]
    shown = [
        data.BasicGrayscaleImageSequence[0].PixelData
        for each, data in peer.changed
        if each == GRAYSCALE_BOX
    ]
    assert shown == [ramp(20).tobytes()] * 2
    assert peer.deleted == [BasicFilmBox, BasicFilmSession]
    assert result.warnings == ()
