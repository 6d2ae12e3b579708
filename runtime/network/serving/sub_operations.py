"""The C-STORE sub-operations of C-MOVE and C-GET, on the side that sends instances.

Source: PS3.4 C.4.2.3 and C.4.3.3; PS3.7 9.1.3 and 9.1.4.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sized
from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset

from ..dimse.providers import Refused
from ..dimse.statuses import Status
from .command_sets import Command
from .errors import AssociationAbortedError, NetworkError
from .log import LOGGER
from .options import Proposal, Timeouts
from .outgoing import Outgoing
from .responding import CANCELLED, PENDING

if TYPE_CHECKING:
    from .association import Association
    from .calls import Call
    from .checks import OnFindings
    from .responding import Responder

SOME_FAILED = 0xB000
UNABLE_TO_PERFORM = 0xA702
UNKNOWN_DESTINATION = 0xA801
MOST_FAILED_UIDS = 10_000


class Senders:
    """Sends what the handlers of C-MOVE and C-GET find."""

    def __init__(
        self,
        ae_title: str,
        destinations: Mapping[str, tuple[str, int]],
        timeouts: Timeouts,
        on_findings: OnFindings | None = None,
    ) -> None:
        self._ae_title = ae_title
        self._on_findings = on_findings
        self._destinations = destinations
        self._timeouts = timeouts

    def send(self, found: Iterable[Any] | None, call: Call, respond: Responder) -> None:
        """Send instances, and tell how far it is.

        Args:
            found: Instances: data sets, typed objects or files.

        Raises:
            Refused: The destination is not known, or cannot be reached.
        """
        if call.service == "C-GET":
            counted, total = _counted(found or ())
            _Progress(call, respond, total).run(counted, call.association)
            return
        destination = self._destinations.get(call.move_destination)
        if destination is None:
            raise Refused(UNKNOWN_DESTINATION, "no such move destination")
        instances = list(found or ())
        progress = _Progress(call, respond, _instances(instances))
        if not instances:
            progress.run((), call.association)
            return
        with self._reach(destination, call, instances) as association:
            originator = (call.calling_ae, call.message_id)
            progress.run(instances, association, originator)

    @contextlib.contextmanager
    def _reach(
        self, destination: tuple[str, int], call: Call, instances: list[Any]
    ) -> Iterator[Association]:
        from .connecting import connect

        try:
            association = connect(
                *destination,
                list(proposals(instances)),
                calling_ae=self._ae_title,
                called_ae=call.move_destination,
                timeout=self._timeouts,
                # An archive sends what it has; somebody may want to know of answers.
                check="warn" if self._on_findings else "off",
                on_findings=self._on_findings,
            )
        except NetworkError as error:
            LOGGER.error("%s cannot be reached: %s", call.move_destination, error)
            raise Refused(UNABLE_TO_PERFORM, "destination cannot be reached") from error
        with association:
            yield association


def proposals(instances: Iterable[Any]) -> Iterator[Proposal]:
    """Yield what an association needs for instances; of those that cannot be read, nothing."""
    wanted: dict[str, dict[str, None]] = {}
    for instance in instances:
        with contextlib.suppress(Exception), Outgoing(instance) as outgoing:
            wanted.setdefault(outgoing.sop_class, {})[str(outgoing.syntax)] = None
    for sop_class, syntaxes in wanted.items():
        from .contexts import PLAIN

        # A peer that does not take the compressed one may take what it is converted to.
        plain = PLAIN if any(each in PLAIN for each in syntaxes) else ()
        yield Proposal(sop_class, tuple(dict.fromkeys([*syntaxes, *plain])))


def _counted(found: Iterable[Any]) -> tuple[Iterable[Any], int | None]:
    """Return what a handler yields, and how many instances it is, if that can be told.

    A generator of files is run to its end for that: their names take little room. One of
    objects is not: who yields them one by one does so lest all of them are in memory.
    """
    if isinstance(found, Sized):
        return found, _instances(found)
    iterator = iter(found)
    names: list[Any] = []
    for each in iterator:
        names.append(each)
        if not isinstance(each, str | os.PathLike | Status | int):
            return _resumed(names, iterator), None
    return names, _instances(names)


def _resumed(begun: list[Any], rest: Iterator[Any]) -> Iterator[Any]:
    """Yield what was taken of a generator, then the rest; close it in the end."""
    try:
        yield from begun
        yield from rest
    finally:
        if isinstance(rest, Generator):
            rest.close()


def _instances(found: Iterable[Any]) -> int:
    return sum(not isinstance(each, Status | int) for each in found)


class _Progress:
    """Counts sub-operations, and tells of them.

    Pending responses tell how many remain: PS3.7 9.1.3.1.6. Where nobody knows that, there
    are none: PS3.4 C.4.3.3.1 leaves them to the side that sends instances.
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
                    self._finish(CANCELLED)
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
            self._finish(SOME_FAILED if self._warning and not self._completed else 0)
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
        except Exception as error:  # of any kind, where a file is none
            LOGGER.warning("%s could not be sent: %s", uid or instance, error)
            self._failed.append(uid)
        else:
            if outcome.is_warning:
                self._warning += 1
            else:
                self._completed += 1

    def _counts(self, *, pending: bool) -> Command:
        done = self._completed + self._warning + len(self._failed)
        counts: Command = {
            "NumberOfCompletedSuboperations": self._completed,
            "NumberOfFailedSuboperations": len(self._failed),
            "NumberOfWarningSuboperations": self._warning,
        }
        if pending and self._total is not None:
            counts["NumberOfRemainingSuboperations"] = self._total - done
        return counts

    def _finish(self, status: int) -> None:
        counts = self._counts(pending=False)
        if status == CANCELLED and self._total is not None:
            counts = self._counts(pending=True)
        identifier = None
        if status != 0:
            identifier = Dataset()
            failed = [uid for uid in self._failed if uid][:MOST_FAILED_UIDS]
            identifier.FailedSOPInstanceUIDList = failed
        self._respond.final(status, identifier, counts=counts)
