"""What is wrong with the messages themselves: their commands and what they carry.

The checks are those of `iodize.dimse.checking`, and of `iodize validate` for objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from ..dimse.attribute_lists import (
    AttributeList,
    FindRequest,
    GetReply,
    Request,
    RetrieveRequest,
)
from ..dimse.checking import (
    AnswerChecker,
    Encoded,
    asked_by,
    check_attribute_list,
    check_command,
    check_query,
    check_requested,
    check_status,
    sop_class_of,
)
from ..dimse.errors import MalformedCommandError, UnknownMessageError
from ..dimse.messages import Message as Command
from ..dimse.sop_classes import SopClass
from ..dimse.statuses import status_of
from ..editions import Edition
from ..report import FileReport
from ..validation import codes
from ..validation.elements import Problem
from ..validation.engine import Validator
from ..validation.findings import Finding
from ..validation.walk import FILE_META
from .assembly import CANCEL, Message
from .exchanges import PENDING, Exchange
from .instances import Instances
from .negotiation import Negotiation
from .observation import finding

SopClasses = Callable[[str], "type[SopClass] | None"]
"""Finds a SOP class by its UID."""

LARGEST: Final = 1 << 26
"""Bytes up to which an attribute list or an identifier is looked into."""

_CLASS: Final = codes.META_SOP_CLASS.name
_INSTANCE: Final = codes.META_SOP_INSTANCE.name


class Content:
    """Judges messages against an edition."""

    def __init__(
        self, edition: Edition, sop_classes: SopClasses, *, objects: bool = True
    ) -> None:
        """Make a judge.

        Args:
            sop_classes: Finds the SOP classes of the edition.
            objects: Whether stored objects are validated, which takes most of the time.
        """
        self._edition = edition
        self._sop_classes = sop_classes
        self._objects = objects
        self._validator = Validator(edition)
        self._instances = Instances(edition)

    def check(
        self, message: Message, exchange: Exchange | None, negotiation: Negotiation
    ) -> FileReport:
        """Return the findings of a message."""
        context = self._context(message)
        answered = exchange.request if exchange and message.is_response else None
        found = check_command(
            message.raw_command,
            data_set=message.file is not None,
            context=context or _uid_of_context(message),
            request=answered,
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

    def status(self, message: Message, exchange: Exchange | None) -> str:
        """Return a status in words: "0000 Success"."""
        sop_class = exchange.sop_class if exchange else None
        operations = sop_class.operations if sop_class else ()
        own = [
            s for o in operations if o.service == message.service for s in o.statuses
        ]
        known = status_of(message.status, message.service, own, self._edition)
        label = (known.label or known.category) if known else "unknown"
        return f"{message.status:04X} {label}" if message.status >= 0 else "no status"

    def _context(self, message: Message) -> type[SopClass] | None:
        context = message.context
        return self._sop_classes(context.abstract_syntax) if context else None

    def _command(self, message: Message) -> Command | None:
        try:
            return Command.decode(message.raw_command, self._edition)
        except (MalformedCommandError, UnknownMessageError):
            return None  # told by `check_command`

    # Objects

    def _store(self, message: Message) -> FileReport:
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
        message: Message,
        exchange: Exchange,
        sop_class: type[SopClass],
        negotiation: Negotiation,
    ) -> Iterator[Finding]:
        content = _content(message)
        type_id = _type_id(message)
        asked = asked_by(
            sop_class, message.service, type_id=type_id, identifier=content
        )
        yield from asked.findings
        definition = asked.request
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
        self, message: Message, exchange: Exchange | None
    ) -> Iterator[Finding]:
        if exchange is None:
            return
        yield from self._instances.response(message, exchange)
        content = _content(message)
        definition = exchange.definition
        if content is None or definition is None:
            return
        if message.name == "C-FIND-RSP" and message.status in PENDING:
            yield from self._answer(exchange, definition, content)
        elif issubclass(definition, Request) and message.name.startswith("N-"):
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


def _uid_of_context(message: Message) -> str | None:
    return message.context.abstract_syntax if message.context else None


def _content(message: Message) -> Encoded | None:
    if message.file is None or message.data_length > LARGEST:
        return None
    return Encoded(*message.data())


def _type_id(message: Message) -> int | None:
    keyword = {"N-ACTION-RQ": "ActionTypeID", "N-EVENT-REPORT-RQ": "EventTypeID"}
    value = message.command.get(keyword.get(message.name, ""))
    return value if isinstance(value, int) else None


def _requested(message: Message) -> tuple[int, ...]:
    value = message.command.get("AttributeIdentifierList")
    if value is None:
        return ()
    return tuple(map(int, value)) if isinstance(value, list) else (int(value),)


def _of_the_message(one: Finding) -> Finding | None:
    """Say what the file meta information shows of the message it was made from."""
    if one.code in (_CLASS, _INSTANCE):
        what = "Class" if one.code == _CLASS else "Instance"
        text = f"Affected SOP {what} UID of the command differs from the object's"
        return finding(Problem(codes.STORE_MISMATCH, text, one.tag))
    return None if one.path.startswith(FILE_META) else one
