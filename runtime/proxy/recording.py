"""Records associations as files that other tools can read.

    association-0001/
        0001-requestor-A-ASSOCIATE-RQ.pdu     the bytes of the PDU
        0003-requestor-C-STORE-RQ.json        the command set, in the DICOM JSON model
        0003-requestor-C-STORE-RQ.dcm         the data set, as a file

File names contain nothing that a peer chose.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from ..atomic import write_bytes, write_text, writing
from .assembly import RelayedMessage
from .sides import Side


class Recorder:
    """A folder with a subfolder for each association.

    Raises:
        OSError: The folder cannot be created.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def association(self, number: int) -> AssociationRecord:
        """Return the record of an association; existing subfolders stay unchanged.

        Raises:
            OSError: The subfolder cannot be created.
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
    """The record of one association."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pdu(self, number: int, side: Side, name: str, body: bytes) -> None:
        """Write a PDU other than P-DATA-TF."""
        write_bytes(self.folder / f"{number:04}-{side}-{name}.pdu", body)

    def message(self, number: int, message: RelayedMessage) -> None:
        """Write a message."""
        name = message.name.replace(" ", "-")
        path = self.folder / f"{number:04}-{message.side}-{name}"
        command = message.command.to_dataset().to_json_dict()
        text = json.dumps(command, indent=1)
        write_text(path.with_suffix(".json"), text)
        if message.file is None:
            return
        message.file.seek(0)
        with writing(path.with_suffix(".dcm")) as file:
            shutil.copyfileobj(message.file, file, 1 << 20)
