"""A response against its request, and against its own status.

Source: PS3.7 9.1 and 10.1 (what a response repeats, and what goes with which status);
PS3.4 C.4.2.1 and C.4.3.1 (retrievals).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...conditions import Judge, Verdict
from ...validation import codes
from ...validation.findings import Finding
from ..messages import Message
from ..statuses import Category, category_of
from .command_findings import of_element, of_message, shown
from .views import CommandView, Known

STATUS: Final = 0x00000900
REMAINING: Final = 0x00001020
FAILED: Final = 0x00001022
"""Numbers of Remaining, and of Failed, Sub-operations."""

RETRIEVALS: Final = {"C-MOVE-RSP": "PS3.4 C.4.2.1", "C-GET-RSP": "PS3.4 C.4.3.1"}
"""Where it says what their responses contain."""

_INSTANCE: Final = 0x00001000
"""Affected SOP Instance UID."""


def check_repeated(message: Message, request: Message) -> Iterator[Finding]:
    """Compare a response with its request in what has to be the same."""
    for element in message.elements.values():
        repeats = element.repeats
        if message.name == "N-CREATE-RSP" and element.tag == _INSTANCE:
            repeats = _INSTANCE  # if the request has it, it is what is created
        if repeats is None or element.tag not in message:
            continue
        mine, theirs = message.raw(element.tag), request.raw(repeats)
        if mine is not None and theirs and mine != theirs:
            asked = request.elements.get(repeats)
            name = "" if asked is None else asked.keyword
            what = f"{shown(element, mine)}; {name} of the request is"
            what += f" {shown(element, theirs)}"
            yield of_element(codes.RESPONSE_MISMATCH, message, element, what)


def check_reply(message: Message, judge: Judge, there: bool) -> Iterator[Finding]:
    """Compare the status of a response with whether it has a data set.

    Args:
        judge: The condition of the data set.
        there: Whether there is one.
    """
    following = message.data_set
    verdict = judge.verdict(CommandView(message), Known())
    asked = {Verdict.REQUIRED: True, Verdict.FORBIDDEN: False}.get(verdict)
    if asked is None or asked is there or following is None:
        return
    merely_permitted = following.when is not None and following.when.required is None
    if merely_permitted and _category(message) is Category.WARNING:
        return  # what was done with a warning was done: PS3.4 P.2.2.5
    yield _contradiction(message, there, f"PS3.7 Table {message.table}")


def check_retrieval(message: Message, there: bool) -> Iterator[Finding]:
    """Compare the status of a retrieval's response with what it brings.

    Args:
        there: Whether it has an identifier: the list of the instances that failed.
    """
    where, category = RETRIEVALS[message.name], _category(message)
    if there and category in (Category.PENDING, Category.SUCCESS):
        yield _contradiction(message, there, where)
    failed = int.from_bytes(message.raw(FAILED) or b"", "little")
    if failed and category is Category.WARNING and not there:
        yield _contradiction(message, there, where)
    final = (Category.SUCCESS, Category.WARNING, Category.FAILURE)
    if REMAINING in message and category in final:
        element = message.elements[REMAINING]
        what = f"present, with the final status {_status(message)}"
        yield of_element(codes.SUBOPERATIONS, message, element, what, where)


def _contradiction(message: Message, there: bool, where: str) -> Finding:
    name = "" if message.data_set is None else message.data_set.name
    what = f"{whether(there, name)}, with the status {_status(message)}"
    code = codes.REPLY_CONTRADICTS_STATUS
    return of_message(code, message, what, reference=where)


def whether(there: bool, name: str) -> str:
    """Say whether there is something: "Identifier", "no Identifier"."""
    return name if there else f"no {name.removeprefix('a ')}"


def _status(message: Message) -> str:
    return (message.raw(STATUS) or b"")[::-1].hex().upper()


def _category(message: Message) -> Category | None:
    status = message.raw(STATUS)
    if status is None or len(status) != 2:
        return None
    number = int.from_bytes(status, "little")
    return category_of(number, message.name.removesuffix("-RSP"))
