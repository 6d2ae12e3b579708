"""Unified Procedure Steps: PS3.4 Annex CC. Five SOP classes, whose instances are shared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, ClassVar, Final

from pydicom.dataset import Dataset

from ..dimse.attribute_lists import AttributeList, FindRequest
from ..dimse.checking import Judgement
from ..network.calls import Call
from .behaviour import answers, dataset_of
from .classes import sop_class
from .normalized import Normalized
from .outcomes import refused
from .register import Books, Managed
from .subscriptions import FILTERED, GLOBAL, Subscriptions
from .workitem_events import (
    Event,
    assigned,
    cancel_requested,
    changes_of,
    describe_cancellation,
    state_report,
)

PUSH: Final = "1.2.840.10008.5.1.4.34.6.1"

UNKNOWN_INSTANCE: Final = 0xC307
RECEIVER_UNKNOWN: Final = 0xC308
NOT_FOR_THIS_INSTANCE: Final = 0xC314

WORKLIST: Final = "WORKLIST"
"""Worklist Label of a workitem that came without one: 3/1, Table CC.2.5-3."""

KEPT: Final = timedelta(days=1)
"""How long a workitem is kept that has ended, and that nobody has a lock on.

PS3.4 CC.2.1.3 forbids to delete it as long as somebody has; the time is this peer's own.
"""

WELL_KNOWN: Final = frozenset({GLOBAL, FILTERED})


class Workitems(Normalized):
    """Keeps workitems, their locks, and who wants to be told of them."""

    no_such_instance = UNKNOWN_INSTANCE

    actions: ClassVar = {
        1: "change_state",
        2: "request_cancel",
        3: "subscribe",
        4: "unsubscribe",
        5: "suspend",
    }

    managed_as = PUSH

    # Making and changing

    def created(self, managed: Managed, call: Call, books: Books) -> Managed:
        made = super().created(managed, call, books)
        dataset = made.dataset
        dataset.SOPClassUID, dataset.SOPInstanceUID = PUSH, made.uid
        dataset.pop("TransactionUID", None)
        dataset.WorklistLabel = dataset.get("WorklistLabel") or WORKLIST
        _stamp(dataset)
        _forget_ended(books)
        self.subscriptions(books).created(made)
        self._announce(made, call, books, [state_report(made), *assigned(made)])
        return made

    def changed(
        self, managed: Managed, changes: Dataset, call: Call, books: Books
    ) -> Managed:
        before = Dataset()
        before.update(managed.dataset)
        made = super().changed(managed, changes, call, books)
        made.dataset.pop("TransactionUID", None)
        _stamp(made.dataset)
        self._announce(made, call, books, changes_of(before, made))
        return made

    # Actions

    def change_state(self, request: AttributeList, call: Call) -> None:
        """Change UPS State: CC.2.1."""
        asked = dataset_of(request)

        def job(books: Books) -> None:
            managed = self.found(books, call)
            judgement = self.judged("N-ACTION", asked, managed, call, 1)
            lock = str(asked.get("TransactionUID") or "")
            managed = managed._replace(lock=lock)
            self._enter(managed, judgement, call, books, Dataset())

        self.peer.register.change(job)

    def request_cancel(self, request: AttributeList, call: Call) -> None:
        """Request UPS Cancel: CC.2.2."""
        asked = dataset_of(request)

        def job(books: Books) -> None:
            managed = self.found(books, call)
            judgement = self.judged("N-ACTION", asked, managed, call, 2)
            requested = [cancel_requested(asked, call.calling_ae)]
            self._announce(managed, call, books, requested)
            if judgement.state != managed.state:
                self._enter(managed, judgement, call, books, asked)

        self.peer.register.change(job)

    def _enter(
        self,
        managed: Managed,
        judgement: Judgement,
        call: Call,
        books: Books,
        reasons: Dataset,
    ) -> None:
        """Bring a workitem to its new state, and tell of those that it goes through."""
        if judgement.state == "CANCELED":
            describe_cancellation(managed.dataset, reasons, _now())
        for state in judgement.reports or (judgement.state or "",):
            managed = managed._replace(state=state)
            managed.dataset.ProcedureStepState = state
            self._announce(managed, call, books, [state_report(managed)])
        _stamp(managed.dataset)
        books.put(managed)

    def subscribe(self, request: AttributeList, call: Call) -> None:
        """Subscribe to Receive UPS Event Reports: CC.2.3."""
        asked = dataset_of(request)
        ae = str(asked.get("ReceivingAE") or "")
        if not self.peer.subscribes(ae, call):
            raise refused(RECEIVER_UNKNOWN, f"{ae} has no address here: --ae {ae}=…")
        lock = str(asked.get("DeletionLock") or "") == "TRUE"

        def job(books: Books) -> None:
            subscriptions = self.subscriptions(books)
            if call.sop_instance_uid in WELL_KNOWN:
                filtered = call.sop_instance_uid == FILTERED
                keys = _match_keys(asked) if filtered else None
                new = subscriptions.subscribe_all(ae, books.all(PUSH), lock, keys)
                told = new if lock else []
            else:
                managed = self.found(books, call)
                subscriptions.subscribe(ae, managed, lock)
                told = [managed]
            for managed in told:
                self._tell(ae, managed, call, books, [state_report(managed)])

        self.peer.register.change(job)

    def unsubscribe(self, request: AttributeList, call: Call) -> None:
        """Unsubscribe from Receiving UPS Event Reports: CC.2.3."""
        ae = str(dataset_of(request).get("ReceivingAE") or "")

        def job(books: Books) -> None:
            subscriptions = self.subscriptions(books)
            if call.sop_instance_uid in WELL_KNOWN:
                subscriptions.unsubscribe_all(ae)
            else:
                subscriptions.unsubscribe(ae, self.found(books, call).uid)

        self.peer.register.change(job)

    def suspend(self, request: AttributeList, call: Call) -> None:
        """Suspend Global Subscription: CC.2.3."""
        ae = str(dataset_of(request).get("ReceivingAE") or "")
        if call.sop_instance_uid not in WELL_KNOWN:
            raise refused(NOT_FOR_THIS_INSTANCE, "it is for the global subscription")
        self.peer.register.change(lambda books: self.subscriptions(books).suspend(ae))

    # Queries

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        items = (managed.dataset for managed in self.peer.register.all(PUSH))
        yield from answers(query, call, items)

    # Help for those

    def subscriptions(self, books: Books) -> Subscriptions:
        return Subscriptions(books, self.peer.matches_workitem)

    def _announce(
        self, managed: Managed, call: Call, books: Books, events: list[Event]
    ) -> None:
        """Tell who is subscribed to a workitem, once what is told is on disk."""
        for ae in self.subscriptions(books).subscribers(managed.uid):
            self._tell(ae, managed, call, books, events)

    def _tell(
        self,
        ae: str,
        managed: Managed,
        call: Call,
        books: Books,
        events: list[Event],
    ) -> None:
        cls = sop_class("UnifiedProcedureStepEvent")
        for type_id, information in events:
            books.after.append(
                partial(
                    self.peer.send,
                    ae,
                    cls,
                    managed.uid,
                    type_id,
                    information,
                    call,
                )
            )


def _forget_ended(books: Books) -> None:
    """Remove workitems that ended long ago, but for those with a deletion lock."""
    before = datetime.now(UTC) - KEPT
    removed = books.execute(
        "DELETE FROM managed WHERE sop_class = ? AND created < ?"
        " AND state IN ('COMPLETED', 'CANCELED')"
        " AND json_extract(dataset, '$.\"00404010\".Value[0]') < ?"
        " AND uid NOT IN (SELECT uid FROM subscriptions WHERE lock)",
        (PUSH, f"{before:%Y-%m-%dT%H:%M:%S}", f"{before:%Y%m%d%H%M%S}"),
    )
    if removed.rowcount:
        books.execute(
            "DELETE FROM subscriptions WHERE uid NOT IN"
            " (SELECT uid FROM managed WHERE sop_class = ?)",
            (PUSH,),
        )


def _match_keys(asked: Dataset) -> Dataset:
    """Return the keys of a filtered subscription: all but what is the action's own."""
    keys = Dataset()
    keys.update(asked)
    for own in ("ReceivingAE", "DeletionLock"):
        keys.pop(own, None)
    return keys


def _stamp(dataset: Dataset) -> None:
    dataset.ScheduledProcedureStepModificationDateTime = _now()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%d%H%M%S.%f+0000")
