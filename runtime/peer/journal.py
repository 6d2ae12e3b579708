"""What was received, and what was wrong with it: association by association.

Associations run in threads of their own; the journal takes their messages one by one.
"""

from __future__ import annotations

import threading
from collections import Counter
from typing import NamedTuple, Protocol

from ..config.choice import chosen
from ..config.settings import Settings
from ..dimse.checking import message_path
from ..report import FileReport, Report
from ..validation.findings import Finding, Severity

MOST_CLEAN = 20_000
MOST_FAULTY = 50_000
"""Messages without findings, and with some, that a report lists: a peer may run for weeks.

All of them are told of while they come, and counted.
"""


class Visit(NamedTuple):
    """One association."""

    number: int
    """From 1, in the order in which they were opened."""
    calling_ae: str
    """Of the other side."""
    address: str
    called: bool = False
    """Whether the peer has called it."""


class Message(NamedTuple):
    """One request, or one response, that was received."""

    visit: Visit
    kind: str
    """"N-CREATE-RQ"."""
    subject: str
    """Name of the SOP class; its UID where it is unknown."""
    sop_class_uid: str
    sop_instance_uid: str
    status: int | None
    """What it was answered; of a response, what it says."""
    findings: tuple[Finding, ...]
    meaning: str = ""
    """What the status says: "Missing attribute"."""
    pending: int = 0
    """How many responses came before: answers to a query, objects of a retrieval."""

    @property
    def title(self) -> str:
        """What it is called in reports: "association 3: N-CREATE-RQ from CT1"."""
        return message_path(
            self.kind, association=self.visit.number, sender=self.visit.calling_ae
        )


class Tally(NamedTuple):
    """What one calling AE did."""

    calling_ae: str
    associations: int
    messages: int
    errors: int
    warnings: int


class Listener(Protocol):
    """Follows a journal while it is written."""

    def received(self, message: Message) -> None:
        """Learn of a message."""
        ...

    def closed(self, visit: Visit) -> None:
        """Learn that an association has ended."""
        ...

    def remarked(self, text: str) -> None:
        """Learn of something that no system did."""
        ...


class Journal:
    """All that a peer received."""

    def __init__(
        self, listener: Listener | None = None, settings: Settings | None = None
    ) -> None:
        """Begin a journal.

        Args:
            settings: Which findings are wanted, and how severe they are.
        """
        self._settings = settings
        self._lock = threading.Lock()
        self._listener = listener
        self._visits = 0
        self._open: dict[int, Visit] = {}
        self._messages: list[Message] = []
        self._clean = self._faulty = 0
        self._associations: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._severities: Counter[tuple[str, Severity]] = Counter()

    def opened(
        self, key: int, calling_ae: str, address: str, *, called: bool = False
    ) -> Visit:
        """Note that an association was opened.

        Args:
            key: Tells it from all others that are open.
            called: Whether the peer has called the other side.
        """
        with self._lock:
            return self._opened(key, calling_ae, address, called)

    def _opened(self, key: int, calling_ae: str, address: str, called: bool) -> Visit:
        self._visits += 1
        visit = Visit(self._visits, calling_ae, address, called)
        self._open[key] = visit
        self._associations[calling_ae] += 1
        return visit

    def visit(self, key: int, calling_ae: str, address: str) -> Visit:
        """Return the association that is open; it is opened if it was not."""
        with self._lock:  # requests of an association may be answered side by side
            found = self._open.get(key)
            return found or self._opened(key, calling_ae, address, False)

    def received(self, message: Message) -> None:
        """Note a message."""
        message = self._chosen(message)
        calling_ae = message.visit.calling_ae
        with self._lock:
            self._counts[calling_ae] += 1
            for finding in message.findings:
                self._severities[calling_ae, finding.severity] += 1
            if self._listed(message):
                self._messages.append(message)
            if self._listener:
                self._listener.received(message)
                if self._faulty == MOST_FAULTY and message.findings:
                    self._listener.remarked(
                        f"{MOST_FAULTY} messages had findings: the report has these only"
                    )

    def _listed(self, message: Message) -> bool:
        """Count a message; return whether a report has it."""
        if not message.findings:
            self._clean += 1
            return self._clean <= MOST_CLEAN
        self._faulty += 1
        return self._faulty <= MOST_FAULTY

    def _chosen(self, message: Message) -> Message:
        """Return a message with those of its findings that are wanted."""
        if self._settings is None or not message.findings:
            return message
        (file,) = chosen(Report("", (_file(message),)), self._settings).files
        return message._replace(findings=file.findings)

    def remark(self, text: str) -> None:
        """Tell of something that no system did."""
        with self._lock:
            if self._listener:
                self._listener.remarked(text)

    def closed(self, key: int) -> None:
        """Note that an association ended, however it did."""
        with self._lock:
            visit = self._open.pop(key, None)
            if visit and self._listener:
                self._listener.closed(visit)

    @property
    def has_errors(self) -> bool:
        """Whether any message had an error."""
        with self._lock:
            return any(
                number
                for (_, severity), number in self._severities.items()
                if severity is Severity.ERROR
            )

    @property
    def tallies(self) -> list[Tally]:
        """What each calling AE did, the first one first."""
        with self._lock:
            return [
                Tally(
                    ae,
                    number,
                    self._counts[ae],
                    self._severities[ae, Severity.ERROR],
                    self._severities[ae, Severity.WARNING],
                )
                for ae, number in self._associations.items()
            ]

    def report(self, edition: str) -> Report:
        """Return the messages as files of a report, for its renderings."""
        with self._lock:
            return Report(edition, tuple(map(_file, self._messages)))


def _file(message: Message) -> FileReport:
    return FileReport(
        message.title,
        message.sop_class_uid,
        message.subject,
        message.findings,
        sop_instance_uid=message.sop_instance_uid,
    )
