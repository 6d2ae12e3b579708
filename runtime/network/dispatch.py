"""From a request to the handler of its service, and back to a response."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from pydicom.dataset import Dataset
from pydicom.uid import UID, generate_uid

from ..dimse.attribute_lists import AttributeList, FindRequest, GetRequest
from ..dimse.checking import AnswerChecker
from ..dimse.providers import (
    UNRECOGNIZED_OPERATION,
    Provider,
    Refused,
    User,
    VerificationProvider,
    handler_name,
)
from ..dimse.sop_classes import MetaSopClass, SopClass
from ..dimse.statuses import Status
from ..validation.findings import Finding
from . import checks, data_sets
from .calls import Call
from .command_sets import SERVICES
from .contexts import VERIFICATION, uids_of
from .exchange import Incoming
from .log import LOGGER, tell
from .received import InMemory, Sink, Spooled
from .requests import received_of, request_class, request_of
from .responding import CANCELLED, PENDING, Responder, code_of
from .sub_operations import Senders
from .windows import Window

if TYPE_CHECKING:
    from .association import Association
    from .checks import OnFindings
    from .options import Check
    from .upper_layer import Link

SOP_CLASS_NOT_SUPPORTED = 0x0122
NO_SUCH_SOP_CLASS = 0x0118
PROCESSING_FAILURE = 0x0110
OUT_OF_RESOURCES = 0xA700
UNABLE_TO_PROCESS = 0xC000


OnAnswered: TypeAlias = Callable[[Call], object]
"""Told of each request once its final response is on its way."""


class Side(NamedTuple):
    """What handles the requests of a SOP class."""

    handler: Provider | User
    sop_class: type[SopClass] | None
    """None of storage, where a handler may serve many."""


class Dispatcher:
    """Leads requests to their handlers."""

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
        self._check: Check = check
        self._on_findings = on_findings
        self._on_answered = on_answered
        self._senders = senders
        self._metas = {meta.uid: meta for meta in metas}
        self._providers: dict[str, Side] = {
            VERIFICATION: Side(VerificationProvider(), None)
        }
        self._users: dict[str, Side] = {}
        for handler in handlers:
            table = self._users if isinstance(handler, User) else self._providers
            cls = getattr(handler, "sop_class", None)
            for uid in uids_of(handler):
                table[uid] = Side(handler, cls)
                if cls is not None and cls.message_uid:
                    table.setdefault(cls.message_uid, Side(handler, cls))

    def serve(self, link: Link, association: Association) -> None:
        """Handle the requests that come on an association."""
        link.on_request = lambda message: self._take(link, association, message)
        link.exchange.sink = lambda message: self._sink(link, message)  # type: ignore[method-assign]

    def _take(self, link: Link, association: Association, message: Incoming) -> None:
        """Handle a request, one to store an instance beside others if that was agreed on.

        Others wait until those are done: a query may be about what they bring.
        """
        if link.window == 1 or link.is_requestor:
            self.handle(link, association, message)
            return
        if link.performing is None:
            link.performing = Window(link.window)
        if SERVICES.get(message.field) == "C-STORE":
            link.performing.perform(lambda: self.handle(link, association, message))
        else:
            link.performing.drain()
            self.handle(link, association, message)

    def _sink(self, link: Link, message: Incoming) -> Sink:
        if SERVICES.get(message.field) != "C-STORE":
            return InMemory()
        uid = str(message.command.get("AffectedSOPClassUID") or "")
        side = self._providers.get(link.related.get(uid, uid))
        make = getattr(side.handler, "receive", None) if side else None
        if make is None:
            return Spooled()
        context = link._accepted_cx.get(message.context_id)
        syntax = str(context.transfer_syntax[0]) if context else ""
        sink: Sink = make(
            uid,
            str(message.command.get("AffectedSOPInstanceUID") or ""),
            syntax,
            str(link.requestor.ae_title).strip(),
        )
        return sink

    def _sides(self, call: Call) -> dict[str, Side]:
        """Return what may handle a request, by the SOP class of its context."""
        return self._users if call.service == "N-EVENT-REPORT" else self._providers

    def _side(self, call: Call) -> Side | None:
        """Return what handles a request; None if its context is for another SOP class.

        The context of a meta SOP class is for the class that the message names.
        """
        table = self._sides(call)
        negotiated = table.get(call.general_class_uid)
        if negotiated is None:
            return table.get(call.sop_class_uid)
        others = negotiated.sop_class.message_uid if negotiated.sop_class else None
        allowed = (call.abstract_syntax, others)
        return negotiated if call.sop_class_uid in allowed else None

    def handle(self, link: Link, association: Association, message: Incoming) -> None:
        """Answer a request; whatever its handler does, the association lives on."""
        call = Call(link, association, message, SERVICES.get(message.field, ""))
        side = self._side(call)
        respond = Responder(
            link,
            call,
            message.field,
            side.sop_class if side is not None else None,
            check=self._check != "off",
        )
        try:
            self._answer(side, call, message, respond)
        except ConnectionError:
            LOGGER.info("the association ended while %s was handled", call.service)
        except BaseException:  # sys.exit() of a handler ends no thread of ours
            LOGGER.exception("%s could not be handled", call.service)
            with contextlib.suppress(ConnectionError):
                respond.final(_failed(call), comment="the handler failed")
        finally:
            link.exchange.handled(message)
            if self._on_answered is not None:
                tell(self._on_answered, call)

    def _answer(
        self, side: Side | None, call: Call, message: Incoming, respond: Responder
    ) -> None:
        try:
            self._check_command(call, message)
            if not call.service:
                raise Refused(UNRECOGNIZED_OPERATION)
            self._handle(side, call, message, respond)
        except Refused as refusal:
            respond.refuse(refusal)

    def _check_command(self, call: Call, message: Incoming) -> None:
        if self._check != "off":
            side = self._sides(call).get(call.abstract_syntax)
            cls = side.sop_class if side is not None else None
            if cls is not None and cls.uid != call.abstract_syntax:
                cls = None  # of a provider of many storage SOP classes, one of them
            context = self._metas.get(call.abstract_syntax) or cls
            call.findings = checks.of_command(
                message.raw,
                message.data is not None,
                context or call.abstract_syntax,
            )
            self.tell(call, call.findings)

    def _handle(
        self, side: Side | None, call: Call, message: Incoming, respond: Responder
    ) -> None:
        if side is None:
            if call.service == "C-STORE" and self._arrive(call, message, respond):
                return
            normalized = call.service.startswith("N-")
            raise Refused(NO_SUCH_SOP_CLASS if normalized else SOP_CLASS_NOT_SUPPORTED)
        if call.service == "C-ECHO":
            respond.final(code_of(_handler(side, "echo")(call)))
        elif call.service == "C-STORE":
            self._store(side, call, message, respond)
        else:
            self._request(side, call, message, respond)

    def _arrive(self, call: Call, message: Incoming, respond: Responder) -> bool:
        """Give an instance to the C-GET that has asked for it, if there is one."""
        arrivals = call.association.arrivals
        sink = message.data
        if arrivals is None or sink is None:
            return False
        if sink.failure is not None:
            raise Refused(OUT_OF_RESOURCES, str(sink.failure))
        message.data = None  # it belongs to whoever takes it
        taken = arrivals.arrive(received_of(sink, call))
        respond.final(0 if taken else OUT_OF_RESOURCES)
        return True

    def _store(
        self, side: Side, call: Call, message: Incoming, respond: Responder
    ) -> None:
        sink = message.data
        if sink is None:
            raise Refused(UNABLE_TO_PROCESS, "no data set")
        if sink.failure is not None:
            LOGGER.error("an instance could not be kept: %s", sink.failure)
            raise Refused(OUT_OF_RESOURCES, str(sink.failure))
        call.received = received_of(sink, call)
        keep = getattr(side.handler, "keep", None)
        if keep is not None:
            respond.final(code_of(keep(sink, call)))
            return
        try:
            dataset = call.received.dataset()
        except Exception as error:
            raise Refused(UNABLE_TO_PROCESS, "no data set of DICOM") from error
        respond.final(code_of(_handler(side, "store")(dataset, call)))

    def _request(
        self, side: Side, call: Call, message: Incoming, respond: Responder
    ) -> None:
        data = b"" if message.data is None else message.data.open().read()
        if message.data is not None and message.data.failure is not None:
            raise Refused(PROCESSING_FAILURE, str(message.data.failure))
        syntax = UID(call.transfer_syntax_uid)
        try:
            dataset = data_sets.decode(data, syntax)
        except Exception as error:
            raise Refused(_failed(call), "no data set of DICOM") from error
        cls = request_class(side.sop_class, call.service, message.command, dataset)
        request = request_of(cls, message.command, dataset)
        if self._check != "off":
            negotiated = call.association.negotiated(call.abstract_syntax)
            found = checks.of_data(cls, data, syntax, negotiated=negotiated)
            self.tell(call, found)
            request.findings = call.findings = (*call.findings, *found)
        handler = _handler(side, handler_name(call.service, cls))
        with _named(call):
            result = handler(request, call)
        if call.service == "C-FIND":
            self._find(request, result, call, respond)
        elif call.service in ("C-MOVE", "C-GET"):
            if self._senders is None:
                raise Refused(UNRECOGNIZED_OPERATION)
            self._senders.send(result, call, respond)
        else:
            requested = request.tags if isinstance(request, GetRequest) else ()
            self._reply(result, call, respond, requested)

    def tell(self, call: Call, findings: tuple[Finding, ...]) -> None:
        """Log what is wrong with a request, and tell whoever wants to know."""
        if findings:
            name = f"{call.service} of {UID(call.sop_class_uid).name}"
            text = f"{name} from {call.calling_ae}"
            checks.log(text, findings)
            if self._on_findings is not None:
                tell(self._on_findings, text, findings)

    def _find(
        self, query: AttributeList, result: Any, call: Call, respond: Responder
    ) -> None:
        answers: Any = iter(result if result is not None else ())
        checker = self._answer_checker(query, call)
        try:
            for answer in answers:
                if call.cancelled:
                    respond.final(CANCELLED)
                    return
                if isinstance(answer, Status | int):
                    respond.final(code_of(answer))
                    return
                status, attributes = (
                    answer if isinstance(answer, tuple) else (PENDING, answer)
                )
                if not isinstance(attributes, (Dataset, query.reply)):
                    raise TypeError(f"{answer!r} answers no {type(query).__qualname__}")
                data = self._encoded(attributes, call, checker)
                respond.pending(code_of(status), data)
        finally:
            if hasattr(answers, "close"):  # a generator may hold what it wants to close
                answers.close()
        respond.final(0)

    def _reply(
        self,
        result: Any,
        call: Call,
        respond: Responder,
        requested: Collection[int] = (),
    ) -> None:
        if isinstance(result, tuple) and not isinstance(result, Status):
            status, attributes = result
        elif isinstance(result, AttributeList | Dataset):
            status, attributes = 0, result
        else:
            status, attributes = result, None
        data = (
            None
            if attributes is None
            else self._encoded(attributes, call, requested=requested)
        )
        uid = getattr(attributes, "sop_instance_uid", "")
        respond.final(code_of(status), data, sop_instance_uid=uid)

    def _answer_checker(self, query: AttributeList, call: Call) -> AnswerChecker | None:
        """Return what checks the answers to a query: they have what it asks for."""
        if self._check == "off" or not isinstance(query, FindRequest):
            return None
        negotiated = call.association.negotiated(call.abstract_syntax)
        return AnswerChecker(query, negotiated=negotiated)

    def _encoded(
        self,
        attributes: AttributeList | Dataset,
        call: Call,
        checker: AnswerChecker | None = None,
        requested: Collection[int] = (),
    ) -> bytes:
        """Return an answer as it is sent; what is wrong with it goes to the log.

        Args:
            checker: Knows what C-FIND asks for.
            requested: The tags that N-GET asks for.
        """
        syntax = UID(call.transfer_syntax_uid)
        if isinstance(attributes, Dataset):
            return data_sets.encode(attributes, syntax)
        data = data_sets.encode(attributes.to_dataset(), syntax)
        if self._check != "off":
            findings = checks.of_data(
                type(attributes), data, syntax, requested=requested, checker=checker
            )
            checks.log(f"own answer to {call.service}", findings, call.told)
        return data


@contextlib.contextmanager
def _named(call: Call) -> Iterator[None]:
    """Give an instance that is to be made a UID, where the SCU leaves that to the SCP.

    Source: PS3.7 10.1.5.1.4.
    """
    if call.service != "N-CREATE" or call.sop_instance_uid:
        yield
        return
    call.sop_instance_uid = str(generate_uid(prefix=None))
    try:
        yield
    except BaseException:
        call.sop_instance_uid = ""  # there is no such instance
        raise


def _failed(call: Call) -> int:
    """Return the status that says no more than that a request was not fulfilled."""
    normalized = call.service.startswith("N-")
    return PROCESSING_FAILURE if normalized else UNABLE_TO_PROCESS


def _handler(side: Side, name: str) -> Any:
    handler = getattr(side.handler, name, None)
    if handler is None:
        raise Refused(UNRECOGNIZED_OPERATION)
    return handler
