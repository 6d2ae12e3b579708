"""Objects on disk, and the index that finds them.

An object is acknowledged when its file, the folders it lies in, and its row are on disk,
in this order: a crash leaves at most a file that no row names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple

from pydicom import dcmread
from pydicom.dataset import Dataset

from . import headers
from .database import Database, Transaction, sync_folder
from .places import Places


class Entry(NamedTuple):
    """An object of the archive."""

    uid: str
    sop_class: str
    transfer_syntax: str
    file: Path


class Kept(NamedTuple):
    """What became of an object that was received."""

    new: bool
    """False if an object of its UID was there, which stays as it is."""
    same: bool = True
    """Whether the one that was there has the same content."""


class Archive:
    """The composite, and non-patient, objects of a peer."""

    def __init__(self, database: Database, places: Places) -> None:
        self.database = database
        self.places = places
        self._synced: set[Path] = set()
        """Folders whose own entries are on disk."""

    def incoming(self) -> Path:
        """Return a new, empty file to receive an object in."""
        handle, name = mkstemp(suffix=".dcm", dir=self.places.incoming)
        os.close(handle)
        return Path(name)

    def keep(self, received: Path, header: Dataset, transfer_syntax: str) -> Kept:
        """Take a received file over; once this returns, it survives a crash.

        Args:
            received: A whole DICOM file in the folder of `incoming`; it is gone
                afterwards.
            header: Its attributes, bulk data or not.

        Raises:
            OSError, sqlite3.Error: It cannot be stored; no row names it.
        """
        uid = str(header.SOPInstanceUID)
        try:
            there = self._file_of(uid)
            if there is None:
                place = self._place(header)
                _sync(received)
                taken = self._take(received, place)
                there = self.database.write(
                    lambda transaction: self._insert(
                        transaction, header, transfer_syntax, received, place, taken
                    )
                )
                if there is None:
                    return Kept(True)
                if taken and there != place:
                    place.unlink(missing_ok=True)
            return Kept(False, _same_content(received, there))
        finally:
            received.unlink(missing_ok=True)

    def _file_of(self, uid: str) -> Path | None:
        found = self.database.read("SELECT file FROM instances WHERE uid = ?", (uid,))
        return self.places.stored(found[0][0]) if found else None

    def _place(self, header: Dataset) -> Path:
        """Return where an object is to lie, in a folder that is there."""
        place = self.places.instance(
            _text(header, "StudyInstanceUID"),
            _text(header, "SeriesInstanceUID"),
            _text(header, "SOPInstanceUID"),
        )
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _take(self, received: Path, place: Path) -> bool:
        """Give a file its name, for good; False if another file has it.

        It is done here, not where the index is written: disks sync the folders of many
        senders at once.
        """
        try:
            os.link(received, place)
        except FileExistsError:
            return False
        for folder in place.parents:
            sync_folder(folder)
            if folder in self._synced or folder == self.places.objects:
                break  # the folder above has its entry
        self._synced.update(place.parents)
        return True

    def _insert(
        self,
        transaction: Transaction,
        header: Dataset,
        transfer_syntax: str,
        received: Path,
        place: Path,
        taken: bool,
    ) -> Path | None:
        """Write the row of an object; return the file of another one that has its UID."""
        uid = str(header.SOPInstanceUID)
        found = transaction.execute(
            "SELECT file FROM instances WHERE uid = ?", (uid,)
        ).fetchone()
        if found:
            return self.places.stored(found[0])
        if not taken:
            # A crash left a file without a row, or another sender is about to write one.
            os.replace(received, place)
            transaction.sync(place.parent)
        series = (
            _series(transaction, header) if header.get("SeriesInstanceUID") else None
        )
        transaction.execute(
            "INSERT INTO instances (uid, sop_class, series, transfer_syntax, file)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                uid,
                _text(header, "SOPClassUID"),
                series,
                transfer_syntax,
                self.places.name(place),
            ),
        )
        return None

    def entries(self, uids: Iterable[str]) -> Iterator[Entry]:
        """Yield the objects of these SOP Instance UIDs, as far as they are there."""
        for uid in uids:
            yield from self.select("instances.uid = ?", (uid,))

    def select(self, where: str, values: tuple[str, ...] = ()) -> Iterator[Entry]:
        """Yield the objects that a condition on the tables of the index selects."""
        rows = self.database.read(
            "SELECT instances.uid, instances.sop_class, instances.transfer_syntax,"
            " instances.file FROM instances"
            " LEFT JOIN series ON series.id = instances.series"
            " LEFT JOIN studies ON studies.id = series.study"
            " LEFT JOIN patients ON patients.id = studies.patient"
            f" WHERE {where} ORDER BY studies.id, series.id, instances.uid",
            values,
        )
        for uid, sop_class, transfer_syntax, file in rows:
            yield Entry(uid, sop_class, transfer_syntax, self.places.stored(file))

    def count(self) -> int:
        """Return how many objects there are."""
        return int(self.database.read("SELECT count(*) FROM instances")[0][0])


def _series(transaction: Transaction, header: Dataset) -> int:
    """Return the row of an object's series; it is made, and those above it, if new."""
    uid = str(header.SeriesInstanceUID)
    found = transaction.execute(
        "SELECT id FROM series WHERE uid = ?", (uid,)
    ).fetchone()
    if found:
        return int(found[0])
    encoded = headers.encode(header)
    study = _study(transaction, header, encoded)
    return _inserted(
        transaction,
        "INSERT INTO series (uid, study, modality, header) VALUES (?, ?, ?, ?)",
        (uid, study, _text(header, "Modality"), encoded),
    )


def _study(transaction: Transaction, header: Dataset, encoded: bytes) -> int:
    uid = _text(header, "StudyInstanceUID")
    found = transaction.execute(
        "SELECT id FROM studies WHERE uid = ?", (uid,)
    ).fetchone()
    if found:
        return int(found[0])
    return _inserted(
        transaction,
        "INSERT INTO studies (uid, patient, study_date, accession_number, header)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            uid,
            _patient(transaction, header, encoded),
            _text(header, "StudyDate"),
            _text(header, "AccessionNumber"),
            encoded,
        ),
    )


def _patient(transaction: Transaction, header: Dataset, encoded: bytes) -> int:
    patient_id = _text(header, "PatientID")
    # Nobody knows which studies without a Patient ID belong together.
    identity = "\\".join(
        (patient_id, _text(header, "IssuerOfPatientID"))
        if patient_id
        else ("", _text(header, "StudyInstanceUID"))
    )
    found = transaction.execute(
        "SELECT id FROM patients WHERE identity = ?", (identity,)
    ).fetchone()
    if found:
        return int(found[0])
    return _inserted(
        transaction,
        "INSERT INTO patients (identity, patient_id, header) VALUES (?, ?, ?)",
        (identity, patient_id, encoded),
    )


def _inserted(transaction: Transaction, sql: str, values: tuple[object, ...]) -> int:
    row = transaction.execute(sql, values).lastrowid
    assert row is not None
    return row


def _text(header: Dataset, keyword: str) -> str:
    value = header.get(keyword)
    return "" if value is None else str(value).strip()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _same_content(one: Path, other: Path) -> bool:
    """Whether two files hold the same data set, whatever their file meta information."""
    with one.open("rb") as left, other.open("rb") as right:
        for file in (left, right):
            file.seek(128 + 4 + 8)
            length = int.from_bytes(file.read(4), "little")
            file.seek(length, os.SEEK_CUR)
        while True:
            piece = left.read(1 << 20)
            if piece != right.read(1 << 20):
                return False
            if not piece:
                return True


def read(entry: Entry) -> Dataset:
    """Return an object, bulk data left on disk until they are asked for."""
    return dcmread(entry.file, defer_size=1 << 20)
