"""One request to a peer, and what comes back."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset
from pydicom.uid import UID

from ..dimse.attribute_lists import AttributeList
from ..dimse.checking import AnswerChecker
from ..dimse.messages import RESPONSE
from ..dimse.negotiated import BASELINE, Negotiated
from ..dimse.sop_classes import SopClass
from ..dimse.statuses import Category
from ..validation.findings import Finding
from . import checks, data_sets
from .command_sets import FIELDS, Command
from .errors import (
    AssociationAbortedError,
    FailedStatusError,
    PeerTimeoutError,
    UnexpectedMessageError,
)
from .exchange import Answers, Incoming, encoded
from .log import LOGGER
from .outcomes import Outcome, Progress
from .statuses import category, meaning

if TYPE_CHECKING:
    from typing import BinaryIO

    from pynetdicom.presentation import PresentationContext

    from .checks import OnFindings
    from .options import Check
    from .upper_layer import Link


class Operation:
    """A request of one DIMSE service, in its presentation context."""

    def __init__(
        self,
        link: Link,
        service: str,
        sop_class: type[SopClass] | None,
        context: PresentationContext,
        timeout: float | None,
        check: Check,
        on_findings: OnFindings | None,
        uid: str = "",
        negotiated: Negotiated = BASELINE,
    ) -> None:
        self.service = service
        self.sop_class = sop_class
        self.context_id = int(context.context_id or 0)
        self.syntax = context.transfer_syntax[0]
        self.instance_uid = ""
        self._link = link
        self._timeout = timeout
        self._check: Check = check
        self._on_findings = on_findings
        self._negotiated = negotiated
        self._told: set[tuple[str, str]] = set()
        self.message_uid = uid
        """SOP Class UID that the message names."""
        if sop_class is not None:
            # PS3.4 CC.3.1: C-FIND names the SOP class that was negotiated.
            other = sop_class.message_uid if service.startswith("N-") else None
            self.message_uid = other or sop_class.uid

    @property
    def name(self) -> str:
        """What errors and findings call it: "N-SET of Printer"."""
        if self.sop_class is not None:
            return f"{self.service} of {self.sop_class.name}"
        return f"{self.service} of {UID(self.message_uid).name}"

    def instance(self, uid: str | None) -> str:
        """Return the SOP Instance UID: the one given, or the well-known one.

        Raises:
            ValueError: None is given, and none is well known.
        """
        known = self.sop_class.instance_uid if self.sop_class is not None else None
        if not (uid or known):
            raise ValueError(f"{self.name} needs a SOP Instance UID")
        self.instance_uid = str(uid or known)
        return self.instance_uid

    def requested(self, uid: str | None) -> Command:
        """Return the command fields that name the instance."""
        return {
            "RequestedSOPClassUID": self.message_uid,
            "RequestedSOPInstanceUID": self.instance(uid),
        }

    # Data sets

    def encoded(self, attributes: AttributeList) -> bytes | None:
        """Return an attribute list as it is sent; None if it has no attributes.

        Raises:
            InvalidMessageError: It breaks the standard, and is not to be sent.
        """
        dataset = attributes.to_dataset()
        data = data_sets.encode(dataset, self.syntax)
        if self._check != "off":
            findings = checks.of_data(
                type(attributes), data, self.syntax, negotiated=self._negotiated
            )
            checks.before_sending(self.name, findings, self._check)
        return data if data or self.service.startswith("C-") else None

    def decoded(
        self,
        cls: type[Any],
        message: Incoming,
        *,
        requested: Collection[int] | None = None,
        checker: AnswerChecker | None = None,
    ) -> AttributeList:
        """Return the attribute list of an answer, with what is wrong with it.

        Raises:
            UnexpectedMessageError: It is no data set.
        """
        if message.data is not None and message.data.failure is not None:
            raise UnexpectedMessageError(self.name, str(message.data.failure))
        data = b"" if message.data is None else message.data.open().read()
        try:
            dataset = data_sets.decode(data, self.syntax)
        except Exception as error:
            raise UnexpectedMessageError(
                self.name, f"an answer that is no data set: {error}"
            ) from error
        attributes: AttributeList = cls.from_dataset(dataset)
        if self._check != "off":
            findings = checks.of_data(
                cls, data, self.syntax, requested=requested, checker=checker
            )
            attributes.findings = (*message.findings, *findings)
            self.tell(findings)
        return attributes

    def tell(self, findings: tuple[Finding, ...]) -> None:
        """Log what is wrong with an answer, and tell whoever wants to know."""
        if findings:
            message = f"answer to {self.name}"
            checks.log(message, findings, self._told)
            if self._on_findings is not None:
                self._on_findings(message, findings)

    # Messages

    def single(self, command: Command, data: bytes | BinaryIO | None = None) -> Any:
        """Send a request, and return the one response.

        Raises:
            PeerTimeoutError: There was none in time; the association has been aborted.
            AssociationAbortedError: It ended before.
        """
        answers = self._send(command, data)
        try:
            return self._next(answers)
        finally:
            answers.close()

    def begun(self, command: Command, data: bytes | BinaryIO | None) -> Pending:
        """Send a request, and do not wait for its response.

        Raises:
            AssociationAbortedError: It ended before.
        """
        return Pending(self, self._send(command, data))

    def _send(self, command: Command, data: bytes | BinaryIO | None) -> Answers:
        field = FIELDS[self.service]
        if not self._link.is_established:
            raise AssociationAbortedError(self.name)
        command = {"CommandField": field, **command}
        if self._check != "off":
            raw = encoded(command, data, 1)  # it has its Message ID when it is sent
            findings = checks.of_own_request(raw, data is not None)
            checks.before_sending(self.name, findings, self._check)
        try:
            return self._link.exchange.request(command, self.context_id, data)
        except ConnectionError as error:
            raise AssociationAbortedError(self.name) from error

    def _next(self, answers: Answers) -> Any:
        try:
            message: Any = answers.next(self._timeout)
        except queue.Empty:
            answers.close()
            self._link.abort()
            raise PeerTimeoutError(self.name, self._timeout or 0) from None
        except BaseException:  # Ctrl-C: whoever wants to leave waits for no peer
            answers.close()
            self._link.abort()
            raise
        if message is None:
            answers.close()
            raise AssociationAbortedError(self.name)
        if self._check != "off" and isinstance(message, Incoming):
            message.findings = checks.of_response(
                message.raw,
                message.data is not None,
                answers.request,
                self.sop_class,
            )
            self.tell(message.findings)
        if isinstance(message, Incoming) and message.field != (
            FIELDS[self.service] | RESPONSE
        ):
            LOGGER.warning(
                "%s was answered with command field %04X", self.name, message.field
            )
        return message

    @contextlib.contextmanager
    def many(
        self, command: Command, data: bytes | BinaryIO | None
    ) -> Iterator[Iterator[Any]]:
        """Send a request, and give its responses up to the final one.

        Where the caller leaves before that one, the operation is cancelled, and what
        comes until the peer has noticed is dropped.
        """
        exchange = self._link.exchange
        answers = self._send(command, data)
        finished = False

        def responses() -> Iterator[Any]:
            nonlocal finished
            while not finished:
                message = self._next(answers)
                if isinstance(message, Incoming) and not self.is_pending(message):
                    finished = True
                yield message

        try:
            yield responses()
        finally:
            try:
                if not finished and self._link.is_established:
                    exchange.cancel(answers, self.context_id)
                    for _ in responses():
                        pass
            finally:
                exchange.arrivals = None
                answers.close()

    def code(self, message: Incoming) -> int:
        """Return the status of a response.

        Raises:
            UnexpectedMessageError: It has none.
        """
        code = message.command.get("Status")
        if code is None:
            raise UnexpectedMessageError(self.name, "an answer without a status")
        return int(code)

    def is_pending(self, message: Incoming) -> bool:
        """Whether more responses follow."""
        code = message.command.get("Status")
        return code is not None and self._category(int(code)) is Category.PENDING

    def _category(self, code: int) -> Category:
        return category(code, self.service, self.sop_class)

    def outcome(self, message: Incoming) -> Outcome:
        """Return what a response says.

        Raises:
            FailedStatusError: It says that the operation has failed.
        """
        code = self.code(message)
        command = message.command
        status = meaning(code, self.service, self.sop_class)
        comment = str(command.get("ErrorComment") or "")
        if self._category(code) is Category.FAILURE:
            raise FailedStatusError(
                self.name,
                code,
                status,
                comment=comment,
                error_id=command.get("ErrorID"),
                offending=command.get("OffendingElement")
                or command.get("AttributeIdentifierList")
                or (),
                findings=message.findings,
            )
        return Outcome(code, status, comment, message.findings)

    def progress(self, message: Incoming) -> Progress:
        """Return how far a retrieval is.

        Raises:
            FailedStatusError: It has failed.
        """
        outcome = self.outcome(message)
        command = message.command
        failed: tuple[str, ...] = ()
        if message.data is not None:
            with contextlib.suppress(Exception):
                identifier = data_sets.decode(message.data.open().read(), self.syntax)
                failed = uids(identifier)
        return Progress(
            outcome.code,
            outcome.status,
            outcome.comment,
            outcome.findings,
            remaining=command.get("NumberOfRemainingSuboperations"),
            completed=command.get("NumberOfCompletedSuboperations") or 0,
            failed=command.get("NumberOfFailedSuboperations") or 0,
            warning=command.get("NumberOfWarningSuboperations") or 0,
            failed_uids=failed,
        )


class Pending:
    """A request that was sent, and has its one response still to come."""

    def __init__(self, operation: Operation, answers: Answers) -> None:
        self._operation = operation
        self._answers = answers

    def outcome(self) -> Outcome:
        """Wait for the response, and return what it says.

        Raises:
            FailedStatusError, PeerTimeoutError, AssociationAbortedError: As of every
                operation.
        """
        try:
            return self._operation.outcome(self._operation._next(self._answers))
        finally:
            self._answers.close()


def uids(identifier: Dataset) -> tuple[str, ...]:
    """Return Failed SOP Instance UID List (0008,0058)."""
    found = identifier.get("FailedSOPInstanceUIDList") or []
    return (str(found),) if isinstance(found, str) else tuple(map(str, found))
