"""Lost associations and interruptions: nothing pretends to be printed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from iodize.network import AssociationAbortedError, serve
from iodize.printing import (
    FilmNotPrintedError,
    Kind,
    print_images,
)
from iodize.printing.errors import UncertainPrintError
from iodize.services import Printer

from .images import image, ramp
from .printer import FakePrinter, printed


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
