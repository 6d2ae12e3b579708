"""Requests and what answers them, on one association.

Source: PS3.7 9.3 and 10.3 (Message ID), D.3.3.3 (the window); PS3.4 C.4.2.1.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..validation import codes
from ..validation.elements import Problem
from .assembly import RESPONSE, Message
from .negotiation import Negotiation, Side

if TYPE_CHECKING:
    from ..dimse.attribute_lists import AttributeList
    from ..dimse.checking import AnswerChecker, Encoded, Judgement, Standing
    from ..dimse.messages import Message as Command
    from ..dimse.sop_classes import SopClass

PENDING: Final = (0xFF00, 0xFF01)
"""Statuses after which more responses come."""

_COUNTS: Final = (
    "NumberOfCompletedSuboperations",
    "NumberOfFailedSuboperations",
    "NumberOfWarningSuboperations",
)
_REMAINING: Final = "NumberOfRemainingSuboperations"


class Exchange:
    """A request, and the responses that came so far."""

    def __init__(self, request: Message) -> None:
        self.side = request.side
        self.name = request.name
        self.service = request.service
        self.message_id = request.message_id
        self.context_id = request.context_id
        self.sop_class_uid = request.sop_class_uid
        self.sop_instance_uid = request.sop_instance_uid
        self.field = request.field
        self.responses = 0
        self.cancelled = False
        # What judges of the content remember, so that responses can be compared:
        self.request: Command | None = None
        self.sop_class: type[SopClass] | None = None
        self.definition: type[AttributeList] | None = None
        self.identifier: Encoded | None = None
        """The attribute list, or identifier, of the request."""
        self.requested: tuple[int, ...] | None = None
        """The tags that N-GET asked for."""
        self.answers: AnswerChecker | None = None
        self.judgement: Judgement | None = None
        self.standing: Standing | None = None
        self._total: int | None = None
        self._done = 0

    @property
    def key(self) -> tuple[Side, int]:
        return self.side, self.message_id

    def suboperations(self, response: Message) -> Iterator[Problem]:
        """Compare the counts of a response with those of the ones before."""
        counts = [response.command.get(keyword) for keyword in _COUNTS]
        if any(not isinstance(count, int) for count in counts):
            return
        done = sum(counts)
        if done < self._done:
            yield Problem(
                codes.SUBOPERATIONS,
                f"{done} sub-operations are done, after {self._done} were",
            )
        self._done = max(done, self._done)
        remaining = response.command.get(_REMAINING)
        if response.status not in PENDING:
            remaining = remaining or 0
            if response.status == 0 and response.command.get(_COUNTS[1]):
                yield Problem(
                    codes.SUBOPERATIONS,
                    f"success, though {response.command.get(_COUNTS[1])} failed",
                )
        if not isinstance(remaining, int) or self.cancelled:
            return
        if self._total is None:
            self._total = done + remaining
        elif done + remaining != self._total:
            yield Problem(
                codes.SUBOPERATIONS,
                f"{done} done and {remaining} remaining, of {self._total}",
            )


class Exchanges:
    """What is not answered yet."""

    def __init__(self, negotiation: Negotiation) -> None:
        self._negotiation = negotiation
        self._open: dict[tuple[Side, int], Exchange] = {}

    def request(self, message: Message) -> tuple[Exchange, list[Problem]]:
        """Take a request, and return what is wrong with it here."""
        exchange = Exchange(message)
        problems = []
        before = self._open.get(exchange.key)
        if before is not None:
            problems.append(
                Problem(
                    codes.MESSAGE_ID_REUSED,
                    f"Message ID {message.message_id} is that of {before.name},"
                    " which is not answered yet",
                )
            )
        self._open[exchange.key] = exchange
        window = self._negotiation.window[message.side]
        waiting = sum(side is message.side for side, _ in self._open)
        if window and waiting > window:
            problems.append(
                Problem(
                    codes.WINDOW_EXCEEDED,
                    f"{waiting} requests wait for their answers;"
                    f" {window} may at a time",
                )
            )
        return exchange, problems

    def cancel(self, message: Message) -> Exchange | None:
        """Return what a C-CANCEL-RQ wants no more of; None where it is over."""
        exchange = self._open.get((message.side, message.message_id))
        if exchange is not None:
            exchange.cancelled = True
        return exchange

    def response(self, message: Message) -> tuple[Exchange | None, list[Problem]]:
        """Return what a response answers, and what is wrong with it there."""
        key = message.side.other, message.message_id
        exchange = self._open.get(key)
        if exchange is None:
            said = "no Message ID" if key[1] < 0 else f"Message ID {key[1]}"
            text = f"{said}: no request waits for that answer"
            return None, [Problem(codes.RESPONSE_UNMATCHED, text)]
        exchange.responses += 1
        problems = list(_differences(exchange, message))
        if exchange.service in ("C-MOVE", "C-GET"):
            problems += exchange.suboperations(message)
        if message.status not in PENDING:
            del self._open[key]
        return exchange, problems

    def unanswered(self) -> list[Exchange]:
        """Return what was not answered, or not finally."""
        return list(self._open.values())


def _differences(exchange: Exchange, message: Message) -> Iterator[Problem]:
    if message.field & ~RESPONSE != exchange.field:
        yield Problem(
            codes.RESPONSE_MISMATCH, f"{message.name} answers {exchange.name}"
        )
    if message.context_id != exchange.context_id:
        yield Problem(
            codes.RESPONSE_MISMATCH,
            f"on presentation context {message.context_id}, where the request was"
            f" on {exchange.context_id}",
        )
