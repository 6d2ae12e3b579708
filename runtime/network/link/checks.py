"""Checks of messages before they are sent and after they are received."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from typing import NamedTuple, TypeAlias

from pydicom.dataset import Dataset
from pydicom.uid import UID

from ...data_sets import transfer
from ...dimse.checking import (
    AnswerChecker,
    Encoded,
    check_attribute_list,
    check_command,
    check_query,
    check_status,
)
from ...dimse.messages.command_sets import CommandSet
from ...dimse.messages.errors import UnknownMessageError
from ...dimse.messages.messages import Message
from ...dimse.services.attribute_lists import (
    AttributeList,
    FindRequest,
    RetrieveRequest,
)
from ...dimse.services.negotiated import BASELINE, Negotiated
from ...dimse.services.sop_classes import SopClass
from ...dimse.services.statuses import tables_of
from ...findings import codes
from ...findings.finding import Finding, Severity
from ...tables.editions import bundled
from .errors import InvalidMessageError, sourced
from .log import LOGGER
from .options import Check
from .statuses import any_storage


class CheckedMessage(NamedTuple):
    """A received message that has findings.

    Its text names it in logs: "response to N-CREATE of Printer".
    """

    service: str
    """"N-CREATE"."""
    sop_class: str
    """Name of the SOP class; the UID if it is not registered."""
    is_response: bool
    """True for the response to a message of this side, False for a request."""
    calling_ae: str = ""
    """AE title that sent a request; empty for responses."""

    def __str__(self) -> str:
        name = f"{self.service} of {self.sop_class}"
        if self.is_response:
            return f"response to {name}"
        return f"{name} from {self.calling_ae}"


OnFindings: TypeAlias = Callable[[CheckedMessage, tuple[Finding, ...]], object]
"""Called with a received message and its findings, if there are any."""


def of_data(
    cls: type[AttributeList],
    data: bytes,
    syntax: UID,
    *,
    negotiated: Negotiated = BASELINE,
    requested: Collection[int] | None = None,
    checker: AnswerChecker | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of an encoded attribute list.

    Args:
        negotiated: Options negotiated for queries.
        requested: Tags that N-GET requested; all if empty or None.
        checker: Checks answers of C-FIND against their query.
    """
    content = _content(data, syntax)
    if checker is not None:
        return checker.check(content)
    if issubclass(cls, FindRequest | RetrieveRequest):
        return check_query((cls, content), negotiated=negotiated)
    return check_attribute_list((cls, content), requested=requested)


def of_command(
    command: CommandSet, data_set: bool, context: type[SopClass] | str
) -> tuple[Finding, ...]:
    """Return the findings of the command set of a received request.

    Args:
        data_set: Whether a data set follows.
        context: SOP class, or UID, of the presentation context.
    """
    return check_command(command, data_set=data_set, context=context)


def of_response(
    command: CommandSet,
    data_set: bool,
    request: CommandSet,
    sop_class: type[SopClass] | None,
) -> tuple[Finding, ...]:
    """Return the findings of the command set of a response, including its status."""
    try:
        response = Message.from_elements(command.elements)
        requested = Message.from_elements(request.elements)
    except UnknownMessageError:
        return check_command(command, data_set=data_set)
    if sop_class is None and response.service == "C-STORE":
        sop_class = any_storage()
    return (
        *check_command(response, data_set=data_set, request=requested),
        *check_status(response, sop_class),
    )


def of_own_request(command: CommandSet, data_set: bool) -> tuple[Finding, ...]:
    """Return the findings of the command set of a request to be sent."""
    return check_command(command, data_set=data_set)


def of_own_response(
    command: CommandSet,
    data_set: bool,
    request: CommandSet,
    sop_class: type[SopClass] | None,
) -> tuple[Finding, ...]:
    """Return the findings of the command set and the status of an own response.

    The tables of PS3.4 are incomplete: most lack the statuses of PS3.7 Annex C. A status
    that has a meaning there, but is not listed, is a warning.
    """
    found = of_response(command, data_set, request, sop_class)
    unknown = codes.STATUS_UNKNOWN.name
    if all(each.code != unknown for each in found):
        return found
    if not _is_general(command.get("Status")):
        return found
    return tuple(
        each._replace(severity=Severity.WARNING) if each.code == unknown else each
        for each in found
    )


def _is_general(code: int | None) -> bool:
    """True for the codes of PS3.7 Annex C."""
    general = tables_of(bundled()).general
    return code is not None and any(each.covers(code) for each in general)


def _content(data: bytes, syntax: UID) -> Encoded | Dataset:
    if syntax.is_deflated:
        return transfer.decode(data, syntax)
    return Encoded(data, syntax.is_implicit_VR, syntax.is_little_endian)


def before_sending(message: str, findings: tuple[Finding, ...], check: Check) -> None:
    """Log the findings of a message to be sent, or raise its errors.

    Raises:
        InvalidMessageError: There are errors, and `check` is "raise".
    """
    errors = tuple(each for each in findings if each.severity is Severity.ERROR)
    if errors and check == "raise":
        raise InvalidMessageError(message, errors)
    log(message, findings)


def log(
    message: CheckedMessage | str,
    findings: tuple[Finding, ...],
    logged: set[tuple[str, str]] | None = None,
) -> None:
    """Log findings, each at the level of its severity, as `finding` of its record.

    Args:
        logged: Codes and paths that were logged before, and are not repeated.
    """
    for finding in findings:
        if logged is not None:
            if (finding.code, finding.path) in logged:
                continue
            logged.add((finding.code, finding.path))
        _FINDINGS.log(
            _LEVELS[finding.severity],
            "%s: %s: %s",
            message,
            finding.path or "message",
            sourced(finding),
            extra={"finding": finding},
        )


_FINDINGS = LOGGER.getChild("findings")
_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.INFO: logging.INFO,
}
