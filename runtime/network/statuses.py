"""What the status of a response means: in its SOP class first, then in PS3.7 Annex C."""

from __future__ import annotations

from ..dimse.sop_classes import SopClass
from ..dimse.statuses import Category, Status


def meaning(code: int, service: str, sop_class: type[SopClass] | None) -> Status | None:
    """Return what a code means as the answer of a service; None if nobody knows it.

    An exact code wins over a family of codes, and the SOP class over PS3.7.
    """
    known = [
        status
        for operation in (sop_class.operations if sop_class is not None else ())
        if operation.service == service
        for status in operation.statuses
        if status.covers(code)
    ]
    if known:
        return min(known, key=lambda status: status.code.count("x"))
    return None


def category(code: int, service: str, sop_class: type[SopClass] | None) -> Category:
    """Return what kind of answer a code is; by its digits if nobody knows it.

    Source: PS3.7 Annex C, the classes of status codes.
    """
    known = meaning(code, service, sop_class)
    if known is not None:
        return known.category
    if code == 0:
        return Category.SUCCESS
    if code in (0xFF00, 0xFF01):
        return Category.PENDING
    if code == 0xFE00:
        return Category.CANCEL
    if code in (0x0001, 0x0107, 0x0116) or code >> 12 == 0xB:
        return Category.WARNING
    return Category.FAILURE
