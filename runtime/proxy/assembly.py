"""From fragments to messages: a command set, and the data set that goes with it.

Source: PS3.7 6.3.1, PS3.8 Annex E.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset

from ..network.data_sets import file_head
from ..validation import codes
from ..validation.elements import Problem
from ..validation.transfer import encoding_of, inflate
from .negotiation import Context, Side
from .pdus import Piece

COMMANDS: Final = {
    0x0001: "C-STORE-RQ",
    0x8001: "C-STORE-RSP",
    0x0010: "C-GET-RQ",
    0x8010: "C-GET-RSP",
    0x0020: "C-FIND-RQ",
    0x8020: "C-FIND-RSP",
    0x0021: "C-MOVE-RQ",
    0x8021: "C-MOVE-RSP",
    0x0030: "C-ECHO-RQ",
    0x8030: "C-ECHO-RSP",
    0x0FFF: "C-CANCEL-RQ",
    0x0100: "N-EVENT-REPORT-RQ",
    0x8100: "N-EVENT-REPORT-RSP",
    0x0110: "N-GET-RQ",
    0x8110: "N-GET-RSP",
    0x0120: "N-SET-RQ",
    0x8120: "N-SET-RSP",
    0x0130: "N-ACTION-RQ",
    0x8130: "N-ACTION-RSP",
    0x0140: "N-CREATE-RQ",
    0x8140: "N-CREATE-RSP",
    0x0150: "N-DELETE-RQ",
    0x8150: "N-DELETE-RSP",
}
"""Names of messages by their Command Field: PS3.7 Table E.1-1."""
CANCEL: Final = "C-CANCEL-RQ"
RESPONSE: Final = 0x8000
"""The bit of Command Field that a response has."""
NO_DATA_SET: Final = 0x0101
"""Command Data Set Type of a message without a data set."""
IN_MEMORY: Final = 1 << 20
"""Bytes up to which a data set is kept in memory."""
_LONGEST_COMMAND: Final = 1 << 20
"""Bytes up to which a command set is read; it has a few hundred."""


class Message:
    """A DIMSE message, as it was sent."""

    def __init__(self, side: Side, context_id: int, context: Context | None) -> None:
        self.side = side
        """Who sent it."""
        self.context_id = context_id
        self.context = context
        """None where no such context was negotiated."""
        self.command = Dataset()
        self.raw_command = b""
        self.file: IO[bytes] | None = None
        """The data set as a DICOM file; None where there is none."""
        self.data_start = 0
        """Where in the file the data set begins."""
        self.data_length = 0
        """Bytes of the data set."""

    @cached_property
    def field(self) -> int:
        """Command Field (0000,0100); 0 where it is missing."""
        return self._number("CommandField")

    @cached_property
    def name(self) -> str:
        """ "C-STORE-RQ"."""
        return COMMANDS.get(self.field, f"command {self.field:04X}H")

    @cached_property
    def service(self) -> str:
        """ "C-STORE"."""
        return self.name.rpartition("-")[0]

    @cached_property
    def is_response(self) -> bool:
        return bool(self.field & RESPONSE)

    @cached_property
    def message_id(self) -> int:
        """Message ID, or the one that is responded to or cancelled; -1 if missing."""
        if self.is_response or self.name == CANCEL:
            return self._number("MessageIDBeingRespondedTo", -1)
        return self._number("MessageID", -1)

    @cached_property
    def status(self) -> int:
        """Status (0000,0900); -1 where it is missing."""
        return self._number("Status", -1)

    @cached_property
    def sop_class_uid(self) -> str:
        """Affected or Requested SOP Class UID; empty where there is neither."""
        return self.text("AffectedSOPClassUID") or self.text("RequestedSOPClassUID")

    @cached_property
    def sop_instance_uid(self) -> str:
        affected = self.text("AffectedSOPInstanceUID")
        return affected or self.text("RequestedSOPInstanceUID")

    def text(self, keyword: str) -> str:
        """Return a value of the command set; empty where it is missing."""
        value = self.command.get(keyword)
        return "" if value is None else str(value)

    def _number(self, keyword: str, missing: int = 0) -> int:
        value = self.command.get(keyword)
        return value if isinstance(value, int) else missing

    def data(self) -> tuple[bytes, bool, bool]:
        """Return the data set's bytes, whether VRs are implicit, and whether little endian.

        Only for what is small: identifiers, attribute lists.
        """
        assert self.file is not None
        encoding = encoding_of(self.context.transfer_syntax if self.context else "")
        self.file.seek(self.data_start)
        data = self.file.read()
        if encoding.deflated:
            data, _ = inflate(data)
        return data, encoding.implicit, encoding.little

    def close(self) -> None:
        """Forget the data set."""
        if self.file is not None:
            self.file.close()


class Assembler:
    """Puts the messages of one direction together."""

    def __init__(self, side: Side, context_of: Callable[[int], Context | None]) -> None:
        self._side = side
        self._context_of = context_of
        self._message: Message | None = None
        self._command = bytearray()
        self._dropping = False

    @property
    def pending(self) -> bool:
        """Whether a message is incomplete."""
        return self._message is not None

    def add(self, piece: Piece) -> Iterator[Message | Problem]:
        """Yield the message that a piece completes."""
        problem = self._misplaced(piece)
        if problem is not None:
            if not self._dropping:
                yield problem
            self._dropping = not (piece.is_last and piece.ends)
            if not piece.is_command or self._message is not None:
                self._forget()
                return
        if self._message is None:
            context = self._context_of(piece.context_id)
            self._message = Message(self._side, piece.context_id, context)
        if piece.is_command:
            yield from self._add_command(piece, self._message)
        else:
            yield from self._add_data(piece, self._message)

    def _misplaced(self, piece: Piece) -> Problem | None:
        message = self._message
        if message is None:
            if piece.is_command:
                self._dropping = False
                return None
            return _fragments("a data set without a command")
        if piece.context_id != message.context_id:
            return _fragments(
                f"a fragment of context {piece.context_id} within a message of"
                f" context {message.context_id}"
            )
        if piece.is_command and message.raw_command:
            return _fragments("a command where the data set of the last one is missing")
        if not piece.is_command and not message.raw_command:
            return _fragments("a data set before its command is complete")
        return None

    def _add_command(
        self, piece: Piece, message: Message
    ) -> Iterator[Message | Problem]:
        self._command += piece.data
        if len(self._command) > _LONGEST_COMMAND:
            self._forget()
            yield Problem(
                codes.MESSAGE_BROKEN, f"more than {_LONGEST_COMMAND} bytes of command"
            )
            return
        if not (piece.is_last and piece.ends):
            return
        message.raw_command = bytes(self._command)
        self._command.clear()
        try:
            message.command = _read_command(message.raw_command)
        except Exception as error:  # pydicom has no one error for bytes that are wrong
            self._forget()
            yield Problem(codes.MESSAGE_BROKEN, f"the command set: {error}")
            return
        if message.command.get("CommandDataSetType", NO_DATA_SET) == NO_DATA_SET:
            self._message = None
            yield message
            return
        self._open(message)

    def _open(self, message: Message) -> None:
        file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        file.write(_head(message))
        message.file = file
        message.data_start = file.tell()

    def _add_data(self, piece: Piece, message: Message) -> Iterator[Message | Problem]:
        assert message.file is not None
        message.file.write(piece.data)
        message.data_length += len(piece.data)
        if piece.is_last and piece.ends:
            self._message = None
            yield message

    def _forget(self) -> None:
        if self._message is not None:
            self._message.close()
        self._message = None
        self._command.clear()

    close = _forget


def _fragments(message: str) -> Problem:
    return Problem(codes.PDU_FRAGMENTS, message)


def _read_command(data: bytes) -> Dataset:
    """Return a command set, its values decoded: PS3.7 6.3.1, implicit VR little endian."""
    command = read_dataset(BytesIO(data), True, True)
    for element in command:  # decodes it
        if element.tag.group:
            raise ValueError(f"{element.tag} is no element of group 0000")
    if data and not len(command):
        raise ValueError("no element can be read")
    return command


def _head(message: Message) -> bytes:
    """Return how a file begins that holds the data set of a message."""
    syntax = message.context.transfer_syntax if message.context else ""
    if message.name != "C-STORE-RQ":  # it is no instance
        return file_head("", "", syntax)
    return file_head(message.sop_class_uid, message.sop_instance_uid, syntax)
