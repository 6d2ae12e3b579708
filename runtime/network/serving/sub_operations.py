"""C-STORE sub-operations of C-MOVE and C-GET, as the sender of the instances.

Source: PS3.4 C.4.2.3 and C.4.3.3; PS3.7 9.1.3 and 9.1.4.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sized
from typing import TYPE_CHECKING, Any, Protocol

from pydicom.dataset import Dataset

from ...dimse.services.sides import Refused
from ...dimse.services.statuses import Status
from ...statuses import CANCEL, SUCCESS
from ..link.contexts import PLAIN
from ..link.errors import AssociationAbortedError, NetworkError
from ..link.exchange import Fields
from ..link.log import LOGGER
from ..link.options import Proposal, Timeouts
from ..link.statuses import PENDING, SOME_FAILED, UNABLE_TO_PERFORM, UNKNOWN_DESTINATION
from ..requests.outgoing import Outgoing

if TYPE_CHECKING:
    from ..link.checks import OnFindings
    from ..link.options import Check
    from ..requests.association import Association
    from .request_context import Call
    from .responding import Responder

MAX_FAILED_UIDS = 10_000
"""Number of UIDs in a response; the rest is omitted."""


class Connect(Protocol):
    """Requests an association; see `connect`."""

    def __call__(
        self,
        host: str,
        port: int,
        services: Iterable[Proposal],
        *,
        calling_ae: str,
        called_ae: str,
        timeout: Timeouts | None,
        check: Check,
        on_findings: OnFindings | None,
    ) -> Association:
        """Return an association with a destination."""
        ...


class Senders:
    """Sends the instances that handlers of C-MOVE and C-GET return.

    Args:
        connect: Requests the associations with destinations.
        destinations: Host and port by AE title.
    """

    def __init__(
        self,
        connect: Connect,
        ae_title: str,
        destinations: Mapping[str, tuple[str, int]],
        timeouts: Timeouts,
        on_findings: OnFindings | None = None,
    ) -> None:
        self._connect = connect
        self._ae_title = ae_title
        self._on_findings = on_findings
        self._destinations = destinations
        self._timeouts = timeouts

    def send(
        self, result: Iterable[Any] | None, call: Call, respond: Responder
    ) -> None:
        """Send instances, and responses with the progress.

        Args:
            result: Instances: data sets, typed objects or files.

        Raises:
            Refused: The destination is unknown, or cannot be reached.
        """
        if call.service == "C-GET":
            counted, total = _counted(result or ())
            _Progress(call, respond, total).run(counted, call.association)
            return
        destination = self._destinations.get(call.move_destination)
        if destination is None:
            raise Refused(
                UNKNOWN_DESTINATION, f"unknown destination {call.move_destination}"
            )
        instances = list(result or ())
        progress = _Progress(call, respond, _instances(instances))
        if not instances:
            progress.run((), call.association)
            return
        with self._associate(destination, call, instances) as association:
            originator = (call.calling_ae, call.message_id)
            progress.run(instances, association, originator)

    @contextlib.contextmanager
    def _associate(
        self, destination: tuple[str, int], call: Call, instances: list[Any]
    ) -> Iterator[Association]:
        try:
            association = self._connect(
                *destination,
                list(proposals(instances)),
                calling_ae=self._ae_title,
                called_ae=call.move_destination,
                timeout=self._timeouts,
                # Instances are sent unchecked; responses are checked for `on_findings`.
                check="warn" if self._on_findings else "off",
                on_findings=self._on_findings,
            )
        except NetworkError as error:
            LOGGER.error("%s cannot be reached: %s", call.move_destination, error)
            raise Refused(UNABLE_TO_PERFORM, "destination unreachable") from error
        with association:
            yield association


def proposals(instances: Iterable[Any]) -> Iterator[Proposal]:
    """Yield the proposals for instances; those that cannot be read are skipped."""
    needed: dict[str, dict[str, None]] = {}
    for instance in instances:
        with contextlib.suppress(Exception), Outgoing(instance) as outgoing:
            needed.setdefault(outgoing.sop_class, {})[str(outgoing.syntax)] = None
    for sop_class, syntaxes in needed.items():
        # A peer may accept only the syntaxes to which an object can be converted.
        plain = PLAIN if any(each in PLAIN for each in syntaxes) else ()
        yield Proposal(sop_class, tuple(dict.fromkeys([*syntaxes, *plain])))


def _counted(result: Iterable[Any]) -> tuple[Iterable[Any], int | None]:
    """Return a handler's result, and the number of instances; None if it is unknown.

    A generator of paths is run to its end. One of objects is not: that would hold all of
    them in memory.
    """
    if isinstance(result, Sized):
        return result, _instances(result)
    iterator = iter(result)
    names: list[Any] = []
    for each in iterator:
        names.append(each)
        if not isinstance(each, str | os.PathLike | Status | int):
            return _resumed(names, iterator), None
    return names, _instances(names)


def _resumed(begun: list[Any], rest: Iterator[Any]) -> Iterator[Any]:
    """Yield the first items of a generator, then the rest; close it at the end."""
    try:
        yield from begun
        yield from rest
    finally:
        if isinstance(rest, Generator):
            rest.close()


def _instances(result: Iterable[Any]) -> int:
    return sum(not isinstance(each, Status | int) for each in result)


class _Progress:
    """Counts sub-operations, and sends responses with the counts.

    Pending responses state how many remain: PS3.7 9.1.3.1.6. If that is unknown, none are
    sent; they are optional: PS3.4 C.4.3.3.1.

    Args:
        total: Number of instances; None if it is unknown.
    """

    def __init__(self, call: Call, respond: Responder, total: int | None) -> None:
        self._call = call
        self._respond = respond
        self._total = total
        self._completed = self._warning = 0
        self._failed: list[str] = []

    def run(
        self,
        instances: Iterable[Any],
        association: Association,
        originator: tuple[str, int] | None = None,
    ) -> None:
        iterator: Any = iter(instances)
        try:
            for instance in iterator:
                if self._call.cancelled:
                    self._finish(CANCEL)
                    return
                if isinstance(instance, Status | int):
                    raise Refused(instance)
                self._store(instance, association, originator)
                if self._total is not None:
                    self._respond.pending(PENDING, None, self._counts(pending=True))
        finally:
            if hasattr(iterator, "close"):
                iterator.close()
        if not self._failed:
            only_warnings = self._warning and not self._completed
            self._finish(SOME_FAILED if only_warnings else SUCCESS)
        elif self._completed or self._warning:
            self._finish(SOME_FAILED)
        else:
            self._finish(UNABLE_TO_PERFORM)

    def _store(
        self,
        instance: Any,
        association: Association,
        originator: tuple[str, int] | None,
    ) -> None:
        uid = ""
        try:
            with Outgoing(instance) as outgoing:
                uid = outgoing.sop_instance
                outcome = association.begin_store(
                    outgoing, originator=originator
                ).outcome()
        except AssociationAbortedError:
            if association is self._call.association:
                raise ConnectionError("the association has ended") from None
            self._failed.append(uid)
        except Exception as error:  # of any type, for an invalid file
            LOGGER.warning("%s could not be sent: %s", uid or instance, error)
            self._failed.append(uid)
        else:
            if outcome.is_warning:
                self._warning += 1
            else:
                self._completed += 1

    def _counts(self, *, pending: bool) -> Fields:
        done = self._completed + self._warning + len(self._failed)
        counts = {
            "NumberOfCompletedSuboperations": self._completed,
            "NumberOfFailedSuboperations": len(self._failed),
            "NumberOfWarningSuboperations": self._warning,
        }
        if pending and self._total is not None:
            counts["NumberOfRemainingSuboperations"] = self._total - done
        return counts

    def _finish(self, status: Status) -> None:
        counts = self._counts(pending=status is CANCEL)
        identifier = None
        if status is not SUCCESS:
            identifier = Dataset()
            failed = [uid for uid in self._failed if uid][:MAX_FAILED_UIDS]
            identifier.FailedSOPInstanceUIDList = failed
        self._respond.final(status, identifier, counts=counts)
