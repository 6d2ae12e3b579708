"""Findings about command sets, and about their elements."""

from __future__ import annotations

from collections.abc import Iterable

from ...conditions.places import Value
from ...encoding import value_forms
from ...encoding.form_faults import reason
from ...findings import codes
from ...findings.codes import Code
from ...findings.finding import Finding
from ...rules import multiplicity
from ..messages.commands import CommandElement
from ..messages.errors import UnknownMessageError
from ..messages.messages import COMMAND_FIELD, Message
from .findings import message_finding


def unknown(error: UnknownMessageError) -> Finding:
    what = "absent"
    if error.found is not None:
        what = f"{error.found:04X}H is not the command field of a message"
    return message_finding(codes.COMMAND_UNKNOWN, "", what, tag=COMMAND_FIELD)


def outside(message: Message, tag: int, value: bytes) -> Finding:
    code, what = codes.COMMAND_OUTSIDE, f"not a field of {message.name}"
    if tag >> 16:
        code, what = codes.GROUP_NOT_ALLOWED, "not allowed in a command set"
    reference = f"PS3.7 Table {message.table}"
    found = message_finding(code, message.name, what, tag=tag, reference=reference)
    return found._replace(length=len(value))


def missing(message: Message, element: CommandElement, what: str) -> Finding:
    reference = f"PS3.7 Table {message.parameters or message.table}"
    if element.usage is None:
        reference = f"PS3.7 Table {message.table}"
    return of_element(codes.COMMAND_MISSING, message, element, what, reference)


def not_among(message: Message, element: CommandElement, value: bytes) -> Finding:
    assert element.values is not None
    listed = ", ".join(f"{number} ({name})" for number, name in element.values.items())
    what = f"{shown(element, value)} is not one of {listed}"
    return of_element(codes.COMMAND_VALUE, message, element, what)


def malformed(message: Message, element: CommandElement, value: bytes) -> Finding:
    vr = element.vr
    number = value_forms.count(vr, value)
    if number and not multiplicity.allows(element.vm, number):
        have = "1 value" if number == 1 else f"{number} values"
        return of_element(
            codes.VM_WRONG, message, element, f"has {have}, not {element.vm}"
        )
    wrong = value_forms.invalid(vr, value) or value_forms.printable(value)
    what = f"{wrong!r} is not a valid value of VR {vr}"
    if vr in value_forms.TEXT:
        what += f": it {reason(vr, wrong)}"
    return of_element(codes.VALUE_INVALID, message, element, what)


def of_element(
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
        None if value is None else shown(element, value),
        element.vr if value is not None else "",
        None if value is None else len(value),
    )


def of_message(
    code: Code, message: Message | None, what: str, *, reference: str
) -> Finding:
    name = "" if message is None else message.name
    return message_finding(code, name, what, reference=reference)


def shown(element: CommandElement, value: bytes) -> str:
    terms: Iterable[Value] = value_forms.terms(element.vr, value, True) or ()
    return "\\".join(map(str, terms))
