"""Film boxes: PS3.4 H.4.2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from iodize.emulator.printer.faults import FAULTS
from iodize.films import custom_layout
from iodize.findings.finding import Severity

from ...requests import dataset
from ...running import RunningEmulator, running
from .client import (
    ANNOTATION_BOX,
    COLOR,
    COLOR_BOX,
    FILM_BOX,
    FILM_UID,
    GRAYSCALE_BOX,
    LUT,
    PRINT_JOB,
    connected,
    film,
    image,
)

LAYOUTS = {
    r"STANDARD\2,3": 6,
    r"ROW\1,2": 3,
    r"COL\2,2,1": 5,
    r"STANDARD\1,1": 1,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_film_has_as_many_boxes_as_its_format(
    layout: str, server: RunningEmulator
) -> None:
    with connected(server) as client:
        client.create_session()
        boxes = client.create_film(ImageDisplayFormat=layout)

    assert len(boxes) == LAYOUTS[layout]
    assert server.codes("N-CREATE-RQ", 2) == []


@pytest.mark.parametrize(
    ("keyword", "value", "attribute"),
    [
        ("ImageDisplayFormat", r"STANDARD\0,1", 0x20100010),
        ("ImageDisplayFormat", "TILES", 0x20100010),
        ("FilmSizeID", "HUGE", 0x20100050),
        ("BorderDensity", "GREY", 0x20100100),
        ("EmptyImageDensity", "GREY", 0x20100110),
        ("Illumination", 0, 0x2010015E),
        ("MinDensity", 300, 0x20100120),
    ],
)
def test_film_that_cannot_be_printed_is_refused_with_the_reason(
    keyword: str, value: Any, attribute: int, server: RunningEmulator
) -> None:
    with connected(server) as client:
        client.create_session()
        answer, _ = client.association.send_n_create(
            film(**{keyword: value}), FILM_BOX, FILM_UID, meta_uid=client.meta
        )

    assert answer.Status == 0x0106
    assert str(value)[:5] in answer.ErrorComment
    found = server.listener.wait("N-CREATE-RQ", 2).findings
    assert [each.tag for each in found if each.code == "value-invalid"] == [attribute]


@pytest.mark.parametrize("keyword", ["MagnificationType", "SmoothingType"])
def test_term_that_the_printer_lacks_is_answered_with_a_warning(
    keyword: str, server: RunningEmulator
) -> None:
    wanted: dict[str, Any] = {keyword: "OTHER"}
    with connected(server) as client:
        client.create_session()
        created, reply = client.create(FILM_BOX, FILM_UID, film(**wanted))
        assert reply is not None
        box = reply.ReferencedImageBoxSequence[0].ReferencedSOPInstanceUID
        changed, _ = client.set(GRAYSCALE_BOX, box, image(**wanted))
        printed, _ = client.print(FILM_BOX, FILM_UID)

    assert (created, changed, printed) == (0x0116, 0x0116, 0)  # PS3.7 C.4.3


def test_unknown_lut_of_a_film_is_refused(server: RunningEmulator) -> None:
    missing = dataset(ReferencedSOPClassUID=LUT, ReferencedSOPInstanceUID="1.2.9")
    with connected(server) as client:
        client.create_session()
        wrong = film(ReferencedPresentationLUTSequence=[missing])
        status, _ = client.create(FILM_BOX, FILM_UID, wrong)

    assert status == 0x0106


def test_film_needs_the_session_of_its_association(server: RunningEmulator) -> None:
    with connected(server) as client:
        early, _ = client.create(FILM_BOX, FILM_UID, film())
        without, _ = client.create(
            FILM_BOX, FILM_UID, dataset(ImageDisplayFormat=r"STANDARD\1,1")
        )

    assert early == 0x0106
    assert without == 0x0120
    assert server.codes("N-CREATE-RQ", 1) == ["instance-unknown"]
    assert "type1-missing" in server.codes("N-CREATE-RQ", 2)


def test_boxes_are_of_the_meta_class_of_the_request(server: RunningEmulator) -> None:
    with connected(server, meta=COLOR) as client:
        client.create_session()
        _, created = client.create(FILM_BOX, FILM_UID, film())

    assert created is not None
    (box,) = created.ReferencedImageBoxSequence
    assert box.ReferencedSOPClassUID == COLOR_BOX


def test_annotation_boxes_need_their_sop_class(server: RunningEmulator) -> None:
    annotated = film(AnnotationDisplayFormatID="LABEL")
    with connected(server) as client:
        client.create_session()
        _, without = client.create(FILM_BOX, FILM_UID, annotated)
    with connected(server, ANNOTATION_BOX) as client:
        client.create_session()
        _, created = client.create(FILM_BOX, FILM_UID, annotated)

    assert without is not None
    assert created is not None
    assert "ReferencedBasicAnnotationBoxSequence" not in without
    assert len(created.ReferencedBasicAnnotationBoxSequence) == 6


@pytest.mark.parametrize("keyword", ["MinDensity", "MaxDensity"])
def test_density_beyond_the_printer_is_answered_with_a_warning(
    keyword: str, server: RunningEmulator
) -> None:
    values: dict[str, Any] = {keyword: 5 if keyword == "MinDensity" else 400}
    with connected(server) as client:
        client.create_session()
        created, _ = client.create(FILM_BOX, FILM_UID, film(**values))
        changed, _ = client.set(FILM_BOX, FILM_UID, dataset(MaxDensity=310))

    assert (created, changed) == (0xB605, 0xB605)


def test_only_the_last_film_can_be_changed_printed_or_deleted(
    server: RunningEmulator,
) -> None:
    with connected(server) as client:
        client.create_session()
        (box,) = client.create_film("1.2.3.5")
        client.create_film("1.2.3.6")
        answers = [
            client.set(FILM_BOX, "1.2.3.5", dataset(Trim="YES"))[0],
            client.set(GRAYSCALE_BOX, box, image())[0],
            client.print(FILM_BOX, "1.2.3.5")[0],
            client.delete(FILM_BOX, "1.2.3.5"),
            client.delete(FILM_BOX, "1.2.3.6"),
            client.delete(FILM_BOX, "1.2.3.5"),
        ]

    assert answers == [0x0110, 0x0110, 0x0110, 0x0110, 0, 0]


def test_empty_film_is_printed_with_a_warning(server: RunningEmulator) -> None:
    with connected(server) as client:
        client.create_session()
        client.create_film()
        status, _ = client.print(FILM_BOX, FILM_UID)
    server.emulator.printer.close()

    assert status == 0xB603
    assert len(list(server.emulator.printer.folder.glob("*.pdf"))) == 1


def test_image_sent_before_the_film_box_is_answered_leaves_an_empty_page(
    server: RunningEmulator,
) -> None:
    """The UIDs of the image boxes are in the response to N-CREATE of the film box."""
    with connected(server) as client:
        client.create_session()
        early, _ = client.set(GRAYSCALE_BOX, "1.2.3.99", image())
        client.create_film()
        printed, _ = client.print(FILM_BOX, FILM_UID)

    assert (early, printed) == (0x0112, 0xB603)
    (finding,) = server.listener.wait("N-SET-RQ").findings
    assert finding.code == "instance-unknown"
    assert "use the UID of the reply" in finding.suggestion


def test_annotation_that_takes_the_room_of_an_image_is_considered_when_printing(
    server: RunningEmulator,
) -> None:
    """An image that fits a film without annotations exactly, with one more text."""
    attributes = {
        "FilmSizeID": "8INX10IN",
        "AnnotationDisplayFormatID": "TEXTS",
        "ImageDisplayFormat": r"STANDARD\1,1",
    }
    with connected(server, ANNOTATION_BOX) as client:
        client.create_session()
        status, created = client.create(FILM_BOX, FILM_UID, film(**attributes))
        assert (status, created is None) == (0, False)
        assert created is not None
        box = created.ReferencedImageBoxSequence[0].ReferencedSOPInstanceUID
        tall = image(RequestedDecimateCropBehavior="FAIL", RequestedImageSize="194")
        tall.BasicGrayscaleImageSequence[0].PixelAspectRatio = [126, 100]
        accepted, _ = client.set(GRAYSCALE_BOX, box, tall)
        text = created.ReferencedBasicAnnotationBoxSequence[0].ReferencedSOPInstanceUID
        note = dataset(AnnotationPosition=1, TextString="Doe")
        client.set(ANNOTATION_BOX, text, note)
        printed, _ = client.print(FILM_BOX, FILM_UID)

    assert (accepted, printed) == (0, 0xC603)


def test_reply_names_the_job_if_its_class_is_accepted(server: RunningEmulator) -> None:
    with connected(server) as client:
        without = _printed(client)
    with connected(server, PRINT_JOB) as client:
        status, reply = _printed(client)

    assert without[0] == 0
    assert not without[1]
    assert status == 0
    assert reply is not None
    (job,) = reply.ReferencedPrintJobSequencePullStoredPrint
    assert job.ReferencedSOPClassUID == PRINT_JOB


def test_full_queue_refuses_the_film(tmp_path: Path) -> None:
    fault = FAULTS["queue-full"]
    with (
        running(tmp_path / "full", "print", fault=fault) as server,
        connected(server) as client,
    ):
        status, _ = _printed(client)

    assert status == 0xC602


def test_custom_layout_has_its_boxes(tmp_path: Path) -> None:
    layouts = {7: custom_layout("AAB/AAC")}
    with (
        running(tmp_path / "data", "print", custom_layouts=layouts) as server,
        connected(server) as client,
    ):
        client.create_session()
        boxes = client.create_film(ImageDisplayFormat="CUSTOM\\7")
        for position, box in enumerate(boxes, 1):
            assert client.set(GRAYSCALE_BOX, box, image(position))[0] == 0
        assert client.print(FILM_BOX, FILM_UID)[0] == 0
        server.emulator.printer.close()

    assert len(boxes) == 3
    (film,) = server.emulator.prints.jobs()[0].films
    assert (film.layout, film.images, film.notes) == ("CUSTOM\\7", 3, ())


@pytest.mark.parametrize("layout", ["CUSTOM\\2", "CUSTOM", "CUSTOM\\1,2"])
def test_unknown_custom_layout_is_refused(layout: str, tmp_path: Path) -> None:
    layouts = {1: custom_layout("AB")}
    with (
        running(tmp_path / "data", "print", custom_layouts=layouts) as server,
        connected(server) as client,
    ):
        client.create_session()
        status, _ = client.create(FILM_BOX, FILM_UID, film(ImageDisplayFormat=layout))

    assert status == 0x0106
    findings = server.listener.wait("N-CREATE-RQ", 2).findings
    assert {each.keyword for each in findings} == {"ImageDisplayFormat"}
    assert findings[-1].severity is Severity.ERROR


def test_image_boxes_without_room_are_refused(server: RunningEmulator) -> None:
    many = film(ImageDisplayFormat=r"STANDARD\1,900", FilmSizeID="8INX10IN")
    with connected(server) as client:
        client.create_session()
        status, _ = client.create(FILM_BOX, FILM_UID, many)

    assert status == 0x0106
    assert server.codes("N-CREATE-RQ", 2) == ["value-invalid"]


def _printed(client: Any) -> Any:
    client.create_session()
    (box,) = client.create_film()
    client.set(GRAYSCALE_BOX, box, image())
    return client.print(FILM_BOX, FILM_UID)
