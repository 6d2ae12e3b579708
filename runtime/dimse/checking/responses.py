"""Checks of a response against its request, and against its status.

Source: PS3.7 9.1 and 10.1 (repeated fields, fields of each status);
PS3.4 C.4.2.1 and C.4.3.1 (retrievals).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...conditions import Judge, Verdict
from ...findings import codes
from ...findings.finding import Finding
from ..messages.messages import Message
from ..services.statuses import Category, category_of
from .command_findings import of_element, of_message, shown
from .views import CommandView, ResponseFacts

STATUS: Final = 0x00000900
REMAINING: Final = 0x00001020
FAILED: Final = 0x00001022
"""Numbers of Remaining, and of Failed, Sub-operations."""

RETRIEVALS: Final = {"C-MOVE": "PS3.4 C.4.2.1", "C-GET": "PS3.4 C.4.3.1"}
"""References for the responses of retrievals, by service."""

_INSTANCE: Final = 0x00001000
"""Affected SOP Instance UID."""


def check_repeated(message: Message, request: Message) -> Iterator[Finding]:
    """Report fields that differ from the request, and must not."""
    for element in message.elements.values():
        repeats = element.repeats
        if message.service == "N-CREATE" and element.tag == _INSTANCE:
            repeats = _INSTANCE  # if the request has it, it is that of the instance
        if repeats is None or element.tag not in message:
            continue
        mine, theirs = message.raw(element.tag), request.raw(repeats)
        if mine is not None and theirs and mine != theirs:
            repeated = request.elements.get(repeats)
            name = "" if repeated is None else repeated.keyword
            what = f"{shown(element, mine)}; {name} of the request is"
            what += f" {shown(element, theirs)}"
            yield of_element(codes.RESPONSE_MISMATCH, message, element, what)


def check_reply(message: Message, judge: Judge, there: bool) -> Iterator[Finding]:
    """Report a data set that the status forbids, or requires.

    Args:
        judge: The condition of the data set.
        there: Whether it is present.
    """
    following = message.data_set
    verdict = judge.verdict(CommandView(message), ResponseFacts())
    expected = {Verdict.REQUIRED: True, Verdict.FORBIDDEN: False}.get(verdict)
    if expected is None or expected is there or following is None:
        return
    merely_permitted = following.when is not None and following.when.required is None
    if merely_permitted and _category(message) is Category.WARNING:
        return  # an operation with a warning was performed: PS3.4 P.2.2.5
    yield _contradiction(message, there, f"PS3.7 Table {message.table}")


def check_retrieval(message: Message, there: bool) -> Iterator[Finding]:
    """Report an identifier, or a number, that contradicts the status of a retrieval.

    Args:
        there: Whether the identifier, the list of failed instances, is present.
    """
    where, category = RETRIEVALS[message.service], _category(message)
    if there and category in (Category.PENDING, Category.SUCCESS):
        yield _contradiction(message, there, where)
    failed = int.from_bytes(message.raw(FAILED) or b"", "little")
    if failed and category is Category.WARNING and not there:
        yield _contradiction(message, there, where)
    final = (Category.SUCCESS, Category.WARNING, Category.FAILURE)
    if REMAINING in message and category in final:
        element = message.elements[REMAINING]
        what = f"present with the final status {_status(message)}"
        yield of_element(codes.SUBOPERATIONS, message, element, what, where)


def _contradiction(message: Message, there: bool, where: str) -> Finding:
    name = "" if message.data_set is None else message.data_set.name
    what = f"{name} {presence_of(there)} with status {_status(message)}"
    code = codes.REPLY_CONTRADICTS_STATUS
    return of_message(code, message, what, reference=where)


def presence_of(there: bool) -> str:
    return "present" if there else "absent"


def _status(message: Message) -> str:
    return (message.raw(STATUS) or b"")[::-1].hex().upper()


def _category(message: Message) -> Category | None:
    status = message.raw(STATUS)
    if status is None or len(status) != 2:
        return None
    number = int.from_bytes(status, "little")
    return category_of(number, message.service)
