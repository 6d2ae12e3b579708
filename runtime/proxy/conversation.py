"""One association, followed from its request to its end.

Source: PS3.8 7 and 9.2.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from typing import Final, Protocol

from pynetdicom.pdu import A_ABORT_RQ, A_ASSOCIATE_RJ

from ..render.wording import counted
from ..report import FileReport
from ..validation import codes
from ..validation.elements import Problem
from ..validation.findings import Finding
from . import pdus
from .assembly import CANCEL, Assembler, Message
from .exchanges import Exchange, Exchanges
from .negotiation import Negotiation, Side, UnreadableError, named
from .observation import Observation, finding, findings, place
from .pdus import DataStart, PduReader, Piece, Whole
from .recording import AssociationRecord

LOGGER: Final = logging.getLogger("iodize.proxy")


class Stage(Enum):
    """How far an association has come."""

    CONNECTED = auto()
    ASKED = auto()
    OPEN = auto()
    RELEASING = auto()
    OVER = auto()


class ContentChecks(Protocol):
    """What judges the messages themselves."""

    def check(
        self, message: Message, exchange: Exchange | None, negotiation: Negotiation
    ) -> FileReport:
        """Return the findings of a message; `exchange` is what it belongs to."""
        ...

    def status(self, message: Message, exchange: Exchange | None) -> str:
        """Return a status in words: "0000 Success"."""
        ...


class Conversation:
    """Reads what both sides of a connection send."""

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
        self.deaf = False
        """Whether nothing more is read of it."""
        self._blind = False
        """Whether the contexts are not known, so that no message can be judged."""
        self._said = 0
        self._too_long: set[Side] = set()

    def hear(self, side: Side, data: bytes) -> Iterator[Observation]:
        """Yield what the next bytes of a side complete."""
        for event in self._readers[side].feed(data):
            if self._blind and not isinstance(event, Whole):
                continue
            match event:
                case Whole():
                    yield self._pdu(side, event)
                case DataStart():
                    yield from self._data_start(side, event.length)
                case Piece():
                    yield from self._piece(side, event)
                case Problem():
                    yield self._tell(side, "PDU", findings=[finding(event)])

    def end(self) -> Iterator[Observation]:
        """Yield what is to be said once the connection has ended on both sides."""
        for side in Side:
            if not self._readers[side].between and not self._readers[side].lost:
                yield self._cut(side, "the connection ended within a PDU")
            elif self._assemblers[side].pending and not self._aborted:
                yield self._cut(side, "the connection ended within a message")
            self._assemblers[side].close()
        if self.stage not in (Stage.CONNECTED, Stage.OVER) and not self._blind:
            yield self._cut(None, "ended without a release or an abort")
        if not self._aborted:
            for exchange in self._exchanges.unanswered():
                yield self._unanswered(exchange)

    def _unanswered(self, exchange: Exchange) -> Observation:
        final = "final " if exchange.responses else ""
        text = (
            f"{exchange.name} with Message ID {exchange.message_id}"
            f" ({named(exchange.sop_class_uid)}) got no {final}response"
        )
        problem = Problem(codes.RESPONSE_MISSING, text)
        return self._tell(exchange.side.other, "end", findings=[finding(problem)])

    def _cut(self, side: Side | None, text: str) -> Observation:
        problem = Problem(codes.ASSOCIATION_CUT, text)
        return self._tell(side, "connection", findings=[finding(problem)])

    # PDUs

    def _pdu(self, side: Side, pdu: Whole) -> Observation:
        name = pdus.NAMES[pdu.type]
        problems: list[Problem] = []
        if not self._expected(side, pdu.type):
            text = f"{name} from the {side}, {_STAGES[self.stage]}"
            problems.append(Problem(codes.PDU_UNEXPECTED, text))
        detail = ""
        try:
            match pdu.type:
                case pdus.ASSOCIATE_RQ:
                    problems += self.negotiation.ask(pdu.body)
                    detail = self._request_detail()
                    self.stage = Stage.ASKED
                case pdus.ASSOCIATE_AC:
                    problems += self.negotiation.answer(pdu.body)
                    accepted = len(self.negotiation.accepted)
                    proposed = len(self.negotiation.contexts)
                    contexts = counted(proposed, "presentation context")
                    detail = f"{accepted} of {contexts}"
                    self.stage = Stage.OPEN
                case pdus.ASSOCIATE_RJ:
                    self.stage = Stage.OVER
                    detail = _rejection(pdu.body)
                    problems.append(Problem(codes.ASSOCIATION_REJECTED, detail))
                case pdus.RELEASE_RQ:
                    self._released_by.add(side)
                    self.stage = Stage.RELEASING
                case pdus.RELEASE_RP:
                    self._release_answered_by.add(side)
                    if not self._releases_unanswered:
                        self.stage = Stage.OVER
                case pdus.ABORT:
                    detail = self._abortion(side, pdu.body)
                    problems.append(Problem(codes.ASSOCIATION_ABORTED, detail))
                    self._aborted = True
                    self.stage = Stage.OVER
        except UnreadableError as error:
            problems.append(Problem(codes.PDU_BROKEN, str(error)))
            self._blind = self.stage is not Stage.OVER
        number = self._said + 1
        self._keep(lambda record: record.pdu(number, side, name, pdu.body))
        return self._tell(side, name, detail, findings(problems))

    def _expected(self, side: Side, kind: int) -> bool:
        match kind:
            case pdus.ASSOCIATE_RQ:
                return side is Side.REQUESTOR and self.stage is Stage.CONNECTED
            case pdus.ASSOCIATE_AC | pdus.ASSOCIATE_RJ:
                return side is Side.ACCEPTOR and self.stage is Stage.ASKED
            case pdus.RELEASE_RQ:
                open_ = self.stage in (Stage.OPEN, Stage.RELEASING)
                return open_ and side not in self._released_by
            case pdus.RELEASE_RP:
                return side.other in self._releases_unanswered
        return self.stage is not Stage.CONNECTED

    @property
    def _releases_unanswered(self) -> set[Side]:
        """Who has asked for a release and waits; both, if they asked at the same time."""
        return {
            side
            for side in self._released_by
            if side.other not in self._release_answered_by
        }

    def _request_detail(self) -> str:
        asked = self.negotiation
        contexts = counted(len(asked.contexts), "presentation context")
        return f"{asked.calling_ae} to {asked.called_ae}, {contexts}"

    def _abortion(self, side: Side, body: bytes) -> str:
        pdu = A_ABORT_RQ()
        pdu.decode(body)
        text = f"by the {side}"
        if pdu.source == 2:
            text = f"by the {side}'s upper layer: {pdu.reason_str.lower()}"
        waiting = len(self._exchanges.unanswered())
        return f"{text}; {waiting} unanswered" if waiting else text

    # Messages

    def _data_start(self, side: Side, length: int) -> Iterator[Observation]:
        problems = []
        sender_is_done = side in self._released_by
        if self.stage not in (Stage.OPEN, Stage.RELEASING) or sender_is_done:
            text = f"P-DATA-TF from the {side}, {_STAGES[self.stage]}"
            problems.append(Problem(codes.PDU_UNEXPECTED, text))
        receiver = self.negotiation.parties.get(side.other)
        limit = receiver.maximum_length if receiver else 0
        if limit and length > limit and side not in self._too_long:
            self._too_long.add(side)  # one sender makes the same mistake all the time
            text = f"{length} bytes, where the {side.other} takes {limit}"
            problems.append(Problem(codes.PDU_TOO_LONG, text))
        if problems:
            yield self._tell(side, "P-DATA-TF", findings=findings(problems))

    def _piece(self, side: Side, piece: Piece) -> Iterator[Observation]:
        for heard in self._assemblers[side].add(piece):
            if isinstance(heard, Problem):
                yield self._tell(side, "P-DATA-TF", findings=[finding(heard)])
            else:
                yield self._message(heard)

    def _message(self, message: Message) -> Observation:
        try:
            exchange, problems = self._belonging(message)
            problems += self._context_faults(message)
            report = self._content.check(message, exchange, self.negotiation)
            self._said += 1
            path = place(self.number, self._said, message.side, message.name)
            self._keep(lambda record: record.message(self._said, message))
            return Observation(
                self.number,
                self._said,
                message.side,
                message.name,
                _detail(message, exchange),
                report._replace(
                    path=path, findings=findings(problems) + report.findings
                ),
                self._content.status(message, exchange) if message.is_response else "",
            )
        finally:
            message.close()

    def _belonging(self, message: Message) -> tuple[Exchange | None, list[Problem]]:
        if message.is_response:
            return self._exchanges.response(message)
        if message.name == CANCEL:
            return self._exchanges.cancel(message), []
        return self._exchanges.request(message)

    def _context_faults(self, message: Message) -> Iterator[Problem]:
        context = message.context
        if context is None or not context.transfer_syntax:
            number = message.context_id
            text = f"presentation context {number} was not " + (
                "proposed" if context is None else "accepted"
            )
            yield Problem(codes.CONTEXT_NOT_NEGOTIATED, text)
        elif not message.is_response and message.name != CANCEL:
            roles = self.negotiation.roles(context.abstract_syntax)
            as_user = message.service != "N-EVENT-REPORT"
            if not roles.allow(message.side, scu=as_user):
                role = "SCU" if as_user else "SCP"
                text = (
                    f"{message.name}: the {message.side} is no {role} of"
                    f" {named(context.abstract_syntax)}"
                )
                yield Problem(codes.ROLE_NOT_NEGOTIATED, text)

    def _keep(self, keep: Callable[[AssociationRecord], None]) -> None:
        """Record something; what cannot be recorded is judged all the same."""
        if self._record is None:
            return
        try:
            keep(self._record)
        except OSError as error:
            LOGGER.error("association %d is recorded no more: %s", self.number, error)
            self._record = None

    def _tell(
        self,
        side: Side | None,
        name: str,
        detail: str = "",
        findings: Iterable[Finding] = (),
    ) -> Observation:
        self._said += 1
        path = place(self.number, self._said, side, name)
        report = FileReport(path, "", "", tuple(findings))
        return Observation(self.number, self._said, side, name, detail, report)


_STAGES = {
    Stage.CONNECTED: "before an association was asked for",
    Stage.ASKED: "before the association was accepted",
    Stage.OPEN: "on an open association",
    Stage.RELEASING: "after a release was asked for",
    Stage.OVER: "after the association was over",
}


def _detail(message: Message, exchange: Exchange | None) -> str:
    uid = message.sop_class_uid or (exchange.sop_class_uid if exchange else "")
    parts = [str(message.message_id) if message.message_id >= 0 else "", named(uid)]
    if message.data_length:
        parts.append(f"{message.data_length:,} bytes")
    return ", ".join(filter(None, parts))


def _rejection(body: bytes) -> str:
    pdu = A_ASSOCIATE_RJ()
    pdu.decode(body)
    try:
        return f"{pdu.result_str}, {pdu.source_str}: {pdu.reason_str}"
    except ValueError:
        numbers = f"{pdu.result}, {pdu.source}, {pdu.reason_diagnostic}"
        text = f"result, source and reason {numbers} have no meaning"
        raise UnreadableError("A-ASSOCIATE-RJ", text) from None
