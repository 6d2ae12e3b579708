"""Checking of messages: what is sent before it leaves, what is received when it comes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

from pydicom.dataset import Dataset
from pydicom.uid import UID

from ..dimse.attribute_lists import (
    AttributeList,
    FindRequest,
    RetrieveRequest,
)
from ..dimse.checking import (
    AnswerChecker,
    Encoded,
    check_attribute_list,
    check_command,
    check_query,
    check_status,
)
from ..dimse.messages import Message
from ..dimse.negotiated import BASELINE, Negotiated
from ..dimse.sop_classes import SopClass
from ..editions import bundled
from ..errors import IodizeError
from ..validation import codes
from ..validation.findings import Finding, Severity
from .errors import InvalidMessageError, sourced
from .log import LOGGER
from .options import Check
from .statuses import any_storage

OnFindings: TypeAlias = Callable[[str, tuple[Finding, ...]], object]
"""Told of findings: the message, "answer to N-CREATE of Printer", and what is wrong."""


def of_data(
    cls: type[AttributeList],
    data: bytes,
    syntax: UID,
    *,
    negotiated: Negotiated = BASELINE,
    requested: Collection[int] | None = None,
    checker: AnswerChecker | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with an attribute list as it goes over the network.

    Args:
        negotiated: What was agreed on for queries.
        requested: The tags that N-GET asked for; all if empty.
        checker: Knows what C-FIND asked for.
    """
    content = _content(data, syntax)
    if checker is not None:
        return checker.check(content)
    if issubclass(cls, FindRequest | RetrieveRequest):
        return check_query((cls, content), negotiated=negotiated)
    return check_attribute_list((cls, content), requested=requested)


def of_command(
    raw: bytes, data_set: bool, context: type[SopClass] | str
) -> tuple[Finding, ...]:
    """Return what is wrong with the command set of a received request.

    Args:
        context: What its presentation context is for.
    """
    return check_command(raw, data_set=data_set, context=context)


def of_response(
    raw: bytes, data_set: bool, request: bytes, sop_class: type[SopClass] | None
) -> tuple[Finding, ...]:
    """Return what is wrong with the command set of a response, and with its status."""
    try:
        response, asked = Message.decode(raw), Message.decode(request)
    except IodizeError:
        return check_command(raw, data_set=data_set)
    if sop_class is None and response.name == "C-STORE-RSP":
        sop_class = any_storage()
    return (
        *check_command(response, data_set=data_set, request=asked),
        *check_status(response, sop_class),
    )


def of_own_request(raw: bytes, data_set: bool) -> tuple[Finding, ...]:
    """Return what is wrong with the command set of a request that is to be sent."""
    return check_command(raw, data_set=data_set)


def of_own_response(
    raw: bytes, data_set: bool, request: bytes, sop_class: type[SopClass] | None
) -> tuple[Finding, ...]:
    """Return what is wrong with the command set and the status of an own response.

    Tables of PS3.4 are not complete: most lack what PS3.7 Annex C has for all services. A
    status that means something, and is merely not listed, is worth a warning.
    """
    return tuple(
        each._replace(severity=Severity.WARNING) if _has_meaning(each) else each
        for each in of_response(raw, data_set, request, sop_class)
    )


def _has_meaning(finding: Finding) -> bool:
    code = finding.value
    return (
        finding.code == codes.STATUS_UNKNOWN.name
        and code is not None
        and any(each.covers(int(code, 16)) for each in bundled().general_statuses)
    )


def _content(data: bytes, syntax: UID) -> Encoded | Dataset:
    if syntax.is_deflated:
        from .data_sets import decode

        return decode(data, syntax)
    return Encoded(data, syntax.is_implicit_VR, syntax.is_little_endian)


def before_sending(message: str, findings: tuple[Finding, ...], check: Check) -> None:
    """Do what is to be done of findings in a message that is about to be sent.

    Raises:
        InvalidMessageError: There are errors, and `check` says to raise them.
    """
    errors = tuple(each for each in findings if each.severity is Severity.ERROR)
    if errors and check == "raise":
        raise InvalidMessageError(message, errors)
    log(message, findings)


def log(
    message: str,
    findings: tuple[Finding, ...],
    told: set[tuple[str, str]] | None = None,
) -> None:
    """Log findings, each at the level of its severity.

    Args:
        told: What was logged of the messages before, code and path; it is not repeated.
    """
    for finding in findings:
        if told is not None:
            if (finding.code, finding.path) in told:
                continue
            told.add((finding.code, finding.path))
        _FINDINGS.log(
            _LEVELS[finding.severity],
            "%s: %s: %s",
            message,
            finding.path or "message",
            sourced(finding),
        )


_FINDINGS = LOGGER.getChild("findings")
_LEVELS = {Severity.ERROR: 40, Severity.WARNING: 30, Severity.INFO: 20}
