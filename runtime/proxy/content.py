"""What is wrong with the messages themselves: their commands and what they carry."""

from __future__ import annotations

from typing import Final

from ..editions import Edition
from ..report import FileReport
from ..validation import codes
from ..validation.elements import Problem
from ..validation.engine import Validator
from ..validation.findings import Finding
from ..validation.walk import FILE_META
from .assembly import Message
from .exchanges import Exchange
from .negotiation import Negotiation
from .observation import finding

_CLASS: Final = codes.META_SOP_CLASS.name
_INSTANCE: Final = codes.META_SOP_INSTANCE.name


class Content:
    """Judges messages against an edition."""

    def __init__(self, edition: Edition, *, objects: bool = True) -> None:
        """Make a judge.

        Args:
            objects: Whether stored objects are validated, which takes most of the time.
        """
        self._edition = edition
        self._objects = objects
        self._validator = Validator(edition)

    def check(
        self, message: Message, exchange: Exchange | None, negotiation: Negotiation
    ) -> FileReport:
        """Return the findings of a message."""
        if message.name == "C-STORE-RQ" and message.file is not None:
            return self._store(message)
        return FileReport("", message.sop_class_uid, "", ())

    def status(self, message: Message, exchange: Exchange | None) -> str:
        """Return a status in words: "0000 Success"."""
        return f"{message.status:04X}"

    def _store(self, message: Message) -> FileReport:
        """Validate an object as `iodize validate` does a file."""
        assert message.file is not None
        if not self._objects:
            return FileReport("", message.sop_class_uid, "", ())
        message.file.seek(0)
        report = self._validator.check(message.file)  # type: ignore[arg-type]
        found = tuple(
            each
            for one in report.findings
            if (each := _of_the_message(one)) is not None
        )
        return report._replace(findings=found)


def _of_the_message(one: Finding) -> Finding | None:
    """Say what the file meta information shows of the message it was made from."""
    if one.code in (_CLASS, _INSTANCE):
        what = "Class" if one.code == _CLASS else "Instance"
        text = f"Affected SOP {what} UID of the command differs from the object's"
        return finding(Problem(codes.STORE_MISMATCH, text, one.tag))
    return None if one.path.startswith(FILE_META) else one
