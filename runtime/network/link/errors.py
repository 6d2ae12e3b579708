"""Errors of associations and messages; their facts are attributes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from ...dimse.services.statuses import Status
from ...errors import IodizeError
from ...findings.finding import Finding, format_tag

REQUEST = "the negotiation"
"""The operation during which an association ends before it is established."""

MAX_SHOWN = 5
"""Number of findings in the text of an error; the error has all of them."""


def sourced(finding: Finding) -> str:
    """Return the message of a finding, with its reference."""
    return ". ".join(filter(None, (finding.message, finding.reference)))


class NetworkError(IodizeError):
    """Base of the errors of associations and messages."""


class InvalidAETitleError(NetworkError, ValueError):
    """An invalid AE title: PS3.5 Table 6.2-1, AE."""

    hint = "an AE title has 1 to 16 ASCII characters, none of them a backslash"

    def __init__(self, name: str, title: object) -> None:
        super().__init__(name, title)
        self.name = name
        """Name of the argument: "called_ae"."""
        self.title = title

    def __str__(self) -> str:
        return f"{self.name}: {self.title!r} is not a valid AE title"


class UnreachableError(NetworkError):
    """No transport connection to a peer can be made."""

    hint = "check that the system is running and that no firewall blocks the port"

    def __init__(self, host: str, port: int, reason: str = "") -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason
        """Such as "connection refused"; empty if it is unknown."""

    def __str__(self) -> str:
        text = f"cannot connect to {self.host}:{self.port}"
        return f"{text}: {self.reason}" if self.reason else text


class PortUnavailableError(NetworkError, OSError):
    """A server cannot listen: the port is in use, or the host has no such address."""

    hint = "choose another port, 0 for any free port, or an address of this machine"

    def __init__(self, host: str, port: int, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or str(error)
        super().__init__(getattr(error, "errno", None), reason)
        self.host = host
        self.port = port

    def __str__(self) -> str:
        return f"cannot listen on {self.host}:{self.port}: {self.strerror}"


class RejectionReason(Enum):
    """Source and reason of a rejected association: PS3.8 Table 9-21."""

    NO_REASON = (1, 1), "no reason given"
    APPLICATION_CONTEXT = (1, 2), "application context name not supported"
    CALLING_AE_TITLE = (1, 3), "calling AE title not recognized"
    CALLED_AE_TITLE = (1, 7), "called AE title not recognized"
    NO_REASON_OF_PROVIDER = (2, 1), "no reason given by the service provider"
    PROTOCOL_VERSION = (2, 2), "protocol version not supported"
    CONGESTION = (3, 1), "temporary congestion"
    LOCAL_LIMIT = (3, 2), "local limit exceeded"
    UNDEFINED = (0, 0), "undefined reason"

    def __init__(self, code: tuple[int, int], label: str) -> None:
        self.code = code
        """Source and Reason/Diag."""
        self.label = label

    @classmethod
    def of(cls, source: int, diagnostic: int) -> RejectionReason:
        """Return the reason of a source and its diagnostic."""
        for reason in cls:
            if reason.code == (source, diagnostic):
                return reason
        return cls.UNDEFINED


_HINTS = {
    RejectionReason.CALLING_AE_TITLE: "add this AE title to the peer's configuration",
    RejectionReason.CALLED_AE_TITLE: "check the AE title in the peer's configuration",
}


class AssociationRejectedError(NetworkError):
    """A peer has rejected an association: PS3.8 9.3.4."""

    def __init__(self, reason: RejectionReason, is_transient: bool) -> None:
        super().__init__(reason, is_transient)
        self.reason = reason
        self.is_transient = is_transient
        """True if the association may be accepted later."""
        self.hint = "try again later" if is_transient else _HINTS.get(reason, "")

    def __str__(self) -> str:
        result = "temporarily" if self.is_transient else "permanently"
        return f"association rejected {result}: {self.reason.label}"


class AssociationAbortedError(NetworkError):
    """An association was aborted, or its connection was lost."""

    def __init__(self, during: str) -> None:
        super().__init__(during)
        self.during = during
        """The operation that did not complete: "C-FIND"."""
        if during == REQUEST:
            self.hint = "check whether the peer requires TLS, or other AE titles"

    def __str__(self) -> str:
        return f"the association ended during {self.during}"


class PeerTimeoutError(NetworkError):
    """A peer did not respond in time."""

    hint = "increase the timeout if the peer needs more time; see Timeouts"

    def __init__(self, during: str, seconds: float) -> None:
        super().__init__(during, seconds)
        self.during = during
        self.seconds = seconds

    def __str__(self) -> str:
        return f"no response within {self.seconds:g} s during {self.during}"


class NoPresentationContextError(NetworkError):
    """No accepted presentation context is suitable for a message."""

    def __init__(
        self,
        sop_class: str,
        accepted: Sequence[str] = (),
        syntax: str = "",
        *,
        proposed: Sequence[str] = (),
    ) -> None:
        super().__init__(sop_class, accepted, syntax)
        self.sop_class = sop_class
        """Name of the SOP class; empty if the peer accepted no context at all."""
        self.accepted = accepted
        """Names of the accepted SOP classes."""
        self.syntax = syntax
        """Name of the transfer syntax of the object, if it is the cause."""
        self.proposed = proposed
        """Names of the proposed SOP classes, if the peer accepted none."""
        if sop_class:
            self.hint = (
                "check the services of connect(), and those that the peer supports"
            )

    def __str__(self) -> str:
        if not self.sop_class:
            shown = ", ".join(self.proposed[:MAX_SHOWN])
            more = len(self.proposed) - MAX_SHOWN
            if more > 0:
                shown += f" and {more} more"
            return f"the peer accepted no presentation context; proposed: {shown}"
        syntax = f" in {self.syntax}" if self.syntax else ""
        accepted = ", ".join(self.accepted) or "none"
        return f"no presentation context for {self.sop_class}{syntax}; accepted: {accepted}"


class TooManyContextsError(NetworkError):
    """More presentation contexts than an association can have."""

    hint = "pass only the SOP classes that you need, or fewer transfer syntaxes"

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return f"{self.count} presentation contexts; an association has at most 128"


class UserInformationTooLongError(NetworkError, ValueError):
    """User information that is too long for an association request: PS3.8 9.3.2.3."""

    hint = "shorten the user identity, or pass fewer services"

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(size, limit)
        self.size = size
        """In bytes."""
        self.limit = limit

    def __str__(self) -> str:
        return f"the user information has {self.size} bytes; at most {self.limit} fit"


class InvalidMessageError(NetworkError):
    """A message has errors and was not sent."""

    hint = 'check="warn" logs the findings and sends the message'

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message, findings)
        self.message = message
        """Name of the message: "N-CREATE of Modality Performed Procedure Step"."""
        self.findings = tuple(findings)

    def text(self, most: int | None = None) -> str:
        """Return the message and its findings, at most a given number of them."""
        lines = [f"{self.message} was not sent:"]
        lines += [
            f"  {finding.severity} {finding.path or 'message'}: {sourced(finding)}"
            for finding in self.findings[:most]
        ]
        if most is not None and len(self.findings) > most:
            lines.append(f"  and {len(self.findings) - most} more")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text(MAX_SHOWN)


class UnexpectedMessageError(NetworkError):
    """A message of the peer is not a valid response."""

    def __init__(self, during: str, problem: str) -> None:
        super().__init__(during, problem)
        self.during = during
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.during}: {self.problem}"


class FailedStatusError(NetworkError):
    """The peer responded with a failure status."""

    def __init__(
        self,
        during: str,
        code: int,
        status: Status | None,
        *,
        comment: str = "",
        error_id: int | None = None,
        offending: Sequence[int] = (),
        findings: Sequence[Finding] = (),
    ) -> None:
        super().__init__(during, code, status, comment)
        self.during = during
        """"N-CREATE of Modality Performed Procedure Step"."""
        self.code = code
        """Status (0000,0900): 0x0110."""
        self.status = status
        """The status in the SOP class or PS3.7 Annex C; None if neither defines it."""
        self.comment = comment
        """Error Comment (0000,0902)."""
        self.error_id = error_id
        """Error ID (0000,0903)."""
        self.offending = tuple(offending)
        """Tags of Offending Element (0000,0901), or Attribute Identifier List."""
        self.findings = tuple(findings)
        """Findings of the response."""

    @property
    def label(self) -> str:
        """Label of the status: "Processing failure"."""
        return self.status.label if self.status is not None else ""

    def __str__(self) -> str:
        text = f"{self.during} failed: {self.code:04X}"
        if self.label:
            text += f" {self.label}"
        if self.comment:
            text += f", {self.comment!r}"
        if self.error_id is not None:
            text += f", error ID {self.error_id:04X}"
        if self.offending:
            text += f", attributes: {', '.join(map(format_tag, self.offending))}"
        return text
