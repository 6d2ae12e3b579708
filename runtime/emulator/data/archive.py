"""Stored objects: files, and rows of the index that name them.

An object is acknowledged after its file, the folders that contain it, and its row were
written to disk, in this order: a crash leaves at most a file without a row.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pydicom.dataset import Dataset

from ...atomic import sync_file, sync_folder
from . import headers
from .database import Database, Transaction
from .folder_layout import FolderLayout


class ArchiveEntry(NamedTuple):
    """A stored object."""

    uid: str
    sop_class: str
    transfer_syntax: str
    file: Path


class StoreResult(NamedTuple):
    """The result of storing a received object."""

    new: bool
    """False if an object with the same UID is stored; it is not replaced."""
    same: bool = True
    """True if the stored object has the same content."""


class Archive:
    """The composite and non-patient objects of the emulator."""

    def __init__(self, database: Database, layout: FolderLayout) -> None:
        self.database = database
        self.layout = layout
        self._synced: set[Path] = set()
        """Folders whose directory entries were written to disk."""

    def store(
        self, received: Path, header: Dataset, transfer_syntax: str
    ) -> StoreResult:
        """Store a received file; it survives a crash after this returns.

        Args:
            received: A DICOM file in `layout.incoming`; it is moved or deleted.
            header: Its attributes, with or without bulk data.

        Raises:
            OSError, sqlite3.Error: The file cannot be stored; the index has no row.
        """
        uid = str(header.SOPInstanceUID)
        try:
            stored = self._file_of(uid)
            if stored is None:
                target = self._target(header)
                sync_file(received)
                linked = self._link(received, target)
                stored = self.database.write(
                    lambda transaction: self._insert(
                        transaction, header, transfer_syntax, received, target, linked
                    )
                )
                if stored is None:
                    return StoreResult(True)
                if linked and stored != target:
                    target.unlink(missing_ok=True)
            return StoreResult(False, _same_content(received, stored))
        finally:
            received.unlink(missing_ok=True)

    def _file_of(self, uid: str) -> Path | None:
        found = self.database.read("SELECT file FROM instances WHERE uid = ?", (uid,))
        return self.layout.stored(found[0][0]) if found else None

    def _target(self, header: Dataset) -> Path:
        """Return the path to store an object at; its folder is created."""
        target = self.layout.instance(
            _text(header, "StudyInstanceUID"),
            _text(header, "SeriesInstanceUID"),
            _text(header, "SOPInstanceUID"),
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _link(self, received: Path, target: Path) -> bool:
        """Link a file to its final name, on disk; return False if the name is taken.

        This runs in the thread of the association, not in the writer of the index: disks
        sync the folders of several senders in parallel.
        """
        try:
            os.link(received, target)
        except FileExistsError:
            return False
        for folder in target.parents:
            sync_folder(folder)
            if folder in self._synced or folder == self.layout.objects:
                break  # its entry in the folder above is on disk
        self._synced.update(target.parents)
        return True

    def _insert(
        self,
        transaction: Transaction,
        header: Dataset,
        transfer_syntax: str,
        received: Path,
        target: Path,
        linked: bool,
    ) -> Path | None:
        """Insert the row of an object; return the file of a stored one with its UID."""
        uid = str(header.SOPInstanceUID)
        found = transaction.execute(
            "SELECT file FROM instances WHERE uid = ?", (uid,)
        ).fetchone()
        if found:
            return self.layout.stored(found[0])
        if not linked:
            # A crash left a file without a row, or another sender will insert one.
            os.replace(received, target)
            transaction.sync(target.parent)
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
                self.layout.name(target),
            ),
        )
        return None

    def entries(self, uids: Iterable[str]) -> Iterator[ArchiveEntry]:
        """Yield the stored objects with these SOP Instance UIDs."""
        for uid in uids:
            yield from self.select("instances.uid = ?", (uid,))

    def select(
        self, where: str, values: tuple[str, ...] = ()
    ) -> Iterator[ArchiveEntry]:
        """Yield the objects for which a condition on the tables of the index holds."""
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
            yield ArchiveEntry(
                uid, sop_class, transfer_syntax, self.layout.stored(file)
            )

    def count(self) -> int:
        """Return the number of stored objects."""
        return int(self.database.read("SELECT count(*) FROM instances")[0][0])


def _series(transaction: Transaction, header: Dataset) -> int:
    """Return the id of an object's series; insert missing rows of it and its parents."""
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
    # Studies without a Patient ID cannot be attributed to the same patient.
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


def _same_content(one: Path, other: Path) -> bool:
    """True if two files have the same data set; file meta information is ignored."""
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
