"""Dispatches received requests to their handlers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from pydicom.dataset import Dataset
from pydicom.uid import UID, generate_uid

from ...data_sets import transfer
from ...dimse.services.attribute_lists import AttributeList
from ...dimse.services.sides import (
    UNRECOGNIZED_OPERATION,
    Provider,
    Refused,
    User,
    handler_name,
)
from ...dimse.services.sop_classes import MetaSopClass
from ...dimse.services.statuses import Status
from ...findings.finding import Finding
from ...statuses import (
    NO_SUCH_SOP_CLASS,
    PROCESSING_FAILURE,
    SOP_CLASS_NOT_SUPPORTED,
    SUCCESS,
)
from ..link import checks
from ..link.incoming import Incoming
from ..link.log import LOGGER, notify
from ..link.statuses import OUT_OF_RESOURCES, UNABLE_TO_PROCESS
from ..link.windows import Window
from .replies import Replies
from .request_classes import (
    UnknownLevelError,
    received_of,
    request_class,
    request_of,
)
from .request_context import Call
from .responding import Responder
from .routing import Routes, Side
from .sub_operations import Senders

if TYPE_CHECKING:
    from ..link.checks import OnFindings
    from ..link.options import Check
    from ..link.upper_layer import Link
    from ..requests.association import Association

OnAnswered: TypeAlias = Callable[[Call], object]
"""Called with each request after its final response was sent."""


class Dispatcher:
    """Dispatches the requests of associations to their handlers."""

    def __init__(
        self,
        handlers: Iterable[Provider | User],
        *,
        check: Check = "raise",
        on_findings: OnFindings | None = None,
        on_answered: OnAnswered | None = None,
        senders: Senders | None = None,
        metas: Iterable[type[MetaSopClass]] = (),
    ) -> None:
        self._routes = Routes(handlers, metas)
        self._check = check != "off"
        self._on_findings = on_findings
        self._on_answered = on_answered
        self._senders = senders

    def serve(self, link: Link, association: Association) -> None:
        """Handle the requests of an association."""
        link.on_request = lambda message: self._take(link, association, message)
        link.exchange.sink = lambda message: self._routes.sink(link, message)  # type: ignore[method-assign]

    def _take(self, link: Link, association: Association, message: Incoming) -> None:
        """Handle a request; a C-STORE concurrently, if a window was negotiated.

        Other requests wait for them: a query may be about the stored instances.
        """
        if link.window == 1 or link.is_requestor:
            self.handle(link, association, message)
            return
        if link.performing is None:
            link.performing = Window(link.window)
        if message.service == "C-STORE":
            link.performing.perform(lambda: self.handle(link, association, message))
        else:
            link.performing.drain()
            self.handle(link, association, message)

    def handle(self, link: Link, association: Association, message: Incoming) -> None:
        """Respond to a request; the association continues if the handler fails."""
        call = Call(link, association, message)
        side = self._routes.side(call)
        sop_class = side.sop_class if side is not None else None
        respond = Responder(link, call, message.field, sop_class, check=self._check)
        try:
            self._respond(side, call, message, respond)
        except ConnectionError:
            LOGGER.info("the association ended while %s was handled", call.service)
        except BaseException:  # sys.exit() in a handler must not end the thread
            LOGGER.exception("%s could not be handled", call.service)
            with contextlib.suppress(ConnectionError):
                respond.final(_failure(call), comment="the handler failed")
        finally:
            link.exchange.handled(message)
            if self._on_answered is not None:
                notify(self._on_answered, call)

    def _respond(
        self, side: Side | None, call: Call, message: Incoming, respond: Responder
    ) -> None:
        try:
            if self._check:
                call.findings = checks.of_command(
                    message.command,
                    message.data is not None,
                    self._routes.context(call),
                )
                self._report(call, call.findings)
            if not call.service:
                raise Refused(UNRECOGNIZED_OPERATION)
            self._handle(side, call, message, respond)
        except Refused as refusal:
            respond.refuse(refusal)

    def _handle(
        self, side: Side | None, call: Call, message: Incoming, respond: Responder
    ) -> None:
        if side is None:
            if call.service == "C-STORE" and _retrieved(call, message, respond):
                return
            normalized = call.is_normalized
            raise Refused(NO_SUCH_SOP_CLASS if normalized else SOP_CLASS_NOT_SUPPORTED)
        if call.service == "C-ECHO":
            respond.final(side.method("echo")(call))
        elif call.service == "C-STORE":
            _store(side, call, message, respond)
        else:
            self._request(side, call, message, respond)

    def _request(
        self, side: Side, call: Call, message: Incoming, respond: Responder
    ) -> None:
        data = b"" if message.data is None else message.data.open().read()
        if message.data is not None and message.data.failure is not None:
            raise Refused(PROCESSING_FAILURE, str(message.data.failure))
        syntax = UID(call.transfer_syntax_uid)
        try:
            dataset = transfer.decode(data, syntax)
        except Exception as error:
            raise Refused(_failure(call), NOT_DECODED) from error
        cls = self._class(side, call, message, dataset)
        request = request_of(cls, message.command, dataset)
        if self._check:
            negotiated = call.association.negotiated(call.abstract_syntax)
            findings = checks.of_data(cls, data, syntax, negotiated=negotiated)
            self._report(call, findings)
            request.findings = call.findings = (*call.findings, *findings)
        handler = side.method(handler_name(call.service, cls))
        with _new_instance(call):
            result = handler(request, call)
        replies = Replies(call, respond, check=self._check)
        if call.service == "C-FIND":
            replies.find(request, result)
        elif call.service in ("C-MOVE", "C-GET"):
            if self._senders is None:
                raise Refused(UNRECOGNIZED_OPERATION)
            self._senders.send(result, call, respond)
        else:
            replies.reply(request, result)

    def _class(
        self, side: Side, call: Call, message: Incoming, dataset: Dataset
    ) -> type[AttributeList]:
        """Return the class of a request, and report a level that it does not have."""
        try:
            cls, finding = request_class(side, call.service, message.command, dataset)
        except UnknownLevelError as refusal:
            self._add(call, refusal.finding)
            raise
        if finding is not None:
            self._add(call, finding)
        return cls

    def _add(self, call: Call, finding: Finding) -> None:
        if self._check:
            call.findings = (*call.findings, finding)
            self._report(call, (finding,))

    def _report(self, call: Call, findings: tuple[Finding, ...]) -> None:
        """Log the findings of a request, and pass them to `on_findings`."""
        if findings:
            message = checks.CheckedMessage(
                call.service,
                UID(call.sop_class_uid).name,
                is_response=False,
                calling_ae=call.calling_ae,
            )
            checks.log(message, findings)
            if self._on_findings is not None:
                notify(self._on_findings, message, findings)


NOT_DECODED = "the data set cannot be decoded"


def _retrieved(call: Call, message: Incoming, respond: Responder) -> bool:
    """Pass an instance to the C-GET in progress; return False if there is none."""
    retrieval = call.association.retrieval
    sink = message.data
    if retrieval is None or sink is None:
        return False
    if sink.failure is not None:
        raise Refused(OUT_OF_RESOURCES, str(sink.failure))
    message.data = None  # the caller of `retrieve` owns it
    taken = retrieval.put_instance(received_of(sink, call))
    respond.final(SUCCESS if taken else OUT_OF_RESOURCES)
    return True


def _store(side: Side, call: Call, message: Incoming, respond: Responder) -> None:
    sink = message.data
    if sink is None:
        raise Refused(UNABLE_TO_PROCESS, "there is no data set")
    if sink.failure is not None:
        LOGGER.error("an instance could not be stored: %s", sink.failure)
        raise Refused(OUT_OF_RESOURCES, str(sink.failure))
    call.received = received_of(sink, call)
    keep = getattr(side.handler, "keep", None)
    if keep is not None:
        respond.final(keep(sink, call))
        return
    try:
        dataset = call.received.dataset()
    except Exception as error:
        raise Refused(UNABLE_TO_PROCESS, NOT_DECODED) from error
    respond.final(side.method("store")(dataset, call))


@contextlib.contextmanager
def _new_instance(call: Call) -> Iterator[None]:
    """Generate a SOP Instance UID for N-CREATE, if the SCU leaves it to the SCP.

    Source: PS3.7 10.1.5.1.4.
    """
    if call.service != "N-CREATE" or call.sop_instance_uid:
        yield
        return
    call.sop_instance_uid = str(generate_uid(prefix=None))
    try:
        yield
    except BaseException:
        call.sop_instance_uid = ""  # no instance was created
        raise


def _failure(call: Call) -> Status:
    """Return the general failure status of a service."""
    return PROCESSING_FAILURE if call.is_normalized else UNABLE_TO_PROCESS
