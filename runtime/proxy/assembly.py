"""Assembles messages of fragments: a command set and its data set.

Source: PS3.7 6.3.1, PS3.8 Annex E.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from ..data_sets.transfer import file_head
from ..dimse.messages.command_sets import CommandSet
from ..dimse.messages.messages import NO_DATA_SET, RESPONSE, messages_of
from ..dimse.services.statuses import Category, category_of
from ..encoding.transfer_syntax import encoding_of, inflate
from ..findings import codes
from ..findings.finding import Finding, format_tag
from ..tables.editions import bundled
from .negotiation import Context
from .observation import finding
from .pdus import Piece
from .sides import Side

CANCEL: Final = "C-CANCEL-RQ"
IN_MEMORY: Final = 1 << 20
"""Data sets up to this length in bytes are kept in memory, longer ones in a file."""
_LONGEST_COMMAND: Final = 1 << 20
"""Maximum length of a command set in bytes; typical ones have a few hundred."""


class RelayedMessage:
    """A DIMSE message that was sent through the proxy."""

    def __init__(
        self,
        side: Side,
        context_id: int,
        context: Context | None,
        command: CommandSet,
    ) -> None:
        self.side = side
        """The sender."""
        self.context_id = context_id
        self.context = context
        """None if the context was not proposed."""
        self.command = command
        self.file: IO[bytes] | None = None
        """The data set as a DICOM file; None if there is none."""
        self.data_start = 0
        """Offset of the data set in the file."""
        self.data_length = 0
        """Length of the data set in bytes."""
        message = messages_of(bundled()).get(self.field)
        self.name = message.name if message else f"command {self.field:04X}H"
        """ "C-STORE-RQ"."""
        self.service = message.service if message else ""
        """ "C-STORE"; empty if PS3.7 does not define the message."""

    @cached_property
    def field(self) -> int:
        """Command Field (0000,0100); 0 if it is absent."""
        return self._number("CommandField")

    @property
    def is_response(self) -> bool:
        return bool(self.field & RESPONSE)

    @cached_property
    def message_id(self) -> int:
        """Message ID, or that of the request which is answered or cancelled.

        -1 if it is absent.
        """
        if self.is_response or self.name == CANCEL:
            return self._number("MessageIDBeingRespondedTo", -1)
        return self._number("MessageID", -1)

    @cached_property
    def status(self) -> int:
        """Status (0000,0900); -1 if it is absent."""
        return self._number("Status", -1)

    @property
    def is_pending(self) -> bool:
        """True if more responses to the request follow."""
        return category_of(self.status, self.service) is Category.PENDING

    @cached_property
    def sop_class_uid(self) -> str:
        """Affected or Requested SOP Class UID; empty if both are absent."""
        return self.text("AffectedSOPClassUID") or self.text("RequestedSOPClassUID")

    @cached_property
    def sop_instance_uid(self) -> str:
        affected = self.text("AffectedSOPInstanceUID")
        return affected or self.text("RequestedSOPInstanceUID")

    def text(self, keyword: str) -> str:
        """Return a value of the command set as text; empty if it is absent."""
        value = self.command.get(keyword)
        return "" if value is None else str(value)

    def _number(self, keyword: str, missing: int = 0) -> int:
        value = self.command.get(keyword)
        return value if isinstance(value, int) else missing

    def data(self) -> tuple[bytes, bool, bool]:
        """Return the encoded data set, whether VRs are implicit, whether little endian.

        Reads all of it into memory: for identifiers and attribute lists.
        """
        assert self.file is not None
        encoding = encoding_of(self.context.transfer_syntax if self.context else "")
        self.file.seek(self.data_start)
        data = self.file.read()
        if encoding.deflated:
            data = inflate(data).data.getvalue()
        return data, encoding.implicit, encoding.little

    def open(self) -> IO[bytes]:
        """Begin the data set, as a DICOM file, and return the file."""
        file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        syntax = self.context.transfer_syntax if self.context else ""
        is_instance = self.service == "C-STORE" and not self.is_response
        uids = (self.sop_class_uid, self.sop_instance_uid) if is_instance else ("", "")
        file.write(file_head(*uids, syntax))
        self.file, self.data_start = file, file.tell()
        return file

    def close(self) -> None:
        """Delete the data set."""
        if self.file is not None:
            self.file.close()


class Assembler:
    """Assembles the messages of one direction."""

    def __init__(self, side: Side, context_of: Callable[[int], Context | None]) -> None:
        self._side = side
        self._context_of = context_of
        self._context_id: int | None = None
        """The context of the current message; None between messages."""
        self._command = bytearray()
        self._message: RelayedMessage | None = None
        """The current message, once its command set is complete."""
        self._dropping = False

    @property
    def pending(self) -> bool:
        """True if a message is incomplete."""
        return self._context_id is not None

    def add(self, piece: Piece) -> Iterator[RelayedMessage | Finding]:
        """Yield the message that a piece completes, or a finding."""
        problem = self._misplaced(piece)
        if problem is not None:
            if not self._dropping:
                yield problem
            self._dropping = not (piece.is_last and piece.ends)
            self._forget()
            return
        self._context_id = piece.context_id
        if self._message is None:
            yield from self._add_command(piece)
        else:
            yield from self._add_data(piece, self._message)

    def _misplaced(self, piece: Piece) -> Finding | None:
        if self._context_id is None:
            if piece.is_command:
                self._dropping = False
                return None
            return _misplaced("data set without a command set")
        if piece.context_id != self._context_id:
            return _misplaced(
                f"fragment of context {piece.context_id} inside a message of"
                f" context {self._context_id}"
            )
        if piece.is_command and self._message is not None:
            return _misplaced("command set before the data set of the previous one")
        if not piece.is_command and self._message is None:
            return _misplaced("data set before the end of its command set")
        return None

    def _add_command(self, piece: Piece) -> Iterator[RelayedMessage | Finding]:
        self._command += piece.data
        if len(self._command) > _LONGEST_COMMAND:
            self._forget()
            text = f"the command set has more than {_LONGEST_COMMAND} bytes"
            yield finding(codes.MESSAGE_BROKEN, text)
            return
        if not (piece.is_last and piece.ends):
            return
        try:
            command = _decoded(bytes(self._command))
        except ValueError as error:
            self._forget()
            yield finding(codes.MESSAGE_BROKEN, str(error))
            return
        self._command.clear()
        context = self._context_of(piece.context_id)
        message = RelayedMessage(self._side, piece.context_id, context, command)
        if command.get("CommandDataSetType", NO_DATA_SET) == NO_DATA_SET:
            self._context_id = None
            yield message
        else:
            message.open()
            self._message = message

    def _add_data(
        self, piece: Piece, message: RelayedMessage
    ) -> Iterator[RelayedMessage | Finding]:
        assert message.file is not None
        message.file.write(piece.data)
        message.data_length += len(piece.data)
        if piece.is_last and piece.ends:
            self._context_id = self._message = None
            yield message

    def _forget(self) -> None:
        if self._message is not None:
            self._message.close()
        self._context_id = self._message = None
        self._command.clear()

    close = _forget


def _misplaced(message: str) -> Finding:
    return finding(codes.PDU_FRAGMENTS, message)


def _decoded(data: bytes) -> CommandSet:
    """Return a command set.

    Raises:
        ValueError: It cannot be decoded.
    """
    command = CommandSet.decode(data)
    for tag in command.elements:
        if tag >> 16:
            raise ValueError(f"command set: {format_tag(tag)} is not in group 0000")
    return command
