"""A command set against the message that it is of.

Source: PS3.7 9.3 and 10.3 (fields), 9.1 and 10.1 (which are mandatory), E.1 (values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from pydicom.dataset import Dataset

from ...conditions import Judge, Verdict
from ...editions import Edition
from ...validation import codes, values
from ...validation.findings import Finding
from ...validation.judging import judge_of
from ..commands import CommandElement
from ..errors import MalformedCommandError, UnknownMessageError
from ..messages import DATA_SET_TYPE, Message
from ..sop_classes import MetaSopClass, SopClass
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
from .responses import RETRIEVALS, check_repeated, check_reply, check_retrieval, whether
from .views import CommandView, Known

Command: TypeAlias = "Message | Dataset | bytes"
"""A message; or its command set, as pydicom has it or as it was received."""

LENGTH_TO_END: Final = 0x00000001
MESSAGE_ID: Final = 0x00000110

SOP_CLASSES: Final = frozenset({0x00000002, 0x00000003})
"""Affected and Requested SOP Class UID."""


class Field(NamedTuple):
    """What is asked of one element of a command set."""

    accepts: values.Acceptor | None
    numbers: frozenset[bytes] | None
    """The values that are allowed, as they are encoded; None for all."""


class Form(NamedTuple):
    """A class of messages, compiled."""

    fields: Mapping[int, Field]
    mandatory: frozenset[int]
    conditional: tuple[tuple[CommandElement, Judge], ...]
    data_set: Judge | None
    """The condition of the data set."""
    reference: str


_FORMS: Final[dict[type[Message], Form]] = {}
"""Compiled so far."""


def _form(message: type[Message]) -> Form:
    if message not in _FORMS:
        _FORMS[message] = _compiled(message)
    return _FORMS[message]


def _compiled(message: type[Message]) -> Form:
    elements = message.elements.values()
    data_set = message.data_set
    return Form(
        {e.tag: Field(values.acceptor(e.vr, e.vm), _allowed(e)) for e in elements},
        frozenset(e.tag for e in elements if e.usage == "M") | {DATA_SET_TYPE},
        tuple((e, judge_of(e.when)) for e in elements if e.when is not None),
        None if data_set is None or not data_set.when else judge_of(data_set.when),
        f"PS3.7 Table {message.table}",
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
    """Return what is wrong with a command set.

    Args:
        command: A message, or what should be one.
        data_set: Whether a data set came with it; None where that is not known.
        context: The SOP class, or its UID, of the presentation context.
        request: What the message answers.
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
    if isinstance(command, bytes):
        found += check_encoding(message, command)
    if context is not None:
        found += _check_context(message, context)
    if message.is_response:
        found += _check_response(message, data_set, request)
    return tuple(found)


def _check_response(
    message: Message, there: bool | None, request: Message | None
) -> Iterator[Finding]:
    has = message.has_data_set if there is None else there
    condition = _form(type(message)).data_set
    if condition is not None:
        yield from check_reply(message, condition, has)
    if message.name in RETRIEVALS:
        yield from check_retrieval(message, has)
    if request is not None:
        yield from check_repeated(message, request)


def message_of(command: Command, edition: Edition | None = None) -> Message:
    """Return the message of a command set.

    Raises:
        UnknownMessageError: It is of no message.
        MalformedCommandError: Its bytes hold no elements.
    """
    if isinstance(command, Message):
        return command
    if isinstance(command, bytes):
        return Message.decode(command, edition)
    return Message.from_dataset(command, edition)


def _check_elements(message: Message, request: Message | None) -> Iterator[Finding]:
    form = _form(type(message))
    known, given = form.fields, message._raw
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
            what = f"has {len(value)} bytes"
            yield of_element(codes.VALUE_LENGTH, message, message.elements[tag], what)
    if not form.mandatory <= given.keys():
        for tag in sorted(form.mandatory - given.keys()):
            yield missing(message, message.elements[tag], "absent; mandatory")
    for tag in form.mandatory:
        if tag in given and _is_blank(message.elements[tag], given[tag]):
            yield missing(message, message.elements[tag], "empty; mandatory")
    if form.conditional:
        view, known_besides = CommandView(message), Known(request)
        for element, judge in form.conditional:
            verdict = judge.verdict(view, known_besides)
            if verdict is Verdict.REQUIRED and not given.get(element.tag):
                assert element.when is not None
                what = f"absent; required if {element.when.required}"
                yield missing(message, element, what)


def _is_free(message: Message, tag: int) -> bool:
    """Return whether a field may be there though no table of the message has it.

    Source: PS3.7 6.3.1 (Command Length to End), 9.1.1.1.1 (Message ID of responses).
    """
    confirms = message.is_response and message.name.startswith("C-")
    return tag == LENGTH_TO_END or (tag == MESSAGE_ID and confirms)


def _is_blank(element: CommandElement, value: bytes) -> bool:
    """Return whether an element has no value; a number may look like blanks."""
    return not (value.strip(b" \0") if element.vr in values.TEXT else value)


def _check_data_set(message: Message, there: bool | None) -> Iterator[Finding]:
    """Compare whether a data set may follow, is announced, and is there."""
    following = message.data_set
    element = message.elements[DATA_SET_TYPE]
    announced = message.has_data_set
    presence = "never" if following is None else following.presence
    name = "a data set" if following is None else following.name
    if DATA_SET_TYPE in message._raw:
        told = message._raw[DATA_SET_TYPE][::-1].hex().upper()
        if (presence == "always" and not announced) or (
            presence == "never" and announced
        ):
            what = f"{told}H says {whether(announced, name)}; {presence} one follows"
            yield of_element(codes.COMMAND_DATA_SET, message, element, what)
        elif there is not None and there is not announced:
            what = f"{told}H says {whether(announced, name)}; there is "
            what += "one" if there else "none"
            yield of_element(codes.COMMAND_DATA_SET, message, element, what)


def sop_classes_of(
    context: type[SopClass] | str, *, normalized: bool = True
) -> frozenset[str]:
    """Return the UIDs that messages of a presentation context may name.

    Those of a meta SOP class name its members, as no instance is of the meta class; the
    DIMSE-N ones of unified procedure steps one class for all: PS3.4 H.3.2, CC.3.1.

    Args:
        normalized: Whether the messages are of DIMSE-N.
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
    allowed = sop_classes_of(context, normalized=message.name.startswith("N-"))
    for tag in SOP_CLASSES:
        value = message._raw.get(tag)
        if not value or tag not in message.elements:
            continue
        uid = _text(value)
        if uid not in allowed:
            name = context if isinstance(context, str) else context.name
            what = f"{uid} in a presentation context of {name}"
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
