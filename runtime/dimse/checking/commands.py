"""Checks of a command set against the definition of its message.

Source: PS3.7 9.3 and 10.3 (fields), 9.1 and 10.1 (mandatory fields), E.1 (values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from pydicom.dataset import Dataset

from ...conditions import Judge, Verdict
from ...conditions.readable import readable_text
from ...encoding import value_forms
from ...findings import codes
from ...findings.finding import Finding
from ...rules.judges import judge_of
from ...tables.editions import Edition
from ..messages.command_sets import CommandSet, Framing
from ..messages.commands import CommandElement
from ..messages.errors import MalformedCommandError, UnknownMessageError
from ..messages.messages import DATA_SET_TYPE, Message
from ..services.sop_classes import MetaSopClass, SopClass
from .command_encoding import check_encoding
from .command_findings import (
    malformed,
    missing,
    not_among,
    of_element,
    of_message,
    outside,
    unknown,
)
from .instances import wrong_instance
from .operations import sop_class_of
from .responses import (
    RETRIEVALS,
    check_repeated,
    check_reply,
    check_retrieval,
    presence_of,
)
from .views import CommandView, ResponseFacts

Command: TypeAlias = "Message | CommandSet | Dataset | bytes"
"""A message; or its command set: decoded, as a data set of pydicom, or encoded."""

LENGTH_TO_END: Final = 0x00000001
MESSAGE_ID: Final = 0x00000110

SOP_CLASSES: Final = frozenset({0x00000002, 0x00000003})
"""Affected and Requested SOP Class UID."""


class FieldRule(NamedTuple):
    """The compiled rules of a command element."""

    accepts: value_forms.Acceptor | None
    numbers: frozenset[bytes] | None
    """The allowed values, encoded; None if any is allowed."""


class MessageRules(NamedTuple):
    """The compiled rules of a class of messages."""

    fields: Mapping[int, FieldRule]
    mandatory: frozenset[int]
    conditional: tuple[tuple[CommandElement, Judge], ...]
    data_set: Judge | None
    """The condition of the data set."""


_RULES: Final[dict[type[Message], MessageRules]] = {}
"""Cache; type checkers reject these classes as arguments of `functools.cache`."""


def _rules(message: type[Message]) -> MessageRules:
    if message not in _RULES:
        _RULES[message] = _compiled(message)
    return _RULES[message]


def _compiled(message: type[Message]) -> MessageRules:
    elements = message.elements.values()
    data_set = message.data_set
    return MessageRules(
        {
            e.tag: FieldRule(value_forms.acceptor(e.vr, e.vm), _allowed(e))
            for e in elements
        },
        frozenset(e.tag for e in elements if e.usage == "M") | {DATA_SET_TYPE},
        tuple((e, judge_of(e.when)) for e in elements if e.when is not None),
        None if data_set is None or not data_set.when else judge_of(data_set.when),
    )


def _allowed(element: CommandElement) -> frozenset[bytes] | None:
    if element.values is None:
        return None
    return frozenset(number.to_bytes(2, "little") for number in element.values)


def check_command(
    command: Command,
    *,
    data_set: bool | None = None,
    context: type[SopClass] | str | None = None,
    request: Message | None = None,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of a command set.

    Args:
        command: A message, or its command set.
        data_set: Whether a data set follows; None if unknown.
        context: The SOP class, or its UID, of the presentation context.
        request: The request of a response.
        edition: The bundled one if None.

    Source: PS3.7 9.3, 10.3 and E.1.
    """
    try:
        message = message_of(command, edition)
    except UnknownMessageError as error:
        return (unknown(error),)
    except MalformedCommandError as error:
        code = codes.MESSAGE_BROKEN
        return (of_message(code, None, str(error), reference=code.reference),)
    found = [*_check_elements(message, request), *_check_data_set(message, data_set)]
    framing = _framing_of(command)
    if framing is not None:
        found += check_encoding(message, framing)
    if context is not None:
        found += _check_context(message, context)
    if message.is_response:
        found += _check_response(message, data_set, request)
    return tuple(found)


def _framing_of(command: Command) -> Framing | None:
    """Return the framing of a command set; None if it was not received."""
    if isinstance(command, bytes):
        return Framing.of(command)
    return command.framing if isinstance(command, CommandSet) else None


def _check_response(
    message: Message, there: bool | None, request: Message | None
) -> Iterator[Finding]:
    has = message.has_data_set if there is None else there
    condition = _rules(type(message)).data_set
    if condition is not None:
        yield from check_reply(message, condition, has)
    if message.service in RETRIEVALS:
        yield from check_retrieval(message, has)
    if request is not None:
        yield from check_repeated(message, request)


def message_of(command: Command, edition: Edition | None = None) -> Message:
    """Return the message of a command set.

    Raises:
        UnknownMessageError: The command field is not that of a message.
        MalformedCommandError: The bytes cannot be decoded.
    """
    if isinstance(command, Message):
        return command
    if isinstance(command, bytes):
        return Message.decode(command, edition)
    if isinstance(command, CommandSet):
        return Message.from_elements(command.elements, edition)
    return Message.from_dataset(command, edition)


def _check_elements(message: Message, request: Message | None) -> Iterator[Finding]:
    rules = _rules(type(message))
    known, given = rules.fields, message._raw
    for tag, value in given.items():
        field = known.get(tag)
        if field is None:
            if not _is_free(message, tag):
                yield outside(message, tag, value)
            continue
        accepts, numbers = field
        if not value:
            continue
        if numbers is not None and value not in numbers:
            yield not_among(message, message.elements[tag], value)
        elif accepts is not None and not accepts(value):
            yield malformed(message, message.elements[tag], value)
        elif len(value) & 1:
            what = f"has {len(value)} bytes, an odd number"
            yield of_element(codes.VALUE_LENGTH, message, message.elements[tag], what)
    if not rules.mandatory <= given.keys():
        for tag in sorted(rules.mandatory - given.keys()):
            yield missing(message, message.elements[tag], "absent; mandatory")
    for tag in rules.mandatory:
        if tag in given and _is_blank(message.elements[tag], given[tag]):
            yield missing(message, message.elements[tag], "empty; mandatory")
    if rules.conditional:
        view, facts = CommandView(message), ResponseFacts(request)
        for element, judge in rules.conditional:
            verdict = judge.verdict(view, facts)
            if verdict is Verdict.REQUIRED and not given.get(element.tag):
                assert element.when is not None
                assert element.when.required is not None
                what = f"absent; required if {readable_text(element.when.required)}"
                yield missing(message, element, what)


def _is_free(message: Message, tag: int) -> bool:
    """True if a field is allowed although the table of the message lacks it.

    Source: PS3.7 6.3.1 (Command Length to End), 9.1.1.1.1 (Message ID of responses).
    """
    confirms = message.is_response and not message.is_normalized
    return tag == LENGTH_TO_END or (tag == MESSAGE_ID and confirms)


def _is_blank(element: CommandElement, value: bytes) -> bool:
    """True if an element has no value; the bytes of a number may look like spaces."""
    return not (value.strip(b" \0") if element.vr in value_forms.TEXT else value)


def _check_data_set(message: Message, there: bool | None) -> Iterator[Finding]:
    """Compare whether a data set may follow, is declared, and follows."""
    following = message.data_set
    element = message.elements[DATA_SET_TYPE]
    declared = message.has_data_set
    presence = "never" if following is None else following.presence
    name = "data set" if following is None else following.name
    if DATA_SET_TYPE in message._raw:
        value = message._raw[DATA_SET_TYPE][::-1].hex().upper()
        what = f"{value}H declares the {name} {presence_of(declared)}"
        if presence == ("never" if declared else "always"):
            what += f"; it must be {presence_of(not declared)}"
            yield of_element(codes.COMMAND_DATA_SET, message, element, what)
        elif there is not None and there is not declared:
            what += "; one follows" if there else "; none follows"
            yield of_element(codes.COMMAND_DATA_SET, message, element, what)


def sop_classes_of(
    context: type[SopClass] | str, *, normalized: bool = True
) -> frozenset[str]:
    """Return the SOP Class UIDs that messages of a presentation context may have.

    In a context of a meta SOP class, those of its members: PS3.4 H.3.2. For DIMSE-N of
    unified procedure steps, that of one class for all: CC.3.1.

    Args:
        normalized: True for messages of DIMSE-N.
    """
    if isinstance(context, str):
        return frozenset({context})
    classes: tuple[type[SopClass], ...] = (context,)
    if issubclass(context, MetaSopClass):
        classes = context.members
    others = (each.message_uid if normalized else None for each in classes)
    return frozenset(b or a.uid for a, b in zip(classes, others, strict=True))


def _check_context(
    message: Message, context: type[SopClass] | str
) -> Iterator[Finding]:
    allowed = sop_classes_of(context, normalized=message.is_normalized)
    for tag in SOP_CLASSES:
        value = message._raw.get(tag)
        if not value or tag not in message.elements:
            continue
        uid = _text(value)
        if uid not in allowed:
            name = context if isinstance(context, str) else context.name
            what = f"{uid}; the presentation context is for {name}"
            yield of_element(
                codes.COMMAND_SOP_CLASS, message, message.elements[tag], what
            )
    if isinstance(context, str):
        return
    named = (message._raw.get(tag) for tag in SOP_CLASSES)
    uid = next((_text(value) for value in named if value), "")
    if wrong := wrong_instance(message, sop_class_of(context, uid)):
        tag, what, where = wrong
        yield of_element(
            codes.COMMAND_VALUE, message, message.elements[tag], what, where
        )


def _text(value: bytes) -> str:
    return value.decode("latin-1").rstrip("\0 ")
