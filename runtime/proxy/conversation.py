"""One association, followed from its request to its end.

Source: PS3.8 7 and 9.2.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from typing import Final, Protocol

from pynetdicom.pdu import A_ABORT_RQ, A_ASSOCIATE_RJ

from ..dimse.services.statuses import Status
from ..findings import codes
from ..findings.codes import Code
from ..findings.finding import Finding
from ..findings.report import FileReport
from ..render.wording import counted
from . import pdus
from .assembly import CANCEL, Assembler, RelayedMessage
from .exchanges import Exchange, Exchanges
from .negotiation import Negotiation, UnreadableError, name_of
from .observation import Observation, finding, path_of
from .pdus import DataStart, Pdu, PduReader, Piece
from .recording import AssociationRecord
from .sides import Side

LOGGER: Final = logging.getLogger("iodize.proxy")

_UPPER_LAYER: Final = 2
"""Source of an A-ABORT that is not the service user: PS3.8 Table 9-26."""


class Stage(Enum):
    """Progress of an association."""

    CONNECTED = auto()
    REQUESTED = auto()
    ESTABLISHED = auto()
    RELEASING = auto()
    ENDED = auto()


class ContentChecks(Protocol):
    """Checks the contents of messages."""

    def check(
        self,
        message: RelayedMessage,
        exchange: Exchange | None,
        negotiation: Negotiation,
    ) -> FileReport:
        """Return the findings of a message; `exchange` is the one it belongs to."""
        ...

    def status(
        self, message: RelayedMessage, exchange: Exchange | None
    ) -> Status | None:
        """Return the meaning of a status; None if the standard reserves the code."""
        ...


class Conversation:
    """Decodes what both sides of a connection send."""

    def __init__(
        self,
        number: int,
        content: ContentChecks,
        record: AssociationRecord | None = None,
    ) -> None:
        self.number = number
        self.negotiation = Negotiation()
        self.stage = Stage.CONNECTED
        self._content = content
        self._record = record
        self._readers = {side: PduReader() for side in Side}
        self._assemblers = {
            side: Assembler(side, self.negotiation.contexts.get) for side in Side
        }
        self._exchanges = Exchanges(self.negotiation)
        self._released_by: set[Side] = set()
        self._release_answered_by: set[Side] = set()
        self._aborted = False
        self.failed = False
        """True if the checks failed; nothing more of it is decoded."""
        self._without_contexts = False
        """True if the contexts are unknown, so that messages cannot be checked."""
        self._count = 0
        self._too_long: set[Side] = set()

    def receive(self, side: Side, data: bytes) -> Iterator[Observation]:
        """Yield the observations that the next bytes of a side complete."""
        for event in self._readers[side].feed(data):
            if self._without_contexts and not isinstance(event, Pdu):
                continue
            match event:
                case Pdu():
                    yield self._pdu(side, event)
                case DataStart():
                    yield from self._data_start(side, event.length)
                case Piece():
                    yield from self._piece(side, event)
                case Finding():
                    yield self._observation(side, "PDU", findings=[event])

    def end(self) -> Iterator[Observation]:
        """Yield the observations about the end of the connection."""
        for side in Side:
            if not self._readers[side].between and not self._readers[side].lost:
                yield self._cut(side, "the connection ended within a PDU")
            elif self._assemblers[side].pending and not self._aborted:
                yield self._cut(side, "the connection ended within a message")
            self._assemblers[side].close()
        over = self.stage in (Stage.CONNECTED, Stage.ENDED)
        if not over and not self._without_contexts:
            yield self._cut(None, "ended without a release or an abort")
        if not self._aborted:
            for exchange in self._exchanges.unanswered():
                yield self._unanswered(exchange)

    def _unanswered(self, exchange: Exchange) -> Observation:
        final = "final " if exchange.responses else ""
        text = (
            f"no {final}response to {exchange.name} with Message ID"
            f" {exchange.message_id} ({name_of(exchange.sop_class_uid)})"
        )
        missing = finding(codes.RESPONSE_MISSING, text)
        return self._observation(exchange.side.other, "end", findings=[missing])

    def _cut(self, side: Side | None, text: str) -> Observation:
        found = [finding(codes.ASSOCIATION_CUT, text)]
        return self._observation(side, "connection", findings=found)

    # PDUs

    def _pdu(self, side: Side, pdu: Pdu) -> Observation:
        name = pdus.NAMES[pdu.type]
        found: list[Finding] = []

        def report(code: Code, text: str) -> None:
            found.append(finding(code, text))

        if not self._is_expected(side, pdu.type):
            report(
                codes.PDU_UNEXPECTED, f"{name} from the {side}, {_STAGES[self.stage]}"
            )
        detail = ""
        try:
            match pdu.type:
                case pdus.ASSOCIATE_RQ:
                    found += self.negotiation.request(pdu.body)
                    detail = self._request_detail()
                    self.stage = Stage.REQUESTED
                case pdus.ASSOCIATE_AC:
                    found += self.negotiation.accept(pdu.body)
                    detail = self._acceptance_detail()
                    self.stage = Stage.ESTABLISHED
                case pdus.ASSOCIATE_RJ:
                    self.stage = Stage.ENDED
                    detail = _rejection(pdu.body)
                    report(codes.ASSOCIATION_REJECTED, detail)
                case pdus.RELEASE_RQ:
                    self._released_by.add(side)
                    self.stage = Stage.RELEASING
                case pdus.RELEASE_RP:
                    self._release_answered_by.add(side)
                    if not self._unanswered_releases:
                        self.stage = Stage.ENDED
                case pdus.ABORT:
                    detail = self._abort_detail(side, pdu.body)
                    report(codes.ASSOCIATION_ABORTED, detail)
                    self._aborted = True
                    self.stage = Stage.ENDED
        except UnreadableError as error:
            report(codes.PDU_BROKEN, str(error))
            self._without_contexts = self.stage is not Stage.ENDED
        number = self._count + 1
        self._keep(lambda record: record.pdu(number, side, name, pdu.body))
        return self._observation(side, name, detail, found)

    def _is_expected(self, side: Side, kind: int) -> bool:
        match kind:
            case pdus.ASSOCIATE_RQ:
                return side is Side.REQUESTOR and self.stage is Stage.CONNECTED
            case pdus.ASSOCIATE_AC | pdus.ASSOCIATE_RJ:
                return side is Side.ACCEPTOR and self.stage is Stage.REQUESTED
            case pdus.RELEASE_RQ:
                established = self.stage in (Stage.ESTABLISHED, Stage.RELEASING)
                return established and side not in self._released_by
            case pdus.RELEASE_RP:
                return side.other in self._unanswered_releases
        return self.stage is not Stage.CONNECTED

    @property
    def _unanswered_releases(self) -> set[Side]:
        """Sides whose release request has no response; both after a collision."""
        return {
            side
            for side in self._released_by
            if side.other not in self._release_answered_by
        }

    def _request_detail(self) -> str:
        request = self.negotiation
        contexts = counted(len(request.contexts), "presentation context")
        return f"{request.calling_ae} to {request.called_ae}, {contexts}"

    def _acceptance_detail(self) -> str:
        proposed = counted(len(self.negotiation.contexts), "presentation context")
        return f"{len(self.negotiation.accepted)} of {proposed}"

    def _abort_detail(self, side: Side, body: bytes) -> str:
        pdu = A_ABORT_RQ()
        pdu.decode(body)
        text = f"by the {side}"
        if pdu.source == _UPPER_LAYER:
            text = f"by the {side}'s upper layer: {pdu.reason_str.lower()}"
        waiting = len(self._exchanges.unanswered())
        return f"{text}; {counted(waiting, 'open request')}" if waiting else text

    # Messages

    def _data_start(self, side: Side, length: int) -> Iterator[Observation]:
        found = []
        established = self.stage in (Stage.ESTABLISHED, Stage.RELEASING)
        if not established or side in self._released_by:
            text = f"P-DATA-TF from the {side}, {_STAGES[self.stage]}"
            found.append(finding(codes.PDU_UNEXPECTED, text))
        receiver = self.negotiation.parties.get(side.other)
        limit = receiver.maximum_length if receiver else 0
        if limit and length > limit and side not in self._too_long:
            self._too_long.add(side)  # once per sender
            text = f"{length} bytes; the {side.other} accepts at most {limit}"
            found.append(finding(codes.PDU_TOO_LONG, text))
        if found:
            yield self._observation(side, "P-DATA-TF", findings=found)

    def _piece(self, side: Side, piece: Piece) -> Iterator[Observation]:
        for event in self._assemblers[side].add(piece):
            if isinstance(event, Finding):
                yield self._observation(side, "P-DATA-TF", findings=[event])
            else:
                yield self._message(event)

    def _message(self, message: RelayedMessage) -> Observation:
        try:
            exchange, found = self._exchange_of(message)
            found += self._context_faults(message)
            report = self._content.check(message, exchange, self.negotiation)
            self._count += 1
            path = path_of(self.number, self._count, message.side, message.name)
            self._keep(lambda record: record.message(self._count, message))
            observation = Observation(
                self.number,
                self._count,
                message.side,
                message.name,
                _detail(message, exchange),
                report._replace(path=path, findings=(*found, *report.findings)),
            )
            if not message.is_response:
                return observation
            status = self._content.status(message, exchange)
            return observation._replace(
                status=_label(message, status),
                category=None if status is None else status.category,
            )
        finally:
            message.close()

    def _exchange_of(
        self, message: RelayedMessage
    ) -> tuple[Exchange | None, list[Finding]]:
        if message.is_response:
            return self._exchanges.response(message)
        if message.name == CANCEL:
            return self._exchanges.cancel(message), []
        return self._exchanges.request(message)

    def _context_faults(self, message: RelayedMessage) -> Iterator[Finding]:
        context = message.context
        if context is None or not context.transfer_syntax:
            missing = "proposed" if context is None else "accepted"
            text = f"presentation context {message.context_id} was not {missing}"
            yield finding(codes.CONTEXT_NOT_NEGOTIATED, text)
        elif not message.is_response and message.name != CANCEL:
            roles = self.negotiation.roles(context.abstract_syntax)
            as_user = message.service != "N-EVENT-REPORT"
            if not roles.allow(message.side, scu=as_user):
                role = "SCU" if as_user else "SCP"
                text = (
                    f"{message.name}: the {message.side} is not an {role} of"
                    f" {name_of(context.abstract_syntax)}"
                )
                yield finding(codes.ROLE_NOT_NEGOTIATED, text)

    def _keep(self, keep: Callable[[AssociationRecord], None]) -> None:
        """Record something; stop recording at the first failure."""
        if self._record is None:
            return
        try:
            keep(self._record)
        except OSError as error:
            LOGGER.error("association %d: recording stopped: %s", self.number, error)
            self._record = None

    def _observation(
        self,
        side: Side | None,
        name: str,
        detail: str = "",
        findings: Iterable[Finding] = (),
    ) -> Observation:
        self._count += 1
        path = path_of(self.number, self._count, side, name)
        report = FileReport(path, "", "", tuple(findings))
        return Observation(self.number, self._count, side, name, detail, report)


_STAGES = {
    Stage.CONNECTED: "before the association was requested",
    Stage.REQUESTED: "before the association was accepted",
    Stage.ESTABLISHED: "on an established association",
    Stage.RELEASING: "after a release was requested",
    Stage.ENDED: "after the association ended",
}


def _detail(message: RelayedMessage, exchange: Exchange | None) -> str:
    uid = message.sop_class_uid or (exchange.sop_class_uid if exchange else "")
    parts = [str(message.message_id) if message.message_id >= 0 else "", name_of(uid)]
    if message.data_length:
        parts.append(f"{message.data_length:,} bytes")
    return ", ".join(filter(None, parts))


def _label(message: RelayedMessage, status: Status | None) -> str:
    """Return a status as text: "0000 Success"."""
    if message.status < 0:
        return "no status"
    meaning = (status.label or status.category) if status else "unknown"
    return f"{message.status:04X} {meaning}"


def _rejection(body: bytes) -> str:
    pdu = A_ASSOCIATE_RJ()
    pdu.decode(body)
    try:
        return f"{pdu.result_str}, {pdu.source_str}: {pdu.reason_str}"
    except ValueError:
        numbers = f"{pdu.result}, {pdu.source}, {pdu.reason_diagnostic}"
        text = f"undefined result, source and reason: {numbers}"
        raise UnreadableError(pdus.NAMES[pdus.ASSOCIATE_RJ], text) from None
