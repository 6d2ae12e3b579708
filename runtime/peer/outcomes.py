"""How a peer answers what is not as it should be: from findings to a status.

Source: PS3.7 10.1, the lists of statuses of each service; Annex C.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..dimse.providers import Refused
from ..dimse.statuses import Category, status_of
from ..validation import codes
from ..validation.findings import Finding, Severity

SUCCESS: Final = 0x0000
NO_SUCH_ATTRIBUTE: Final = 0x0105
INVALID_ATTRIBUTE_VALUE: Final = 0x0106
PROCESSING_FAILURE: Final = 0x0110
DUPLICATE_SOP_INSTANCE: Final = 0x0111
NO_SUCH_SOP_INSTANCE: Final = 0x0112
NO_SUCH_ARGUMENT: Final = 0x0114
INVALID_ARGUMENT_VALUE: Final = 0x0115
MISSING_ATTRIBUTE: Final = 0x0120
MISSING_ATTRIBUTE_VALUE: Final = 0x0121
CANCELLED: Final = 0xFE00

_COMMENT: Final = 0x00000902
_ATTRIBUTES: Final = 0x00001005
"""Error Comment, Attribute Identifier List."""

_KINDS: Final = {
    **dict.fromkeys(
        (
            codes.TYPE1_MISSING.name,
            codes.TYPE1C_MISSING.name,
            codes.TYPE2_MISSING.name,
            codes.TYPE2C_MISSING.name,
        ),
        "missing",
    ),
    **dict.fromkeys((codes.TYPE1_EMPTY.name, codes.TYPE1C_EMPTY.name), "empty"),
    **dict.fromkeys(
        (
            codes.VALUE_NOT_ENUMERATED.name,
            codes.VALUE_OUT_OF_RANGE.name,
            codes.VALUE_INVALID.name,
            codes.VM_WRONG.name,
            codes.VR_WRONG.name,
            codes.ITEM_COUNT.name,
            codes.NOT_A_SEQUENCE.name,
        ),
        "value",
    ),
    **dict.fromkeys(
        (codes.ATTRIBUTE_NOT_ALLOWED.name, codes.CONDITION_FORBIDS.name), "surplus"
    ),
}
"""Other findings are told, and do not keep a peer from doing what it was asked."""

_STATUSES: Final = {
    "N-CREATE": {
        "missing": MISSING_ATTRIBUTE,
        "empty": MISSING_ATTRIBUTE_VALUE,
        "value": INVALID_ATTRIBUTE_VALUE,
        "surplus": NO_SUCH_ATTRIBUTE,
    },
    # 10.1.3.1.9 has no Missing Attribute: N-SET need not bring any.
    "N-SET": {
        "missing": MISSING_ATTRIBUTE_VALUE,
        "empty": MISSING_ATTRIBUTE_VALUE,
        "value": INVALID_ATTRIBUTE_VALUE,
        "surplus": NO_SUCH_ATTRIBUTE,
    },
    "N-ACTION": {
        "missing": INVALID_ARGUMENT_VALUE,
        "empty": INVALID_ARGUMENT_VALUE,
        "value": INVALID_ARGUMENT_VALUE,
        "surplus": NO_SUCH_ARGUMENT,
    },
}


def refuse(findings: Iterable[Finding], service: str) -> None:
    """Refuse a request whose attributes are not those of its table.

    Raises:
        Refused: With the status of the first error that the service has one for.
    """
    statuses = _STATUSES[service]
    kinds = [
        (kind, finding)
        for finding in findings
        if finding.severity is Severity.ERROR and (kind := _KINDS.get(finding.code))
    ]
    for kind, status in statuses.items():
        found = [finding for each, finding in kinds if each == kind]
        if found:
            tags = [finding.tag for finding in found if finding.tag is not None]
            raise refused(
                status,
                found[0].keyword or found[0].tag_text,
                offending=tuple(dict.fromkeys(tags)),
            )


def refused(
    status: int,
    what: str = "",
    *,
    error_id: int | None = None,
    offending: tuple[int, ...] = (),
) -> Refused:
    """Return a refusal, with those fields that PS3.7 has for its status."""
    known = status_of(status)
    fields = known.related if known else ()
    return Refused(
        status,
        comment(what) if _COMMENT in fields or status >= 0x1000 else "",
        error_id=error_id,
        offending=offending if _ATTRIBUTES in fields else (),
    )


def comment(subject: str, others: int = 0) -> str:
    """Return an Error Comment, which has 64 characters at most."""
    more = f" and {others} more" if others else ""
    return f"{subject[: 64 - len(more)]}{more}"


def category(status: int) -> Category:
    """Return what kind of answer a status is, by its first digits.

    Source: PS3.7 Annex C, the table of status classes.
    """
    if status == SUCCESS:
        return Category.SUCCESS
    if status in (0x0001, 0x0107, 0x0116) or status >> 12 == 0xB:
        return Category.WARNING
    if status == CANCELLED:
        return Category.CANCEL
    return Category.PENDING if status in (0xFF00, 0xFF01) else Category.FAILURE
