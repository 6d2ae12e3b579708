"""The operations on an association: an SCU's requests, and an SCP's reports of events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from pydicom.uid import UID

from ..dimse.attribute_lists import (
    ActionRequest,
    AttributeList,
    CreateRequest,
    DeleteRequest,
    EventReply,
    EventReport,
    FindAnswer,
    FindRequest,
    GetRequest,
    Request,
    RetrieveRequest,
    SetRequest,
)
from ..dimse.checking import AnswerChecker
from ..dimse.negotiated import BASELINE, Negotiated
from . import checks
from .contexts import VERIFICATION, find_context
from .negotiation import of_queries
from .operations import Operation, Pending
from .outcomes import Outcome, Progress
from .outgoing import Outgoing
from .received import Received
from .requests import sop_class_of
from .sending import Sent, Storable, store_all

if TYPE_CHECKING:
    from .checks import OnFindings
    from .exchange import Answers, Incoming
    from .options import Check
    from .upper_layer import Link

R = TypeVar("R")
A = TypeVar("A", bound=FindAnswer)

PRIORITY = {"medium": 0, "high": 1, "low": 2}


class Association:
    """An association with a peer; a context manager, which releases it at the end."""

    def __init__(
        self,
        link: Link,
        *,
        metas: Mapping[str, frozenset[str]],
        check: Check = "raise",
        on_findings: OnFindings | None = None,
        timeout: float | None = 60.0,
    ) -> None:
        self._link = link
        self._metas = metas
        self._check: Check = check
        self._on_findings = on_findings
        self._timeout = timeout

    # Its life

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # There is no other way to end an operation that goes on.
        end = self.abort if self._link.exchange.is_busy else self.release
        end()

    def release(self) -> None:
        """End the association in agreement with the peer; nothing if it has ended."""
        if self.is_established:
            self._link.release()

    def abort(self) -> None:
        """End the association at once."""
        if self.is_established:
            self._link.abort()

    @property
    def is_established(self) -> bool:
        """Whether messages can be sent."""
        return self._link.is_established

    @property
    def arrivals(self) -> Answers | None:
        """The C-GET that is under way."""
        return self._link.exchange.arrivals

    @property
    def peer(self) -> str:
        """The peer's AE title."""
        link = self._link
        side = link.acceptor if link.is_requestor else link.requestor
        return str(side.ae_title).strip()

    @property
    def accepted(self) -> dict[str, tuple[str, ...]]:
        """The transfer syntaxes that were accepted, by abstract syntax; all are UIDs."""
        found: dict[str, tuple[str, ...]] = {}
        for context in self._link.accepted_contexts:
            uid = str(context.abstract_syntax)
            found[uid] = (*found.get(uid, ()), str(context.transfer_syntax[0]))
        return found

    @property
    def extended(self) -> dict[str, bytes]:
        """What the acceptor has answered of extended negotiation, by SOP class UID.

        Each byte is an option: PS3.4 Tables B.3-2, C.5-2 and C.5-4.
        """
        return {
            str(uid): bytes(answer)
            for uid, answer in self._link.acceptor.sop_class_extended.items()
        }

    @property
    def window(self) -> int:
        """How many operations this side may invoke before the first is answered."""
        return self._link.window

    def negotiated(self, uid: str) -> Negotiated:
        """Return what was agreed on for queries of a SOP class."""
        answer = self._link.acceptor.sop_class_extended.get(UID(uid))
        return of_queries(bytes(answer)) if answer else BASELINE

    # Composite services

    def echo(self) -> Outcome:
        """Verify that the peer answers: C-ECHO, PS3.4 A.

        Raises:
            FailedStatusError, PeerTimeoutError, AssociationAbortedError,
            NoPresentationContextError: As of every operation.
            TypeError: As of every operation: a request is of another one.
        """
        call = self._start("C-ECHO", None, VERIFICATION)
        return call.outcome(call.single({"AffectedSOPClassUID": VERIFICATION}))

    def store(
        self,
        instance: Storable,
        *,
        priority: Literal["low", "medium", "high"] = "medium",
        originator: tuple[str, int] | None = None,
    ) -> Outcome:
        """Send an instance to be stored: C-STORE, PS3.4 B.

        What is in memory is checked first, like every message; a file is sent as it is,
        without being held in memory, where its transfer syntax was accepted.

        Args:
            originator: AE title and Message ID of the C-MOVE that asked for it.

        Raises:
            InvalidMessageError: It breaks its IOD, and `check` says to raise.
            OSError, pydicom.errors.InvalidDicomError: A file cannot be read.
        """
        with Outgoing(instance) as outgoing:
            return self.begin_store(outgoing, priority, originator).outcome()

    def store_all(
        self,
        instances: Iterable[Storable],
        *,
        priority: Literal["low", "medium", "high"] = "medium",
    ) -> Iterator[Sent]:
        """Send instances, and yield what becomes of each, in their order: C-STORE.

        Where an asynchronous window was agreed on, so many are sent before the first is
        answered. What fails is told, and those after it are sent.
        """
        return store_all(self, instances, priority)

    def begin_store(
        self,
        outgoing: Outgoing,
        priority: Literal["low", "medium", "high"] = "medium",
        originator: tuple[str, int] | None = None,
    ) -> Pending:
        """Send an instance that has been opened, and do not wait; otherwise as `store`."""
        call = self._start("C-STORE", None, outgoing.sop_class, "scu", outgoing.syntax)
        if self._check != "off":
            found = outgoing.findings(call.syntax)
            checks.before_sending(call.name, found, self._check)
        command: dict[str, Any] = {
            "AffectedSOPClassUID": outgoing.sop_class,
            "AffectedSOPInstanceUID": outgoing.sop_instance,
            "Priority": PRIORITY[priority],
        }
        if originator is not None:
            command["MoveOriginatorApplicationEntityTitle"] = originator[0]
            command["MoveOriginatorMessageID"] = originator[1]
        return call.begun(command, outgoing.encoded(call.syntax))

    def find(
        self,
        query: FindRequest[A],
        *,
        priority: Literal["low", "medium", "high"] = "medium",
    ) -> Iterator[A]:
        """Yield what matches a query: C-FIND, PS3.4 C.4.1.

        The query is sent when the first match is asked for. Whoever closes the iterator
        early, as the end of a `for` loop does at `break`, cancels it.
        """
        call = self._start("C-FIND", query)
        data = call.encoded(query)
        command = {
            "AffectedSOPClassUID": call.message_uid,
            "Priority": PRIORITY[priority],
        }
        checker = AnswerChecker(query) if self._check != "off" else None
        with call.many(command, data) as answers:
            for message in answers:
                if message.data is None:
                    call.outcome(message)  # raises what is no match and no success
                    continue
                yield cast(A, call.decoded(query.reply, message, checker=checker))

    def move(
        self,
        retrieve: RetrieveRequest,
        destination: str,
        *,
        priority: Literal["low", "medium", "high"] = "medium",
    ) -> Iterator[Progress]:
        """Have instances sent to an application: C-MOVE, PS3.4 C.4.2.

        Yields:
            How far it is; the last one is the outcome.

        Args:
            destination: An AE title that the peer knows.
        """
        call = self._start("C-MOVE", retrieve)
        data = call.encoded(retrieve)
        command = {
            "AffectedSOPClassUID": call.message_uid,
            "Priority": PRIORITY[priority],
            "MoveDestination": destination,
        }
        with call.many(command, data) as answers:
            for message in answers:
                yield call.progress(message)

    def retrieve(
        self,
        retrieve: RetrieveRequest,
        *,
        priority: Literal["low", "medium", "high"] = "medium",
        on_progress: Callable[[Progress], object] | None = None,
    ) -> Iterator[Received]:
        """Yield instances that the peer sends on this association: C-GET, PS3.4 C.4.3.

        An instance has been received, and the peer told so, when it is yielded. What a
        provider among the services stores is not yielded.

        Args:
            on_progress: Called with how far it is; the last one is the outcome.
        """
        call = self._start("C-GET", retrieve)
        data = call.encoded(retrieve)
        command = {
            "AffectedSOPClassUID": call.message_uid,
            "Priority": PRIORITY[priority],
        }
        with call.many(command, data) as answers:
            for message in answers:
                if isinstance(message, Received):
                    yield message
                    continue
                progress = call.progress(message)
                if on_progress is not None:
                    on_progress(progress)

    # Normalized services

    def create(
        self, request: CreateRequest[R], sop_instance_uid: str | None = None
    ) -> R:
        """Make an instance: N-CREATE.

        Args:
            sop_instance_uid: None where the peer shall make one; the reply tells it.
        """
        call = self._start("N-CREATE", request)
        command = {
            "AffectedSOPClassUID": call.message_uid,
            "AffectedSOPInstanceUID": sop_instance_uid,
        }
        return self._reply(call, request, call.single(command, call.encoded(request)))

    def set(self, request: SetRequest[R], sop_instance_uid: str | None = None) -> R:
        """Change an instance: N-SET.

        Args:
            sop_instance_uid: None for the well-known instance of the SOP class.
        """
        call = self._start("N-SET", request)
        command = call.requested(sop_instance_uid)
        return self._reply(call, request, call.single(command, call.encoded(request)))

    def get(self, request: GetRequest[R], sop_instance_uid: str | None = None) -> R:
        """Return attributes of an instance: N-GET."""
        call = self._start("N-GET", request)
        command = call.requested(sop_instance_uid)
        if request.tags:
            command["AttributeIdentifierList"] = list(request.tags)
        message = call.single(command)
        return self._reply(call, request, message, requested=request.tags)

    def delete(
        self, request: DeleteRequest, sop_instance_uid: str | None = None
    ) -> Outcome:
        """Remove an instance: N-DELETE."""
        call = self._start("N-DELETE", request)
        return call.outcome(call.single(call.requested(sop_instance_uid)))

    def action(
        self, request: ActionRequest[R], sop_instance_uid: str | None = None
    ) -> R:
        """Have something done to an instance: N-ACTION."""
        call = self._start("N-ACTION", request)
        command = call.requested(sop_instance_uid)
        command["ActionTypeID"] = request.type_id
        return self._reply(call, request, call.single(command, call.encoded(request)))

    def report(
        self, event: EventReport, sop_instance_uid: str | None = None
    ) -> EventReply:
        """Tell the peer of an event, as the SCP of its SOP class: N-EVENT-REPORT.

        On an association that this side has requested, the SOP class goes to `connect` as
        a Provider, so that the roles are negotiated.
        """
        call = self._start("N-EVENT-REPORT", event, role="scp")
        command = {
            "AffectedSOPClassUID": call.message_uid,
            "AffectedSOPInstanceUID": call.instance(sop_instance_uid),
            "EventTypeID": event.type_id,
        }
        return self._reply(call, event, call.single(command, call.encoded(event)))

    # What they have in common

    def _start(
        self,
        service: str,
        request: AttributeList | None,
        uid: str = "",
        role: Literal["scu", "scp"] = "scu",
        syntax: UID | None = None,
    ) -> Operation:
        sop_class = None if request is None else sop_class_of(request, service)
        context = find_context(
            self._link, uid or cast(Any, sop_class).uid, self._metas, role, syntax
        )
        return Operation(
            self._link,
            service,
            sop_class,
            context,
            self._timeout,
            self._check,
            self._on_findings,
            uid,
            self.negotiated(str(context.abstract_syntax)),
        )

    def _reply(
        self,
        call: Operation,
        request: Request[R],
        message: Incoming,
        requested: Collection[int] | None = None,
    ) -> R:
        outcome = call.outcome(message)
        reply = call.decoded(request.reply, message, requested=requested)
        reply.status_code = outcome.code
        reply.sop_instance_uid = str(
            message.command.get("AffectedSOPInstanceUID") or call.instance_uid
        )
        return cast(R, reply)
