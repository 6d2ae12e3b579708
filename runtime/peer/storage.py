"""Storage: what arrives is on disk, in the index, and acknowledged, in this order."""

from __future__ import annotations

import sqlite3
import warnings
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset

from .. import editions
from ..network import data_sets
from ..network.calls import Call
from ..network.storing import FileSink
from ..validation import codes
from ..validation.engine import Validator
from ..validation.walk import FILE_META
from . import headers
from .behaviour import Behaviour
from .outcomes import refused

OUT_OF_RESOURCES: Final = 0xA700
DOES_NOT_MATCH_SOP_CLASS: Final = 0xA900
CANNOT_UNDERSTAND: Final = 0xC000
"""Statuses of C-STORE: PS3.4 Table B.2-1."""

VALIDATOR: Final = Validator(editions.bundled())
"""Checks what is stored, and what is made of it."""


class Storage(Behaviour):
    """Keeps instances of all storage SOP classes, which go to disk while they come."""

    def receive(
        self, sop_class_uid: str, sop_instance_uid: str, syntax: str, calling_ae: str
    ) -> FileSink:
        """Return what takes an instance while it comes."""
        head = data_sets.file_head(sop_class_uid, sop_instance_uid, syntax)
        return FileSink(self.peer.places.incoming, head)

    def keep(self, sink: FileSink, call: Call) -> None:
        """Keep what has come."""
        path = sink.path
        assert path is not None
        try:
            header = self._header(path, call)
            self._validate(path, call)
            kept = self.peer.archive.keep(path, header, call.transfer_syntax_uid)
        except (OSError, sqlite3.Error) as error:
            raise refused(OUT_OF_RESOURCES, str(error)[:64]) from error
        if not kept.new and not kept.same:
            self.wrong(
                call,
                codes.INSTANCE_RESENT,
                "another object of this UID was stored before, and is kept",
                keyword="SOPInstanceUID",
                suggestion="give a changed object a new UID",
            )

    def _validate(self, path: Path, call: Call) -> None:
        """Check an object as `iodize validate` does a file."""
        if not self.peer.validates:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pydicom's, about what is found anyway
            report = VALIDATOR.check(path)
        # The file meta information is ours.
        self.note(
            call,
            (each for each in report.findings if not each.path.startswith(FILE_META)),
        )

    def _header(self, path: Path, call: Call) -> Dataset:
        """Return the attributes of what was received, if it is what its message says.

        Raises:
            Refused: It is not, or cannot be read.
        """
        try:
            header = headers.read_header(path)
            found = {
                "SOPInstanceUID": str(header.get("SOPInstanceUID") or ""),
                "SOPClassUID": str(header.get("SOPClassUID") or ""),
            }
        except OSError:
            raise
        except Exception as error:
            self.wrong(call, codes.UNDECODABLE, f"it cannot be read: {error}")
            raise refused(CANNOT_UNDERSTAND, str(error)[:64]) from error
        said = {
            "SOPInstanceUID": call.sop_instance_uid,
            "SOPClassUID": call.sop_class_uid,
        }
        for keyword, value in found.items():
            if value != said[keyword]:
                self.wrong(
                    call,
                    codes.STORE_MISMATCH,
                    f"is {value or 'absent'}, but {said[keyword]} in the message",
                    keyword=keyword,
                )
                if not (self.peer.lenient and value):
                    raise refused(DOES_NOT_MATCH_SOP_CLASS, f"{keyword} differs")
        return header
