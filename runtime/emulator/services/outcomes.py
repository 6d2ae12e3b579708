"""Refusals of requests: from findings, or from a status that the tables list.

Source: PS3.7 10.1, the statuses of each service, and Annex C; PS3.4, the tables of
statuses of SOP classes.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import Final

from ...dimse.services.sides import Refused
from ...dimse.services.sop_classes import SopClass, statuses_of
from ...dimse.services.statuses import Status
from ...findings import codes
from ...findings.finding import Finding, Severity
from ...statuses import (
    INVALID_ARGUMENT_VALUE,
    INVALID_ATTRIBUTE_VALUE,
    MISSING_ATTRIBUTE,
    MISSING_ATTRIBUTE_VALUE,
    NO_SUCH_ARGUMENT,
    NO_SUCH_ATTRIBUTE,
)

MAX_COMMENT: Final = 64
"""Characters of Error Comment, VR LO: PS3.5 Table 6.2-1."""

_ERROR_COMMENT: Final = 0x00000902
_ATTRIBUTE_IDENTIFIER_LIST: Final = 0x00001005


class _Fault(Enum):
    """Kinds of errors of attributes that PS3.7 has different statuses for."""

    MISSING = auto()
    EMPTY = auto()
    VALUE = auto()
    UNEXPECTED = auto()


_FAULTS: Final = {
    codes.TYPE1_MISSING.name: _Fault.MISSING,
    codes.TYPE1C_MISSING.name: _Fault.MISSING,
    codes.TYPE2_MISSING.name: _Fault.MISSING,
    codes.TYPE2C_MISSING.name: _Fault.MISSING,
    codes.TYPE1_EMPTY.name: _Fault.EMPTY,
    codes.TYPE1C_EMPTY.name: _Fault.EMPTY,
    codes.VALUE_NOT_ENUMERATED.name: _Fault.VALUE,
    codes.VALUE_OUT_OF_RANGE.name: _Fault.VALUE,
    codes.VALUE_INVALID.name: _Fault.VALUE,
    codes.VM_WRONG.name: _Fault.VALUE,
    codes.VR_WRONG.name: _Fault.VALUE,
    codes.ITEM_COUNT.name: _Fault.VALUE,
    codes.NOT_A_SEQUENCE.name: _Fault.VALUE,
    codes.ATTRIBUTE_NOT_ALLOWED.name: _Fault.UNEXPECTED,
    codes.CONDITION_FORBIDS.name: _Fault.UNEXPECTED,
}
"""Other findings are reported, but requests with them are not refused."""

_STATUSES: Final = {
    "N-CREATE": {
        _Fault.MISSING: MISSING_ATTRIBUTE,
        _Fault.EMPTY: MISSING_ATTRIBUTE_VALUE,
        _Fault.VALUE: INVALID_ATTRIBUTE_VALUE,
        _Fault.UNEXPECTED: NO_SUCH_ATTRIBUTE,
    },
    # 10.1.3.1.9 does not have Missing Attribute: N-SET may have any subset.
    "N-SET": {
        _Fault.MISSING: MISSING_ATTRIBUTE_VALUE,
        _Fault.EMPTY: MISSING_ATTRIBUTE_VALUE,
        _Fault.VALUE: INVALID_ATTRIBUTE_VALUE,
        _Fault.UNEXPECTED: NO_SUCH_ATTRIBUTE,
    },
    "N-ACTION": {
        _Fault.MISSING: INVALID_ARGUMENT_VALUE,
        _Fault.EMPTY: INVALID_ARGUMENT_VALUE,
        _Fault.VALUE: INVALID_ARGUMENT_VALUE,
        _Fault.UNEXPECTED: NO_SUCH_ARGUMENT,
    },
}
"""Statuses by service, in the order in which they are considered."""


def refuse(findings: Iterable[Finding], service: str) -> None:
    """Refuse a request that has errors in its attributes.

    Raises:
        Refused: There are errors; the status is that of the most important one.
    """
    errors = [
        (fault, finding)
        for finding in findings
        if finding.severity is Severity.ERROR and (fault := _FAULTS.get(finding.code))
    ]
    for fault, status in _STATUSES[service].items():
        found = [finding for each, finding in errors if each is fault]
        if found:
            tags = [finding.tag for finding in found if finding.tag is not None]
            raise refusal(
                status,
                found[0].keyword or found[0].tag_text,
                offending=tuple(dict.fromkeys(tags)),
            )


def refusal(
    status: Status,
    comment: str = "",
    *,
    error_id: int | None = None,
    offending: tuple[int, ...] = (),
) -> Refused:
    """Return a refusal with those fields that may accompany its status.

    Args:
        comment: Error Comment; it is cut to the allowed length.
        error_id: Value of Error ID.
        offending: Tags for Attribute Identifier List, or Offending Element.
    """
    of_sop_class = not status.section
    has_comment = of_sop_class or _ERROR_COMMENT in status.related
    has_tags = of_sop_class or _ATTRIBUTE_IDENTIFIER_LIST in status.related
    return Refused(
        status,
        error_comment(comment) if has_comment else "",
        error_id=error_id,
        offending=offending if has_tags else (),
    )


def error_comment(text: str) -> str:
    """Return a text as a value of Error Comment: one LO, without backslashes."""
    return text.replace("\\", "/")[:MAX_COMMENT]


def listed(sop_class: type[SopClass], service: str, code: str) -> Status:
    """Return a status that the tables of a SOP class list for a service.

    Args:
        code: Four hexadecimal digits: "C307".

    Raises:
        LookupError: They list neither the code nor a range with it.
    """
    for status in statuses_of(sop_class, service):
        if status.covers(int(code, 16)):
            return status._replace(code=code)
    raise LookupError(f"{service} of {sop_class.name} has no status {code}")
