"""Checks the contents of messages: command sets, attribute lists, stored objects.

The checks are those of `iodize.dimse.checking`, and for objects those of `iodize validate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..dimse.checking import (
    AnswerChecker,
    Encoded,
    check_attribute_list,
    check_command,
    check_query,
    check_requested,
    check_status,
    resolve,
    sop_class_of,
)
from ..dimse.messages.errors import UnknownMessageError
from ..dimse.messages.messages import Message
from ..dimse.services.attribute_lists import (
    AttributeList,
    FindRequest,
    GetReply,
    Request,
    RetrieveRequest,
)
from ..dimse.services.sop_classes import SopClass, statuses_of
from ..dimse.services.statuses import Status, status_of
from ..findings import codes
from ..findings.finding import Finding
from ..findings.report import FileReport
from ..tables.editions import Edition
from ..validation.engine.engine import validator_of
from .assembly import CANCEL, RelayedMessage
from .exchanges import Exchange
from .instances import Instances
from .negotiation import Negotiation
from .observation import finding

SopClasses = Callable[[str], "type[SopClass] | None"]
"""Maps a UID to its SOP class."""

LARGEST: Final = 1 << 26
"""Attribute lists and identifiers longer than this, in bytes, are not checked."""

_COMPARED: Final = {
    codes.META_SOP_CLASS.name: "Affected SOP Class UID",
    codes.META_SOP_INSTANCE.name: "Affected SOP Instance UID",
}
"""Findings of the file meta information, which holds UIDs of the command set."""


class ContentChecker:
    """Checks messages against an edition.

    Args:
        sop_classes: Maps UIDs to the SOP classes of the edition.
        objects: Whether to validate stored objects, which takes most of the time.
    """

    def __init__(
        self, edition: Edition, sop_classes: SopClasses, *, objects: bool = True
    ) -> None:
        self._edition = edition
        self._sop_classes = sop_classes
        self._objects = objects
        self._validator = validator_of(edition)
        self._instances = Instances(edition)

    def check(
        self,
        message: RelayedMessage,
        exchange: Exchange | None,
        negotiation: Negotiation,
    ) -> FileReport:
        """Return the findings of a message."""
        context = self._context(message)
        request = exchange.request if exchange and message.is_response else None
        found = check_command(
            message.command,
            data_set=message.file is not None,
            context=context or _uid_of_context(message),
            request=request,
            edition=self._edition,
        )
        sop_class = None
        if context is not None:
            uid = message.sop_class_uid or (exchange.sop_class_uid if exchange else "")
            sop_class = sop_class_of(context, uid)
        command = self._command(message)
        name = sop_class.name if sop_class else ""
        report = FileReport("", message.sop_class_uid, name, ())
        if command is not None and message.is_response:
            found += check_status(command, sop_class, edition=self._edition)
            found += tuple(self._response(message, exchange))
        elif command is not None and message.name != CANCEL and exchange is not None:
            exchange.request, exchange.sop_class = command, sop_class
            if message.name == "C-STORE-RQ":
                report = self._store(message)
            elif sop_class is not None:
                found += tuple(self._request(message, exchange, sop_class, negotiation))
        return report._replace(findings=(*found, *report.findings))

    def status(
        self, message: RelayedMessage, exchange: Exchange | None
    ) -> Status | None:
        """Return the meaning of a status; None if the standard reserves the code."""
        sop_class = exchange.sop_class if exchange else None
        own = statuses_of(sop_class, message.service)
        return status_of(message.status, message.service, own, self._edition)

    def _context(self, message: RelayedMessage) -> type[SopClass] | None:
        context = message.context
        return self._sop_classes(context.abstract_syntax) if context else None

    def _command(self, message: RelayedMessage) -> Message | None:
        try:
            return Message.from_elements(message.command.elements, self._edition)
        except UnknownMessageError:
            return None  # reported by `check_command`

    # Objects

    def _store(self, message: RelayedMessage) -> FileReport:
        """Validate an object as `iodize validate` does a file."""
        if not self._objects or message.file is None:
            return FileReport("", message.sop_class_uid, "", ())
        message.file.seek(0)
        report = self._validator.check(message.file)  # type: ignore[arg-type]
        found = (_of_the_message(each) for each in report.findings)
        return report._replace(findings=tuple(each for each in found if each))

    # Attribute lists

    def _request(
        self,
        message: RelayedMessage,
        exchange: Exchange,
        sop_class: type[SopClass],
        negotiation: Negotiation,
    ) -> Iterator[Finding]:
        content = _content(message)
        type_id = _type_id(message)
        resolved = resolve(
            sop_class, message.service, type_id=type_id, identifier=content
        )
        yield from resolved.findings
        definition = resolved.request
        exchange.definition, exchange.identifier = definition, content
        if definition is None:
            return
        if content is not None:
            yield from self._attributes(definition, content, sop_class, negotiation)
        if message.name == "N-GET-RQ":
            exchange.requested = _requested(message)
            reply = getattr(definition, "reply", GetReply)
            yield from check_requested(reply, exchange.requested, edition=self._edition)
        yield from self._instances.request(
            message, sop_class, content, type_id, exchange
        )

    def _attributes(
        self,
        definition: type[AttributeList],
        content: Encoded,
        sop_class: type[SopClass],
        negotiation: Negotiation,
    ) -> tuple[Finding, ...]:
        if not issubclass(definition, FindRequest | RetrieveRequest):
            return check_attribute_list((definition, content), edition=self._edition)
        return check_query(
            (definition, content),
            negotiated=negotiation.queries(sop_class.uid),
            edition=self._edition,
        )

    def _response(
        self, message: RelayedMessage, exchange: Exchange | None
    ) -> Iterator[Finding]:
        if exchange is None:
            return
        yield from self._instances.response(message, exchange)
        content = _content(message)
        definition = exchange.definition
        if content is None or definition is None:
            return
        if message.name == "C-FIND-RSP" and message.is_pending:
            yield from self._answer(exchange, definition, content)
        elif issubclass(definition, Request) and not issubclass(
            definition, FindRequest
        ):
            yield from check_attribute_list(
                (definition.reply, content),
                edition=self._edition,
                requested=exchange.requested,
            )

    def _answer(
        self, exchange: Exchange, definition: type[AttributeList], content: Encoded
    ) -> tuple[Finding, ...]:
        if exchange.answers is None and exchange.identifier is not None:
            query = definition, exchange.identifier
            exchange.answers = AnswerChecker(query, edition=self._edition)
        return exchange.answers.check(content) if exchange.answers else ()


def _uid_of_context(message: RelayedMessage) -> str | None:
    return message.context.abstract_syntax if message.context else None


def _content(message: RelayedMessage) -> Encoded | None:
    if message.file is None or message.data_length > LARGEST:
        return None
    return Encoded(*message.data())


def _type_id(message: RelayedMessage) -> int | None:
    keyword = {"N-ACTION-RQ": "ActionTypeID", "N-EVENT-REPORT-RQ": "EventTypeID"}
    value = message.command.get(keyword.get(message.name, ""))
    return value if isinstance(value, int) else None


def _requested(message: RelayedMessage) -> tuple[int, ...]:
    return tuple(message.command.get("AttributeIdentifierList") or ())


def _of_the_message(one: Finding) -> Finding | None:
    """Replace findings of the file meta information, which was made from the message."""
    uid = _COMPARED.get(one.code)
    if uid is not None:
        text = f"{uid} of the command set differs from the object's"
        return finding(codes.STORE_MISMATCH, text, one.tag)
    return None if one.in_file_meta else one
