"""The composite services of an association: C-ECHO, C-STORE, C-FIND, C-MOVE, C-GET."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal, TypeVar, cast

from ...dimse.checking import AnswerChecker
from ...dimse.services.attribute_lists import FindAnswer, FindRequest, RetrieveRequest
from ...dimse.services.outcomes import Outcome, Progress
from ..link import checks
from ..link.contexts import VERIFICATION
from ..link.received import Received
from .operations import Pending
from .outgoing import Outgoing
from .sending import Sent, Storable, store_all
from .session import Session

A = TypeVar("A", bound=FindAnswer)

Priority = Literal["low", "medium", "high"]
PRIORITIES: Final = {"medium": 0, "high": 1, "low": 2}
"""Values of Priority (0000,0700)."""


class CompositeServices(Session):
    """The composite services of an association."""

    def echo(self) -> Outcome:
        """Send C-ECHO: PS3.4 A.

        Raises:
            FailedStatusError: The peer responded with a failure; as every operation.
            PeerTimeoutError: The peer did not respond; as every operation.
            AssociationAbortedError: The association ended; as every operation.
            NoPresentationContextError: The SOP class was not accepted; as every operation.
            TypeError: The request is one of another operation; as every operation.
        """
        call = self._start("C-ECHO", None, VERIFICATION)
        return call.outcome(call.single({"AffectedSOPClassUID": VERIFICATION}))

    def store(
        self,
        instance: Storable,
        *,
        priority: Priority = "medium",
        originator: tuple[str, int] | None = None,
    ) -> Outcome:
        """Send an instance to be stored: C-STORE, PS3.4 B.

        An instance in memory is checked first, like every message. A file is sent without
        a check and without being held in memory, if its transfer syntax was accepted.

        Args:
            originator: AE title and Message ID of the C-MOVE that caused it.

        Raises:
            InvalidMessageError: The instance has errors, and `check` is "raise".
            OSError, pydicom.errors.InvalidDicomError: A file cannot be read.
        """
        with Outgoing(instance) as outgoing:
            return self.begin_store(outgoing, priority, originator).outcome()

    def store_all(
        self, instances: Iterable[Storable], *, priority: Priority = "medium"
    ) -> Iterator[Sent]:
        """Send instances to be stored, and yield the result of each, in their order.

        If an asynchronous window was negotiated, up to that many instances are sent before
        the first response. An instance that fails does not prevent the next ones.
        """
        return store_all(
            lambda outgoing: self.begin_store(outgoing, priority),
            self.window,
            instances,
        )

    def begin_store(
        self,
        outgoing: Outgoing,
        priority: Priority = "medium",
        originator: tuple[str, int] | None = None,
    ) -> Pending:
        """Send an opened instance without waiting for the response; see `store`."""
        call = self._start("C-STORE", None, outgoing.sop_class, "scu", outgoing.syntax)
        if self._check != "off":
            findings = outgoing.findings(call.syntax)
            checks.before_sending(call.name, findings, self._check)
        fields: dict[str, Any] = {
            "AffectedSOPClassUID": outgoing.sop_class,
            "AffectedSOPInstanceUID": outgoing.sop_instance,
            "Priority": PRIORITIES[priority],
        }
        if originator is not None:
            fields["MoveOriginatorApplicationEntityTitle"] = originator[0]
            fields["MoveOriginatorMessageID"] = originator[1]
        return call.begun(fields, outgoing.encoded(call.syntax))

    def find(
        self, query: FindRequest[A], *, priority: Priority = "medium"
    ) -> Iterator[A]:
        """Yield the matches of a query: C-FIND, PS3.4 C.4.1.

        The query is sent when the first match is requested. Closing the iterator early,
        as leaving a `for` loop does, cancels the query.
        """
        call = self._start("C-FIND", query)
        keys = query.to_dataset()
        data = call.encoded(type(query), keys)
        fields = {
            "AffectedSOPClassUID": call.message_uid,
            "Priority": PRIORITIES[priority],
        }
        checker = None
        if self._check != "off":
            checker = AnswerChecker((type(query), keys))
        with call.many(fields, data) as responses:
            for message in responses:
                if message.data is None:
                    call.outcome(message)  # raises for a failure
                    continue
                yield cast(A, call.decoded(query.reply, message, checker=checker))

    def move(
        self,
        retrieve: RetrieveRequest,
        destination: str,
        *,
        priority: Priority = "medium",
    ) -> Iterator[Progress]:
        """Have the peer send instances to an application: C-MOVE, PS3.4 C.4.2.

        Yields:
            The progress; the last one is the outcome.

        Args:
            destination: An AE title that is configured at the peer.
        """
        call = self._start("C-MOVE", retrieve)
        data = call.encoded(type(retrieve), retrieve.to_dataset())
        fields = {
            "AffectedSOPClassUID": call.message_uid,
            "Priority": PRIORITIES[priority],
            "MoveDestination": destination,
        }
        with call.many(fields, data) as responses:
            for message in responses:
                yield call.progress(message)

    def retrieve(
        self,
        retrieve: RetrieveRequest,
        *,
        priority: Priority = "medium",
        on_progress: Callable[[Progress], object] | None = None,
    ) -> Iterator[Received]:
        """Yield instances that the peer sends on this association: C-GET, PS3.4 C.4.3.

        Each instance has been received and acknowledged when it is yielded. Instances
        that a provider among the services stores are not yielded.

        Args:
            on_progress: Called with the progress; the last one is the outcome.
        """
        call = self._start("C-GET", retrieve)
        data = call.encoded(type(retrieve), retrieve.to_dataset())
        fields = {
            "AffectedSOPClassUID": call.message_uid,
            "Priority": PRIORITIES[priority],
        }
        with call.many(fields, data) as responses:
            for message in responses:
                if isinstance(message, Received):
                    yield message
                    continue
                progress = call.progress(message)
                if on_progress is not None:
                    on_progress(progress)
