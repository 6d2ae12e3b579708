"""Checks of the status of a response against its service and its SOP class.

Source: PS3.7 Annex C; the tables of statuses of PS3.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...findings import codes
from ...findings.finding import Finding
from ...tables.editions import Edition, bundled
from ..messages.messages import Message
from ..services.sop_classes import SopClass, statuses_of
from ..services.statuses import (
    Category,
    Status,
    category_of,
    may_answer,
    status_of,
    tables_of,
)

STATUS: Final = 0x00000900
ERROR_ID: Final = 0x00000903
ATTRIBUTE_IDENTIFIERS: Final = 0x00001005


def check_status(
    response: Message,
    sop_class: type[SopClass] | None = None,
    *,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of the status of a response.

    Args:
        sop_class: Its tables of statuses apply in addition to PS3.7.
        edition: The bundled one if None.

    Source: PS3.7 Annex C, 9.1 and 10.1 (statuses of each service).
    """
    code = response.raw(STATUS)
    if code is None or len(code) != 2:
        return ()  # reported by `check_command`
    number = int.from_bytes(code, "little")
    service = response.service
    own = statuses_of(sop_class, service)
    if not may_answer(number, service, own, edition):
        return (_not_allowed(response, number, service, own, sop_class, edition),)
    status = status_of(number, service, own, edition)
    general = tables_of(edition or bundled()).general
    if status is not None and any(each.covers(number) for each in general):
        status = status._replace(
            error_id=""
        )  # PS3.7 has the code for other reasons too
    return tuple(_lacking(response, status))


def _not_allowed(
    response: Message,
    number: int,
    service: str,
    own: Iterable[Status],
    sop_class: type[SopClass] | None,
    edition: Edition | None,
) -> Finding:
    known = status_of(number, service, own, edition)
    name = f" ({known.label or known.category})" if known else ""
    of = "" if sop_class is None else f" of {sop_class.name}"
    what = f"{number:04X}{name} is not a status of {service}{of}"
    reference = "PS3.7 C" if sop_class is None else sop_class.reference()
    return _finding(codes.STATUS_UNKNOWN, response, STATUS, what, reference)


def _lacking(response: Message, status: Status | None) -> Iterator[Finding]:
    """Yield findings of fields that the status requires."""
    if status is None or status.category in (Category.SUCCESS, Category.PENDING):
        return
    if status.error_id:
        found = response.raw(ERROR_ID) or b""
        if int.from_bytes(found, "little") != int(status.error_id, 16):
            value = found[::-1].hex().upper() if found else "absent"
            what = f"{value}; {_title(status)} requires {status.error_id}"
            yield _finding(codes.STATUS_FIELD_MISSING, response, ERROR_ID, what)
    tag = ATTRIBUTE_IDENTIFIERS
    if tag in status.related and not response.raw(tag):
        what = f"absent; {_title(status)} requires the attributes that it concerns"
        yield _finding(codes.STATUS_FIELD_MISSING, response, tag, what)


def _title(status: Status) -> str:
    return f"status {status.code} ({status.label})"


def _finding(
    code: codes.Code, response: Message, tag: int, what: str, reference: str = ""
) -> Finding:
    element = response.elements.get(tag)
    keyword = "" if element is None else element.keyword
    value = response.raw(tag)
    return Finding(
        code.severity,
        code.name,
        tag,
        keyword,
        keyword,
        response.name,
        what,
        reference or code.reference,
        None if value is None else value[::-1].hex().upper(),
        "" if element is None or value is None else element.vr,
        None if value is None else len(value),
    )


def category(
    response: Message,
    sop_class: type[SopClass] | None = None,
    *,
    edition: Edition | None = None,
) -> Category | None:
    """Return the category of a response; None if its status is reserved."""
    number = int.from_bytes(response.raw(STATUS) or b"\xff\xff", "little")
    service = response.service
    return category_of(number, service, statuses_of(sop_class, service), edition)
