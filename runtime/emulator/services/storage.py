"""Storage: a received instance is written to disk, indexed, and then acknowledged."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from pydicom.dataset import Dataset

from ...data_sets import transfer
from ...findings import codes
from ...findings.finding import Finding
from ...network.serving.request_context import Call
from ...network.serving.storing import FileSink
from ...tables import editions
from ...validation.engine.engine import validator_of
from ..data import headers
from .behaviour import Behaviour
from .classes import storage_classes

OUT_OF_RESOURCES: Final = "A700"
DOES_NOT_MATCH_SOP_CLASS: Final = "A900"
CANNOT_UNDERSTAND: Final = "C000"
"""Statuses of C-STORE: PS3.4 Table B.2-1."""


class Storage(Behaviour):
    """Stores instances of all storage SOP classes; they are received into files."""

    @property
    def sop_class_uids(self) -> tuple[str, ...]:
        """The SOP classes that this one provider supports."""
        return tuple(storage_classes())

    def receive(
        self, sop_class_uid: str, sop_instance_uid: str, syntax: str, calling_ae: str
    ) -> FileSink:
        """Return the file that receives an instance."""
        head = transfer.file_head(sop_class_uid, sop_instance_uid, syntax)
        return FileSink(self.backend.layout.incoming, head)

    def keep(self, sink: FileSink, call: Call) -> None:
        """Store a received instance."""
        path = sink.path
        assert path is not None
        try:
            header = self._header(path, call)
            if self.backend.validates:
                self.add_findings(call, findings_of(path))
            stored = self.backend.archive.store(path, header, call.transfer_syntax_uid)
        except (OSError, sqlite3.Error) as error:
            raise self.refusal(call, OUT_OF_RESOURCES, str(error)) from error
        if not stored.new and not stored.same:
            self.add_finding(
                call,
                codes.INSTANCE_RESENT,
                "another object with this UID is stored, and is not replaced",
                keyword="SOPInstanceUID",
                suggestion="use a new UID for a changed object",
            )

    def _header(self, path: Path, call: Call) -> Dataset:
        """Return the attributes of a received instance.

        Raises:
            Refused: They cannot be read, or do not match the command set.
        """
        try:
            header = headers.read_header(path)
            received = {
                "SOPInstanceUID": str(header.get("SOPInstanceUID") or ""),
                "SOPClassUID": str(header.get("SOPClassUID") or ""),
            }
        except OSError:
            raise
        except Exception as error:  # pydicom raises various types
            self.add_finding(call, codes.UNDECODABLE, f"cannot be decoded: {error}")
            raise self.refusal(call, CANNOT_UNDERSTAND, str(error)) from error
        announced = {
            "SOPInstanceUID": call.sop_instance_uid,
            "SOPClassUID": call.sop_class_uid,
        }
        for keyword, value in received.items():
            if value != announced[keyword]:
                self.add_finding(
                    call,
                    codes.STORE_MISMATCH,
                    f"is {value or 'absent'}, but {announced[keyword]} in the message",
                    keyword=keyword,
                )
                if self.backend.strict or not value:
                    raise self.refusal(
                        call, DOES_NOT_MATCH_SOP_CLASS, f"{keyword} differs"
                    )
        return header


def findings_of(source: Dataset | os.PathLike[str]) -> tuple[Finding, ...]:
    """Validate an object; leave out findings of the file meta information.

    It is not a part of the received instance.
    """
    report = validator_of(editions.bundled()).check(source)
    return tuple(each for each in report.findings if not each.in_file_meta)
