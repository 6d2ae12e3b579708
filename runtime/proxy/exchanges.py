"""Requests and their responses on one association.

Source: PS3.7 9.3 and 10.3 (Message ID), D.3.3.3 (window); PS3.4 C.4.2.1.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..dimse.messages.messages import RESPONSE
from ..dimse.services.statuses import Category, category_of
from ..findings import codes
from ..findings.finding import Finding
from .assembly import RelayedMessage
from .negotiation import Negotiation
from .observation import finding
from .sides import Side

if TYPE_CHECKING:
    from ..dimse.checking import AnswerChecker, Decision, Encoded, InstanceState
    from ..dimse.messages.messages import Message
    from ..dimse.services.attribute_lists import AttributeList
    from ..dimse.services.sop_classes import SopClass

_FAILED: Final = "NumberOfFailedSuboperations"
_COUNTS: Final = (
    "NumberOfCompletedSuboperations",
    _FAILED,
    "NumberOfWarningSuboperations",
)
_REMAINING: Final = "NumberOfRemainingSuboperations"


class Exchange:
    """A request and its responses so far."""

    def __init__(self, request: RelayedMessage) -> None:
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
        # Results of checking the request; its responses are compared with them.
        self.request: Message | None = None
        self.sop_class: type[SopClass] | None = None
        self.definition: type[AttributeList] | None = None
        self.identifier: Encoded | None = None
        """The attribute list, or identifier, of the request."""
        self.requested: tuple[int, ...] | None = None
        """Tags that N-GET requested."""
        self.answers: AnswerChecker | None = None
        self.decision: Decision | None = None
        self.before: InstanceState | None = None
        self._total: int | None = None
        self._done = 0

    @property
    def key(self) -> tuple[Side, int]:
        return self.side, self.message_id

    def suboperations(self, response: RelayedMessage) -> Iterator[Finding]:
        """Compare the sub-operation counts of a response with the previous ones."""
        counts = [response.command.get(keyword) for keyword in _COUNTS]
        numbers = [count for count in counts if isinstance(count, int)]
        if len(numbers) < len(counts):
            return
        done = sum(numbers)
        if done < self._done:
            text = f"{done} sub-operations are done; {self._done} were done before"
            yield finding(codes.SUBOPERATIONS, text)
        self._done = max(done, self._done)
        remaining = response.command.get(_REMAINING)
        if not response.is_pending:
            remaining = remaining or 0
            category = category_of(response.status, response.service)
            failed = response.command.get(_FAILED)
            if category is Category.SUCCESS and failed:
                text = f"the status is success, but {failed} failed"
                yield finding(codes.SUBOPERATIONS, text)
        if not isinstance(remaining, int) or self.cancelled:
            return
        if self._total is None:
            self._total = done + remaining
        elif done + remaining != self._total:
            text = f"{done} done and {remaining} remaining, of {self._total}"
            yield finding(codes.SUBOPERATIONS, text)


class Exchanges:
    """The requests that have no final response yet."""

    def __init__(self, negotiation: Negotiation) -> None:
        self._negotiation = negotiation
        self._open: dict[tuple[Side, int], Exchange] = {}

    def request(self, message: RelayedMessage) -> tuple[Exchange, list[Finding]]:
        """Begin the exchange of a request; return it and the findings."""
        exchange = Exchange(message)
        found = []
        before = self._open.get(exchange.key)
        if before is not None:
            text = (
                f"Message ID {message.message_id} belongs to {before.name},"
                " which has no final response yet"
            )
            found.append(finding(codes.MESSAGE_ID_REUSED, text))
        self._open[exchange.key] = exchange
        window = self._negotiation.window[message.side]
        waiting = sum(side is message.side for side, _ in self._open)
        if window and waiting > window:
            text = f"{waiting} unanswered requests; the window is {window}"
            found.append(finding(codes.WINDOW_EXCEEDED, text))
        return exchange, found

    def cancel(self, message: RelayedMessage) -> Exchange | None:
        """Return the exchange that C-CANCEL-RQ names; None if it has ended."""
        exchange = self._open.get((message.side, message.message_id))
        if exchange is not None:
            exchange.cancelled = True
        return exchange

    def response(
        self, message: RelayedMessage
    ) -> tuple[Exchange | None, list[Finding]]:
        """Return the exchange of a response, and the findings."""
        key = message.side.other, message.message_id
        exchange = self._open.get(key)
        if exchange is None:
            number = "no Message ID" if key[1] < 0 else f"Message ID {key[1]}"
            text = f"{number}: the response matches no open request"
            return None, [finding(codes.RESPONSE_UNMATCHED, text)]
        exchange.responses += 1
        found = list(_differences(exchange, message))
        if exchange.service in ("C-MOVE", "C-GET"):
            found += exchange.suboperations(message)
        if not message.is_pending:
            del self._open[key]
        return exchange, found

    def unanswered(self) -> list[Exchange]:
        """Return the exchanges without a final response."""
        return list(self._open.values())


def _differences(exchange: Exchange, message: RelayedMessage) -> Iterator[Finding]:
    if message.field & ~RESPONSE != exchange.field:
        text = f"{message.name} is the response to {exchange.name}"
        yield finding(codes.RESPONSE_MISMATCH, text)
    if message.context_id != exchange.context_id:
        text = (
            f"presentation context {message.context_id}; the request was sent in"
            f" {exchange.context_id}"
        )
        yield finding(codes.RESPONSE_MISMATCH, text)
