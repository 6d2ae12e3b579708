"""The status of a response, against what its service and its SOP class may answer.

Source: PS3.7 Annex C; the tables of statuses of PS3.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...editions import Edition, bundled
from ...validation import codes
from ...validation.findings import Finding
from ..messages import Message
from ..sop_classes import SopClass, statuses_of
from ..statuses import Category, Status, category_of, may_answer, status_of

STATUS: Final = 0x00000900
ERROR_ID: Final = 0x00000903
ATTRIBUTE_IDENTIFIERS: Final = 0x00001005

_TELLING: Final = (ATTRIBUTE_IDENTIFIERS,)
"""Related fields without which a status does not say what is wrong."""


def check_status(
    response: Message,
    sop_class: type[SopClass] | None = None,
    *,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with the status of a response.

    Args:
        sop_class: Whose tables of statuses count beside PS3.7; none if None.
        edition: The bundled one if None.

    Source: PS3.7 Annex C, and 9.1 and 10.1 for what each service may answer.
    """
    code = response.raw(STATUS)
    if code is None or len(code) != 2:
        return ()  # that it is absent, or malformed, `check_command` tells
    number = int.from_bytes(code, "little")
    service = response.name.removesuffix("-RSP")
    own = statuses_of(sop_class, service)
    if not may_answer(number, service, own, edition):
        return (_not_allowed(response, number, service, own, sop_class, edition),)
    status = status_of(number, service, own, edition)
    general = (edition or bundled()).general_statuses
    if status is not None and any(each.covers(number) for each in general):
        status = status._replace(error_id="")  # PS3.7 has it for other reasons, too
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
    what = f"{number:04X}{name} is no status of {service}{of}"
    reference = "PS3.7 C" if sop_class is None else f"PS3.4 {sop_class.section}"
    return _finding(codes.STATUS_UNKNOWN, response, STATUS, what, reference)


def _lacking(response: Message, status: Status | None) -> Iterator[Finding]:
    """Yield the fields that a response lacks, without which its status says too little."""
    if status is None or status.category in (Category.SUCCESS, Category.PENDING):
        return
    if status.error_id:
        found = response.raw(ERROR_ID) or b""
        wanted = int(status.error_id, 16)
        if int.from_bytes(found, "little") != wanted:
            have = f"{found[::-1].hex().upper()}" if found else "absent"
            what = f"{have}; {status.error_id} goes with {status.code} ({status.label})"
            yield _finding(codes.STATUS_FIELD_MISSING, response, ERROR_ID, what)
    for tag in _TELLING:
        if tag in status.related and not response.raw(tag):
            what = (
                f"absent; {status.label} ({status.code}) tells with it what it is about"
            )
            yield _finding(codes.STATUS_FIELD_MISSING, response, tag, what)


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
    """Return what kind of answer a response is; None where the standard does not say."""
    number = int.from_bytes(response.raw(STATUS) or b"\xff\xff", "little")
    service = response.name.removesuffix("-RSP")
    return category_of(number, service, statuses_of(sop_class, service), edition)
