"""Keeping what was said, as files that other tools read.

    association-0001/
        0001-requestor-A-ASSOCIATE-RQ.pdu     the bytes of the PDU
        0003-requestor-C-STORE-RQ.json        the command set, in the DICOM JSON model
        0003-requestor-C-STORE-RQ.dcm         the data set, as a file

A name holds nothing that a peer chose.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from .assembly import Message
from .negotiation import Side


class Recorder:
    """A folder with a folder for each association."""

    def __init__(self, folder: Path) -> None:
        """Make the folder.

        Raises:
            OSError: It cannot be made.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def association(self, number: int) -> AssociationRecord:
        """Return where an association is kept; one of an earlier run is left alone.

        Raises:
            OSError: Its folder cannot be made.
        """
        while True:
            folder = self._folder / f"association-{number:04}"
            try:
                folder.mkdir()
            except FileExistsError:
                number += 1
            else:
                return AssociationRecord(folder)


class AssociationRecord:
    """What was said on one association."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pdu(self, number: int, side: Side, name: str, body: bytes) -> None:
        """Keep a PDU other than P-DATA-TF."""
        (self.folder / f"{number:04}-{side}-{name}.pdu").write_bytes(body)

    def message(self, number: int, message: Message) -> None:
        """Keep a message."""
        name = message.name.replace(" ", "-")
        path = self.folder / f"{number:04}-{message.side}-{name}"
        command = message.command.to_json_dict()
        text = json.dumps(command, indent=1)
        path.with_suffix(".json").write_text(text, encoding="utf-8")
        if message.file is None:
            return
        message.file.seek(0)
        with open(path.with_suffix(".dcm"), "wb") as file:
            shutil.copyfileobj(message.file, file, 1 << 20)
