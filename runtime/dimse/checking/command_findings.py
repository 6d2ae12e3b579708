"""Findings about command sets, and about their elements."""

from __future__ import annotations

from collections.abc import Iterable

from pydicom.datadict import keyword_for_tag

from ...conditions.places import Value
from ...validation import codes, multiplicity, values
from ...validation.codes import Code
from ...validation.findings import Finding
from ...validation.forms import reason
from ..commands import CommandElement
from ..errors import UnknownMessageError
from ..messages import COMMAND_FIELD, Message


def unknown(error: UnknownMessageError) -> Finding:
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


def outside(message: Message, tag: int, value: bytes) -> Finding:
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


def missing(message: Message, element: CommandElement, what: str) -> Finding:
    reference = f"PS3.7 Table {message.parameters or message.table}"
    if element.usage is None:
        reference = f"PS3.7 Table {message.table}"
    return of_element(codes.COMMAND_MISSING, message, element, what, reference)


def not_among(message: Message, element: CommandElement, value: bytes) -> Finding:
    assert element.values is not None
    listed = ", ".join(f"{number} ({name})" for number, name in element.values.items())
    what = f"{shown(element, value)} is none of {listed}"
    return of_element(codes.COMMAND_VALUE, message, element, what)


def malformed(message: Message, element: CommandElement, value: bytes) -> Finding:
    vr = element.vr
    number = values.count(vr, value)
    if number and not multiplicity.allows(element.vm, number):
        have = "1 value" if number == 1 else f"{number} values"
        return of_element(
            codes.VM_WRONG, message, element, f"has {have}, not {element.vm}"
        )
    wrong = values.invalid(vr, value) or values.printable(value)
    what = f"{wrong!r} is no value of VR {vr}"
    if vr in values.TEXT:
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
    return Finding(code.severity, code.name, None, "", "", name, what, reference)


def shown(element: CommandElement, value: bytes) -> str:
    terms: Iterable[Value] = values.terms(element.vr, value, True) or ()
    return "\\".join(map(str, terms))
