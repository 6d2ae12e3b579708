"""The journal of a run: associations, received messages and their findings.

Associations run in threads of their own; the journal serializes their entries.
"""

from __future__ import annotations

import threading
from collections import Counter
from typing import NamedTuple, Protocol

from ..config.choice import chosen
from ..config.settings import Settings
from ..dimse.checking import message_path
from ..findings.finding import Finding, Severity
from ..findings.report import FileReport, Report
from ..findings.tally import Traffic

MAX_CLEAN = 20_000
MAX_FAULTY = 50_000
"""Entries without and with findings in a report: a run can last for weeks.

Further ones are counted and passed to the listener.
"""


class JournalAssociation(NamedTuple):
    """An association."""

    number: int
    """From 1, in the order of opening."""
    calling_ae: str
    """AE title of the remote system."""
    address: str
    outgoing: bool = False
    """True if the emulator is the requestor."""


class JournalEntry(NamedTuple):
    """A received message: a request, or a response to a request of the emulator."""

    association: JournalAssociation
    message: str
    """"N-CREATE-RQ"."""
    subject: str
    """Name of the SOP class; its UID if it is unknown."""
    sop_class_uid: str
    sop_instance_uid: str
    status: int | None
    """Status of the response."""
    findings: tuple[Finding, ...]
    meaning: str = ""
    """Meaning of the status: "Missing attribute"."""
    pending: int = 0
    """Number of pending responses: answers to a query, objects of a retrieval."""
    comment: str = ""
    """Error Comment of the response."""

    @property
    def title(self) -> str:
        """Its name in reports: "association 3: N-CREATE-RQ from CT1"."""
        return message_path(
            self.message,
            association=self.association.number,
            sender=self.association.calling_ae,
        )


class CallerTotals(NamedTuple):
    """Totals of the associations of an AE title."""

    calling_ae: str
    associations: int
    messages: int
    errors: int
    warnings: int


class Listener(Protocol):
    """Receives the entries of a journal as they are added."""

    def received(self, entry: JournalEntry) -> None:
        """Called for each received message."""
        ...

    def closed(self, association: JournalAssociation) -> None:
        """Called when an association has ended."""
        ...

    def remarked(self, text: str) -> None:
        """Called for messages about the emulator itself."""
        ...


class Journal:
    """Collects the entries of a run.

    Args:
        settings: Selects findings and changes their severity.
    """

    def __init__(
        self, listener: Listener | None = None, settings: Settings | None = None
    ) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._listener = listener
        self._count = 0
        self._open: dict[int, JournalAssociation] = {}
        self._entries: list[JournalEntry] = []
        self._clean = self._faulty = 0
        self._associations: Counter[str] = Counter()
        self._messages: Counter[str] = Counter()
        self._severities: Counter[tuple[str, Severity]] = Counter()

    def opened(
        self, key: int, calling_ae: str, address: str, *, outgoing: bool = False
    ) -> JournalAssociation:
        """Add an association.

        Args:
            key: Identifies it among those that are open.
            outgoing: True if the emulator is the requestor.
        """
        with self._lock:
            return self._add(key, calling_ae, address, outgoing)

    def _add(
        self, key: int, calling_ae: str, address: str, outgoing: bool
    ) -> JournalAssociation:
        self._count += 1
        association = JournalAssociation(self._count, calling_ae, address, outgoing)
        self._open[key] = association
        self._associations[calling_ae] += 1
        return association

    def association(
        self, key: int, calling_ae: str, address: str
    ) -> JournalAssociation:
        """Return an open association; it is added on its first message."""
        with self._lock:  # several threads can serve the requests of an association
            found = self._open.get(key)
            return found or self._add(key, calling_ae, address, False)

    def received(self, entry: JournalEntry) -> JournalEntry:
        """Add a message; return it with the selected findings."""
        entry = self._with_selected_findings(entry)
        calling_ae = entry.association.calling_ae
        with self._lock:
            self._messages[calling_ae] += 1
            for finding in entry.findings:
                self._severities[calling_ae, finding.severity] += 1
            if self._is_reported(entry):
                self._entries.append(entry)
            if self._listener:
                self._listener.received(entry)
                if self._faulty == MAX_FAULTY and entry.findings:
                    self._listener.remarked(
                        f"the report is limited to {MAX_FAULTY} messages with findings"
                    )
        return entry

    def _is_reported(self, entry: JournalEntry) -> bool:
        """Count an entry; return True if the report contains it."""
        if not entry.findings:
            self._clean += 1
            return self._clean <= MAX_CLEAN
        self._faulty += 1
        return self._faulty <= MAX_FAULTY

    def _with_selected_findings(self, entry: JournalEntry) -> JournalEntry:
        if self._settings is None or not entry.findings:
            return entry
        (file,) = chosen(Report("", (_file(entry),)), self._settings).files
        return entry._replace(findings=file.findings)

    def remark(self, text: str) -> None:
        """Pass a message about the emulator itself to the listener."""
        with self._lock:
            if self._listener:
                self._listener.remarked(text)

    def closed(self, key: int) -> None:
        """Note that an association has ended."""
        with self._lock:
            association = self._open.pop(key, None)
            if association and self._listener:
                self._listener.closed(association)

    @property
    def has_errors(self) -> bool:
        """True if any message had an error."""
        with self._lock:
            return any(
                number
                for (_, severity), number in self._severities.items()
                if severity is Severity.ERROR
            )

    @property
    def totals(self) -> list[CallerTotals]:
        """Totals of each calling AE, in the order of their first association."""
        with self._lock:
            return [
                CallerTotals(
                    ae,
                    number,
                    self._messages[ae],
                    self._severities[ae, Severity.ERROR],
                    self._severities[ae, Severity.WARNING],
                )
                for ae, number in self._associations.items()
            ]

    def report(self, edition: str) -> Report:
        """Return the entries as files of a report, for rendering."""
        with self._lock:
            files = tuple(map(_file, self._entries))
            traffic = Traffic(self._count, sum(self._messages.values()))
            return Report(edition, files, traffic=traffic)


def _file(entry: JournalEntry) -> FileReport:
    return FileReport(
        entry.title,
        entry.sop_class_uid,
        entry.subject,
        entry.findings,
        sop_instance_uid=entry.sop_instance_uid,
    )
