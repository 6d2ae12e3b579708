"""What can go wrong between two systems, as exceptions that carry facts."""

from __future__ import annotations

from collections.abc import Sequence

from ..dimse.statuses import Status
from ..errors import IodizeError
from ..validation.findings import Finding, format_tag

REQUEST = "the request of an association"
"""What an association is lost in before there is one."""

MOST_TOLD = 5
"""How many findings the text of an error tells; the error has them all."""


def sourced(finding: Finding) -> str:
    """Return what is wrong, and where the standard says so."""
    return ". ".join(filter(None, (finding.message, finding.reference)))


class NetworkError(IodizeError):
    """Base of what can go wrong on a network."""


class InvalidAETitleError(NetworkError, ValueError):
    """What is given as an AE title is none: PS3.5 Table 6.2-1, AE."""

    hint = "an AE title has 1 to 16 characters of ASCII, none of them a backslash"

    def __init__(self, name: str, title: object) -> None:
        super().__init__(name, title)
        self.name = name
        """What it was given as: "called_ae"."""
        self.title = title

    def __str__(self) -> str:
        return f"{self.name}: {self.title!r} is no AE title"


class UnreachableError(NetworkError):
    """No transport connection to a peer could be made."""

    hint = "is it running there, and does a firewall let the connection through?"

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port)
        self.host = host
        self.port = port

    def __str__(self) -> str:
        return f"no connection to {self.host}:{self.port}"


class PortUnavailableError(NetworkError, OSError):
    """A port cannot be listened on: another program does, or the host has none such."""

    hint = "name another port, 0 is any that is free, or an address of this machine"

    def __init__(self, host: str, port: int, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or str(error)
        super().__init__(getattr(error, "errno", None), reason)
        self.host = host
        self.port = port

    def __str__(self) -> str:
        return f"cannot listen on {self.host}:{self.port}: {self.strerror}"


class AssociationRejectedError(NetworkError):
    """A peer has rejected an association: PS3.8 9.3.4."""

    def __init__(self, result: str, source: str, reason: str) -> None:
        super().__init__(result, source, reason)
        self.result = result
        """"Rejected Permanent" or "Rejected Transient"."""
        self.source = source
        self.reason = reason
        """"Called AE title not recognised"."""
        if "transient" in result.lower():
            self.hint = "try again later"
        elif "AE title" in reason:
            self.hint = "the peer wants to know this AE title; see its configuration"

    @property
    def is_transient(self) -> bool:
        """Whether it may be accepted later."""
        return "transient" in self.result.lower()

    def __str__(self) -> str:
        return f"association rejected: {self.result}, {self.source}, {self.reason}"


class AssociationAbortedError(NetworkError):
    """An association ended before its time: by an abort, or with its connection."""

    def __init__(self, during: str) -> None:
        super().__init__(during)
        self.during = during
        """What it was needed for: "C-FIND"."""
        if during == REQUEST:
            self.hint = "does the peer want TLS, a certificate, or other AE titles?"

    def __str__(self) -> str:
        return f"the association ended during {self.during}"


class PeerTimeoutError(NetworkError):
    """A peer did not answer in time."""

    hint = "see Timeouts: how long an answer may take depends on the peer"

    def __init__(self, during: str, seconds: float) -> None:
        super().__init__(during, seconds)
        self.during = during
        self.seconds = seconds

    def __str__(self) -> str:
        return f"no answer within {self.seconds:g} s during {self.during}"


class NoPresentationContextError(NetworkError):
    """The peer has accepted no presentation context that a message could go through."""

    def __init__(
        self, sop_class: str, accepted: Sequence[str] = (), syntax: str = ""
    ) -> None:
        super().__init__(sop_class, accepted, syntax)
        self.sop_class = sop_class
        """Name of the SOP class; empty if none at all was accepted."""
        self.accepted = accepted
        """Names of the SOP classes that were."""
        self.syntax = syntax
        """Name of the transfer syntax that the object is encoded in, where it matters."""
        if sop_class:
            self.hint = (
                "was it among the services of connect(), and does the peer offer it?"
            )

    def __str__(self) -> str:
        if not self.sop_class:
            return "the peer accepted none of the presentation contexts"
        syntax = f" in {self.syntax}" if self.syntax else ""
        accepted = ", ".join(self.accepted) or "none"
        return f"no presentation context for {self.sop_class}{syntax}; accepted: {accepted}"


class TooManyContextsError(NetworkError):
    """An association cannot have so many presentation contexts."""

    hint = "name the SOP classes that are needed, or fewer transfer syntaxes"

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return f"{self.count} presentation contexts; 128 at most go into an association"


class InvalidMessageError(NetworkError):
    """A message breaks the standard, and was not sent."""

    hint = 'check="warn" logs findings and sends the message nevertheless'

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message, findings)
        self.message = message
        """What was to be sent: "N-CREATE of Modality Performed Procedure Step"."""
        self.findings = tuple(findings)

    def text(self, most: int | None = None) -> str:
        """Return what is wrong: so many findings, or all."""
        lines = [f"{self.message} was not sent:"]
        lines += [
            f"  {finding.severity} {finding.path or 'message'}: {sourced(finding)}"
            for finding in self.findings[:most]
        ]
        if most is not None and len(self.findings) > most:
            lines.append(f"  and {len(self.findings) - most} more")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text(MOST_TOLD)


class UnexpectedMessageError(NetworkError):
    """A peer's message could not be understood as the answer that it should be."""

    def __init__(self, during: str, problem: str) -> None:
        super().__init__(during, problem)
        self.during = during
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.during}: {self.problem}"


class FailedStatusError(NetworkError):
    """A peer has answered that it did not do what was asked."""

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
        """What the SOP class, or PS3.7 Annex C, says of it; None if nothing."""
        self.comment = comment
        """Error Comment (0000,0902): what the peer says of it."""
        self.error_id = error_id
        """Error ID (0000,0903)."""
        self.offending = tuple(offending)
        """Tags of Offending Element (0000,0901), or Attribute Identifier List."""
        self.findings = tuple(findings)

    @property
    def label(self) -> str:
        """What the status means: "Processing failure"."""
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
            text += f", about {', '.join(map(format_tag, self.offending))}"
        return text
