"""A client of the printer, which sends requests of Print Management unchecked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydicom.dataset import Dataset
from pynetdicom import evt

from ...requests import dataset
from ...running import RunningEmulator
from ...station import Station

GRAYSCALE, COLOR = "1.2.840.10008.5.1.1.9", "1.2.840.10008.5.1.1.18"
SESSION, FILM_BOX = "1.2.840.10008.5.1.1.1", "1.2.840.10008.5.1.1.2"
GRAYSCALE_BOX, COLOR_BOX = "1.2.840.10008.5.1.1.4", "1.2.840.10008.5.1.1.4.1"
ANNOTATION_BOX, LUT = "1.2.840.10008.5.1.1.15", "1.2.840.10008.5.1.1.23"
PRINT_JOB, PRINTER = "1.2.840.10008.5.1.1.14", "1.2.840.10008.5.1.1.16"
PRINTER_INSTANCE = "1.2.840.10008.5.1.1.17"
CONFIGURATION = "1.2.840.10008.5.1.1.16.376"
CONFIGURATION_INSTANCE = "1.2.840.10008.5.1.1.17.376"

SESSION_UID, FILM_UID = "1.2.3.1", "1.2.3.2"

Answer = tuple[int, Dataset | None]
"""Status, and data set of the response."""


class Client:
    """Sends requests in the context of a meta SOP class, or in their own."""

    def __init__(self, association: Any, meta: str = GRAYSCALE) -> None:
        self.association = association
        self.meta = meta

    def create(self, sop_class: str, uid: str | None, attributes: Dataset) -> Answer:
        return self._answer("create", attributes, sop_class, uid)

    def set(self, sop_class: str, uid: str, attributes: Dataset) -> Answer:
        return self._answer("set", attributes, sop_class, uid)

    def get(self, sop_class: str, uid: str) -> Answer:
        return self._answer("get", [], sop_class, uid)

    def delete(self, sop_class: str, uid: str) -> int:
        meta = self._meta(sop_class)
        return int(self.association.send_n_delete(sop_class, uid, meta_uid=meta).Status)

    def print(self, sop_class: str, uid: str) -> Answer:
        meta = self._meta(sop_class)
        answer, reply = self.association.send_n_action(
            None, 1, sop_class, uid, meta_uid=meta
        )
        return int(answer.Status), reply

    def create_session(self, uid: str = SESSION_UID, **attributes: Any) -> Answer:
        return self.create(SESSION, uid, dataset(**attributes))

    def create_film(
        self, uid: str = FILM_UID, session: str = SESSION_UID, **attributes: Any
    ) -> list[str]:
        """Create a film, and return the UIDs of its image boxes."""
        status, created = self.create(FILM_BOX, uid, film(session, **attributes))
        assert created is not None, hex(status)
        assert status in (0, 0xB605)
        return [
            str(each.ReferencedSOPInstanceUID)
            for each in created.ReferencedImageBoxSequence
        ]

    def _answer(
        self, service: str, data: Any, sop_class: str, uid: str | None
    ) -> Answer:
        send = getattr(self.association, f"send_n_{service}")
        # pynetdicom announces an empty data set, but does not send it.
        sent = None if isinstance(data, Dataset) and not data else data
        answer, reply = send(sent, sop_class, uid, meta_uid=self._meta(sop_class))
        return int(answer.Status), reply

    def _meta(self, sop_class: str) -> str | None:
        own = {str(c.abstract_syntax) for c in self.association.accepted_contexts}
        return None if sop_class in own else self.meta


def film(session: str = SESSION_UID, **attributes: Any) -> Dataset:
    """Return the attributes of a film box."""
    wanted = {"ImageDisplayFormat": r"STANDARD\1,1", **attributes}
    reference = dataset(ReferencedSOPClassUID=SESSION, ReferencedSOPInstanceUID=session)
    return dataset(ReferencedFilmSessionSequence=[reference], **wanted)


def image(position: int = 1, size: int = 8, **attributes: Any) -> Dataset:
    """Return the attributes of a grayscale image box with a square image."""
    item = dataset(
        SamplesPerPixel=1,
        PhotometricInterpretation="MONOCHROME2",
        Rows=size,
        Columns=size,
        BitsAllocated=8,
        BitsStored=8,
        HighBit=7,
        PixelRepresentation=0,
    )
    item.add_new(0x7FE00010, "OB", bytes(size * size))
    return dataset(
        ImageBoxPosition=position, BasicGrayscaleImageSequence=[item], **attributes
    )


@contextmanager
def connected(
    server: RunningEmulator,
    *more: str,
    meta: str = GRAYSCALE,
    station: Station | None = None,
) -> Iterator[Client]:
    """Yield a client of the printer.

    Args:
        more: SOP Class UIDs that are proposed beside the meta SOP class.
        station: Receives event reports.
    """
    handlers = [] if station is None else [(evt.EVT_N_EVENT_REPORT, station.report)]
    with server.association(meta, *more, handlers=handlers) as association:
        yield Client(association, meta)
