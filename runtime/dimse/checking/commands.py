"""A command set against the message that it is of.

Source: PS3.7 9.3 and 10.3 (fields), 9.1 and 10.1 (which are mandatory), E.1 (values).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from pydicom.datadict import keyword_for_tag
from pydicom.dataset import Dataset

from ...conditions import Judge, Verdict
from ...conditions.places import Value
from ...editions import Edition
from ...validation import codes, multiplicity, values
from ...validation.codes import Code
from ...validation.findings import Finding
from ...validation.forms import reason
from ...validation.judging import judge_of
from ..commands import CommandElement
from ..errors import MalformedCommandError, UnknownMessageError
from ..messages import COMMAND_FIELD, DATA_SET_TYPE, Message
from ..sop_classes import MetaSopClass, SopClass
from .instances import wrong_instance
from .operations import sop_class_of
from .views import CommandView, NoFacts

Command: TypeAlias = "Message | Dataset | bytes"
"""A message; or its command set, as pydicom has it or as it was received."""

SOP_CLASSES: Final = frozenset({0x00000002, 0x00000003})
"""Affected and Requested SOP Class UID."""

_FACTS: Final = NoFacts()


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
        return (_unknown(error),)
    except MalformedCommandError as error:
        code = codes.MESSAGE_BROKEN
        return (_finding(code, None, str(error), reference=code.reference),)
    found = [*_check_elements(message), *_check_data_set(message, data_set)]
    if context is not None:
        found += _check_context(message, context)
    if request is not None:
        found += _check_repeated(message, request)
    return tuple(found)


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


def _check_elements(message: Message) -> Iterator[Finding]:
    form = _form(type(message))
    known, given = form.fields, message._raw
    for tag, value in given.items():
        field = known.get(tag)
        if field is None:
            yield _outside(message, tag, value)
            continue
        accepts, numbers = field
        if not value:
            continue
        if numbers is not None and value not in numbers:
            yield _not_among(message, message.elements[tag], value)
        elif accepts is not None and not accepts(value):
            yield _malformed(message, message.elements[tag], value)
        elif len(value) & 1:
            what = f"has {len(value)} bytes"
            yield _of(codes.VALUE_LENGTH, message, message.elements[tag], what)
    if not form.mandatory <= given.keys():
        for tag in sorted(form.mandatory - given.keys()):
            yield _missing(message, message.elements[tag], "absent; mandatory")
    for tag in form.mandatory:
        if tag in given and not given[tag]:
            yield _missing(message, message.elements[tag], "empty; mandatory")
    if form.conditional:
        view = CommandView(message)
        for element, judge in form.conditional:
            verdict = judge.verdict(view, _FACTS)
            if verdict is Verdict.REQUIRED and not given.get(element.tag):
                assert element.when is not None
                what = f"absent; required if {element.when.required}"
                yield _missing(message, element, what)


def _check_data_set(message: Message, there: bool | None) -> Iterator[Finding]:
    """Compare whether a data set may follow, is announced, and is there."""
    form, following = _form(type(message)), message.data_set
    element = message.elements[DATA_SET_TYPE]
    announced = message.has_data_set
    presence = "never" if following is None else following.presence
    name = "a data set" if following is None else following.name
    if DATA_SET_TYPE in message._raw:
        shown = message._raw[DATA_SET_TYPE][::-1].hex().upper()
        if (presence == "always" and not announced) or (
            presence == "never" and announced
        ):
            what = f"{shown}H says {_whether(announced, name)}; {presence} one follows"
            yield _of(codes.COMMAND_DATA_SET, message, element, what)
        elif there is not None and there is not announced:
            what = f"{shown}H says {_whether(announced, name)}; there is "
            what += "one" if there else "none"
            yield _of(codes.COMMAND_DATA_SET, message, element, what)
    if form.data_set is not None:
        verdict = form.data_set.verdict(CommandView(message), _FACTS)
        has = announced if there is None else there
        asked = {Verdict.REQUIRED: True, Verdict.FORBIDDEN: False}.get(verdict)
        if asked is not None and asked is not has:
            status = message._raw.get(0x00000900, b"")[::-1].hex().upper()
            what = f"{_whether(has, name)}, with the status {status}"
            yield _finding(
                codes.REPLY_CONTRADICTS_STATUS, message, what, reference=form.reference
            )


def _whether(there: bool, name: str) -> str:
    return name if there else f"no {name.removeprefix('a ')}"


def sop_classes_of(
    context: type[SopClass] | str, *, normalized: bool = True
) -> frozenset[str]:
    """Return the UIDs that messages of a presentation context may name.

    Those of a meta SOP class name its members, the DIMSE-N ones of unified procedure steps
    one class for all: PS3.4 H.3.2, CC.3.1.

    Args:
        normalized: Whether the messages are of DIMSE-N.
    """
    if isinstance(context, str):
        return frozenset({context})
    classes: tuple[type[SopClass], ...] = (context,)
    if issubclass(context, MetaSopClass):
        classes = (context, *context.members)
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
            yield _of(codes.COMMAND_SOP_CLASS, message, message.elements[tag], what)
    if isinstance(context, str):
        return
    named = (message._raw.get(tag) for tag in SOP_CLASSES)
    uid = next((_text(value) for value in named if value), "")
    if wrong := wrong_instance(message, sop_class_of(context, uid)):
        tag, what, where = wrong
        yield _of(codes.COMMAND_VALUE, message, message.elements[tag], what, where)


def _text(value: bytes) -> str:
    return value.decode("latin-1").rstrip("\0 ")


def _check_repeated(message: Message, request: Message) -> Iterator[Finding]:
    """Compare a response with its request in what has to be the same."""
    for element in message.elements.values():
        if element.repeats is None or element.tag not in message._raw:
            continue
        mine, theirs = message._raw[element.tag], request._raw.get(element.repeats)
        if theirs and mine != theirs:
            asked = request.elements.get(element.repeats)
            name = "" if asked is None else asked.keyword
            what = f"{_shown(element, mine)}; {name} of the request is"
            what += f" {_shown(element, theirs)}"
            yield _of(codes.RESPONSE_MISMATCH, message, element, what)


def _unknown(error: UnknownMessageError) -> Finding:
    what = "absent" if error.found is None else f"{error.found:04X}H names no message"
    code = codes.COMMAND_UNKNOWN
    return Finding(
        code.severity,
        code.name,
        COMMAND_FIELD,
        "CommandField",
        "CommandField",
        "",
        what,
        code.reference,
    )


def _outside(message: Message, tag: int, value: bytes) -> Finding:
    keyword = keyword_for_tag(tag)
    what = f"{message.name} has no such field"
    code = codes.COMMAND_OUTSIDE
    if tag >> 16:
        code, what = codes.GROUP_NOT_ALLOWED, "does not belong in a command set"
    return Finding(
        code.severity,
        code.name,
        tag,
        keyword,
        keyword or f"({tag >> 16:04X},{tag & 0xFFFF:04X})",
        message.name,
        what,
        f"PS3.7 Table {message.table}",
        length=len(value),
    )


def _missing(message: Message, element: CommandElement, what: str) -> Finding:
    reference = f"PS3.7 Table {message.parameters or message.table}"
    if element.usage is None:
        reference = f"PS3.7 Table {message.table}"
    return _of(codes.COMMAND_MISSING, message, element, what, reference)


def _not_among(message: Message, element: CommandElement, value: bytes) -> Finding:
    assert element.values is not None
    listed = ", ".join(f"{number} ({name})" for number, name in element.values.items())
    what = f"{_shown(element, value)} is none of {listed}"
    return _of(codes.COMMAND_VALUE, message, element, what)


def _malformed(message: Message, element: CommandElement, value: bytes) -> Finding:
    vr = element.vr
    number = values.count(vr, value)
    if number and not multiplicity.allows(element.vm, number):
        have = "1 value" if number == 1 else f"{number} values"
        return _of(codes.VM_WRONG, message, element, f"has {have}, not {element.vm}")
    wrong = values.invalid(vr, value) or values.printable(value)
    what = f"{wrong!r} is no value of VR {vr}"
    if vr in values.TEXT:
        what += f": it {reason(vr, wrong)}"
    return _of(codes.VALUE_INVALID, message, element, what)


def _of(
    code: Code,
    message: Message,
    element: CommandElement,
    what: str,
    reference: str = "",
) -> Finding:
    value = message._raw.get(element.tag)
    return Finding(
        code.severity,
        code.name,
        element.tag,
        element.keyword,
        element.keyword,
        message.name,
        what,
        reference or f"PS3.7 Table {message.table}",
        None if value is None else _shown(element, value),
        element.vr if value is not None else "",
        None if value is None else len(value),
    )


def _finding(
    code: Code, message: Message | None, what: str, *, reference: str
) -> Finding:
    name = "" if message is None else message.name
    return Finding(code.severity, code.name, None, "", "", name, what, reference)


def _shown(element: CommandElement, value: bytes) -> str:
    terms: Iterable[Value] = values.terms(element.vr, value, True) or ()
    return "\\".join(map(str, terms))
