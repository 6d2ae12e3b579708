"""A request to a peer and its responses."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset

from ...data_sets import transfer
from ...dimse.checking import AnswerChecker
from ...dimse.messages.messages import RESPONSE
from ...dimse.services.attribute_lists import AttributeList, RetrieveRequest
from ...dimse.services.negotiated import BASELINE, Negotiated
from ...dimse.services.outcomes import Outcome
from ...dimse.services.sides import NORMALIZED
from ...dimse.services.sop_classes import SopClass, sop_class_with
from ...findings.finding import Finding
from ..link import checks
from ..link.errors import (
    AssociationAbortedError,
    PeerTimeoutError,
    UnexpectedMessageError,
)
from ..link.exchange import FIELDS, Fields, command_set
from ..link.incoming import Incoming, Responses
from ..link.log import LOGGER
from .response_reader import ResponseReader

if TYPE_CHECKING:
    from typing import BinaryIO

    from pynetdicom.presentation import PresentationContext

    from ..link.checks import OnFindings
    from ..link.options import Check
    from ..link.upper_layer import Link


class Operation(ResponseReader):
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
        super().__init__(service, sop_class, uid, context.transfer_syntax[0])
        self.context_id = int(context.context_id or 0)
        self.instance_uid = ""
        self._link = link
        self._timeout = timeout
        self._check: Check = check
        self._on_findings = on_findings
        self._negotiated = negotiated
        self._logged: set[tuple[str, str]] = set()

    def instance(self, uid: str | None) -> str:
        """Return the given SOP Instance UID, or the well-known one of the SOP class.

        Raises:
            ValueError: It is None, and there is no well-known instance.
        """
        known = self.sop_class.instance_uid if self.sop_class is not None else None
        if not (uid or known):
            raise ValueError(f"{self.name} requires a SOP Instance UID")
        self.instance_uid = str(uid or known)
        return self.instance_uid

    def requested(self, uid: str | None) -> dict[str, Any]:
        """Return the command elements that identify the instance."""
        return {
            "RequestedSOPClassUID": self.message_uid,
            "RequestedSOPInstanceUID": self.instance(uid),
        }

    # Data sets

    def encoded(self, cls: type[AttributeList], dataset: Dataset) -> bytes | None:
        """Return an encoded attribute list; None if it has no attributes.

        Args:
            cls: Class of the attribute list.

        Raises:
            InvalidMessageError: It has errors, and `check` is "raise".
        """
        data = transfer.encode(dataset, self.syntax)
        if self._check != "off":
            findings = checks.of_data(
                cls, data, self.syntax, negotiated=self._negotiated
            )
            checks.before_sending(self.name, findings, self._check)
        return data if data or self.service not in NORMALIZED else None

    def decoded(
        self,
        cls: type[Any],
        message: Incoming,
        *,
        requested: Collection[int] | None = None,
        checker: AnswerChecker | None = None,
    ) -> AttributeList:
        """Return the attribute list of a response, with its findings.

        Raises:
            UnexpectedMessageError: It cannot be decoded.
        """
        if message.data is not None and message.data.failure is not None:
            raise UnexpectedMessageError(self.name, str(message.data.failure))
        data = b"" if message.data is None else message.data.open().read()
        try:
            dataset = transfer.decode(data, self.syntax)
        except Exception as error:
            raise UnexpectedMessageError(
                self.name, f"the data set of the response cannot be decoded: {error}"
            ) from error
        attributes: AttributeList = cls.from_dataset(dataset)
        if self._check != "off":
            findings = checks.of_data(
                cls, data, self.syntax, requested=requested, checker=checker
            )
            attributes.findings = (*message.findings, *findings)
            self._report(findings)
        return attributes

    def _report(self, findings: tuple[Finding, ...]) -> None:
        """Log the findings of a response, and pass them to `on_findings`."""
        if findings:
            message = checks.CheckedMessage(
                self.service, self.sop_class_name, is_response=True
            )
            checks.log(message, findings, self._logged)
            if self._on_findings is not None:
                self._on_findings(message, findings)

    # Messages

    def single(self, fields: Fields, data: bytes | BinaryIO | None = None) -> Any:
        """Send a request and return its only response.

        Raises:
            PeerTimeoutError: There was no response in time; the association is aborted.
            AssociationAbortedError: The association ended before the response.
        """
        responses = self._send(fields, data)
        try:
            return self.next(responses)
        finally:
            responses.close()

    def begun(self, fields: Fields, data: bytes | BinaryIO | None) -> Pending:
        """Send a request without waiting for its response.

        Raises:
            AssociationAbortedError: The association has ended.
        """
        return Pending(self, self._send(fields, data))

    @contextlib.contextmanager
    def many(
        self, fields: Fields, data: bytes | BinaryIO | None
    ) -> Iterator[Iterator[Any]]:
        """Send a request, and provide its responses up to the final one.

        If the caller leaves before the final one, the operation is cancelled, and further
        responses are dropped.
        """
        exchange = self._link.exchange
        responses = self._send(fields, data)
        finished = False

        def messages() -> Iterator[Any]:
            nonlocal finished
            while not finished:
                message = self.next(responses)
                if isinstance(message, Incoming) and not self.is_pending(message):
                    finished = True
                yield message

        try:
            yield messages()
        finally:
            try:
                if not finished and self._link.is_established:
                    exchange.cancel(responses, self.context_id)
                    for _ in messages():
                        pass
            finally:
                exchange.retrieval = None
                responses.close()

    def _send(self, fields: Fields, data: bytes | BinaryIO | None) -> Responses:
        if not self._link.is_established:
            raise AssociationAbortedError(self.name)
        fields = {"CommandField": FIELDS[self.service], **fields}
        if self._check != "off":
            command = command_set(fields, data, 1)  # any Message ID: it gets its own
            findings = checks.of_own_request(command, data is not None)
            checks.before_sending(self.name, findings, self._check)
        try:
            return self._link.exchange.request(fields, self.context_id, data)
        except ConnectionError as error:
            raise AssociationAbortedError(self.name) from error

    def next(self, responses: Responses) -> Any:
        """Wait for the next response and return it; its findings are reported."""
        try:
            message: Any = responses.next(self._timeout)
        except queue.Empty:
            responses.close()
            self._link.abort()
            raise PeerTimeoutError(self.name, self._timeout or 0) from None
        except BaseException:  # Ctrl-C: do not wait for the peer
            responses.close()
            self._link.abort()
            raise
        if message is None:
            responses.close()
            raise AssociationAbortedError(self.name)
        if isinstance(message, Incoming):
            self._check_response(message, responses)
        return message

    def _check_response(self, message: Incoming, responses: Responses) -> None:
        if self._check != "off":
            message.findings = checks.of_response(
                message.command,
                message.data is not None,
                responses.request,
                self.sop_class,
            )
            self._report(message.findings)
        if message.field != FIELDS[self.service] | RESPONSE:
            LOGGER.warning(
                "the response to %s has command field %04X", self.name, message.field
            )


class Pending:
    """A request that was sent, and whose only response is expected."""

    def __init__(self, operation: Operation, responses: Responses) -> None:
        self._operation = operation
        self._responses = responses

    def outcome(self) -> Outcome:
        """Wait for the response and return the outcome.

        Raises:
            FailedStatusError, PeerTimeoutError, AssociationAbortedError: As every
                operation.
        """
        try:
            return self._operation.outcome(self._operation.next(self._responses))
        finally:
            self._responses.close()


def sop_class_of(request: AttributeList, service: str) -> type[SopClass]:
    """Return the SOP class of a request to be sent.

    Raises:
        TypeError: It is not a request of the service.
    """
    own = getattr(request, "service", "")
    if isinstance(request, RetrieveRequest):
        own = service  # C-MOVE or C-GET, depending on the SOP class
    sop_class = sop_class_with(request) if own else SopClass
    services = {each.service for each in sop_class.operations}
    if own != service or service not in services:
        name = getattr(request, "__qualname__", type(request).__qualname__)
        raise TypeError(f"{name} is not a request of {service}")
    return sop_class
