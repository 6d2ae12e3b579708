"""Unified Procedure Steps (workitems): PS3.4 Annex CC. Five SOP classes share them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, ClassVar, Final

from pydicom.dataset import Dataset

from ...dimse.checking import Decision
from ...dimse.services.attribute_lists import AttributeList, FindRequest
from ...network.serving.request_context import Call
from ..data.managed_instances import ManagedInstance, RegisterTransaction
from .behaviour import answers, dataset_of
from .classes import sop_class
from .normalized import Normalized
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

NO_SUCH_WORKITEM: Final = "C307"
RECEIVER_UNKNOWN: Final = "C308"
NOT_A_SUBSCRIPTION_INSTANCE: Final = "C314"
"""Statuses: PS3.4 Annex CC."""

CANCELED: Final = "CANCELED"

DEFAULT_LABEL: Final = "WORKLIST"
"""Worklist Label of a workitem that was created without one: 3/1, Table CC.2.5-3."""

RETENTION: Final = timedelta(days=1)
"""Time for which a workitem without a deletion lock is kept after it has ended.

PS3.4 CC.2.1.3 does not allow to delete it while there is a lock.
"""

WELL_KNOWN: Final = frozenset({GLOBAL, FILTERED})


class Workitems(Normalized):
    """Manages workitems, their locks and the subscriptions to them."""

    no_such_instance = NO_SUCH_WORKITEM
    managed_as = PUSH

    # Creation and changes

    def created(
        self, managed: ManagedInstance, call: Call, register: RegisterTransaction
    ) -> ManagedInstance:
        created = super().created(managed, call, register)
        dataset = created.dataset
        dataset.SOPClassUID, dataset.SOPInstanceUID = PUSH, created.uid
        dataset.pop("TransactionUID", None)
        dataset.WorklistLabel = dataset.get("WorklistLabel") or DEFAULT_LABEL
        _set_modified(dataset)
        _delete_ended(register)
        self.subscriptions(register).created(created)
        events = [state_report(created), *assigned(created)]
        self._notify_subscribers(created, call, register, events)
        return created

    def changed(
        self,
        managed: ManagedInstance,
        changes: Dataset,
        call: Call,
        register: RegisterTransaction,
    ) -> ManagedInstance:
        before = Dataset()
        before.update(managed.dataset)
        changed = super().changed(managed, changes, call, register)
        changed.dataset.pop("TransactionUID", None)
        _set_modified(changed.dataset)
        self._notify_subscribers(changed, call, register, changes_of(before, changed))
        return changed

    # Actions

    def change_state(self, request: AttributeList, call: Call) -> None:
        """Change UPS State: CC.2.1."""
        attributes = dataset_of(request)

        def job(register: RegisterTransaction) -> None:
            managed = self.managed_instance(register, call)
            decision = self.check_state("N-ACTION", attributes, managed, call, 1)
            lock = str(attributes.get("TransactionUID") or "")
            managed = managed._replace(lock=lock)
            self._enter_state(managed, decision, call, register, Dataset())

        self.backend.register.change(job)

    def request_cancel(self, request: AttributeList, call: Call) -> None:
        """Request UPS Cancel: CC.2.2."""
        attributes = dataset_of(request)

        def job(register: RegisterTransaction) -> None:
            managed = self.managed_instance(register, call)
            decision = self.check_state("N-ACTION", attributes, managed, call, 2)
            event = cancel_requested(attributes, call.calling_ae)
            self._notify_subscribers(managed, call, register, [event])
            if decision.state != managed.state:
                self._enter_state(managed, decision, call, register, attributes)

        self.backend.register.change(job)

    def _enter_state(
        self,
        managed: ManagedInstance,
        decision: Decision,
        call: Call,
        register: RegisterTransaction,
        reasons: Dataset,
    ) -> None:
        """Change the state of a workitem, and report intermediate states as well."""
        if decision.state == CANCELED:
            describe_cancellation(managed.dataset, reasons, _now())
        for state in decision.reports or (decision.state or "",):
            managed = managed._replace(state=state)
            managed.dataset.ProcedureStepState = state
            self._notify_subscribers(managed, call, register, [state_report(managed)])
        _set_modified(managed.dataset)
        register.put(managed)

    def subscribe(self, request: AttributeList, call: Call) -> None:
        """Subscribe to Receive UPS Event Reports: CC.2.3."""
        attributes = dataset_of(request)
        ae = str(attributes.get("ReceivingAE") or "")
        if not self.backend.add_receiver(ae, call):
            raise self.refusal(
                call, RECEIVER_UNKNOWN, f"no address of {ae}: add --ae {ae}=…"
            )
        lock = str(attributes.get("DeletionLock") or "") == "TRUE"

        def job(register: RegisterTransaction) -> None:
            subscriptions = self.subscriptions(register)
            if call.sop_instance_uid in WELL_KNOWN:
                filtered = call.sop_instance_uid == FILTERED
                keys = _match_keys(attributes) if filtered else None
                new = subscriptions.subscribe_all(ae, register.all(PUSH), lock, keys)
                reported = new if lock else []
            else:
                managed = self.managed_instance(register, call)
                subscriptions.subscribe(ae, managed, lock)
                reported = [managed]
            for managed in reported:
                self._notify(ae, managed, call, register, [state_report(managed)])

        self.backend.register.change(job)

    def unsubscribe(self, request: AttributeList, call: Call) -> None:
        """Unsubscribe from Receiving UPS Event Reports: CC.2.3."""
        ae = str(dataset_of(request).get("ReceivingAE") or "")

        def job(register: RegisterTransaction) -> None:
            subscriptions = self.subscriptions(register)
            if call.sop_instance_uid in WELL_KNOWN:
                subscriptions.unsubscribe_all(ae)
            else:
                managed = self.managed_instance(register, call)
                subscriptions.unsubscribe(ae, managed.uid)

        self.backend.register.change(job)

    def suspend(self, request: AttributeList, call: Call) -> None:
        """Suspend Global Subscription: CC.2.3."""
        ae = str(dataset_of(request).get("ReceivingAE") or "")
        if call.sop_instance_uid not in WELL_KNOWN:
            raise self.refusal(
                call, NOT_A_SUBSCRIPTION_INSTANCE, "requires a global subscription"
            )
        self.backend.register.change(
            lambda register: self.subscriptions(register).suspend(ae)
        )

    actions: ClassVar = {
        1: change_state,
        2: request_cancel,
        3: subscribe,
        4: unsubscribe,
        5: suspend,
    }

    # Queries

    def find(self, query: FindRequest[Any], call: Call) -> Iterator[Any]:
        items = (managed.dataset for managed in self.backend.register.all(PUSH))
        yield from answers(query, call, items)

    # Event reports

    def subscriptions(self, register: RegisterTransaction) -> Subscriptions:
        return Subscriptions(register, self.backend.matches_workitem)

    def _notify_subscribers(
        self,
        managed: ManagedInstance,
        call: Call,
        register: RegisterTransaction,
        events: list[Event],
    ) -> None:
        """Send reports to the subscribers of a workitem, after the commit."""
        for ae in self.subscriptions(register).subscribers(managed.uid):
            self._notify(ae, managed, call, register, events)

    def _notify(
        self,
        ae: str,
        managed: ManagedInstance,
        call: Call,
        register: RegisterTransaction,
        events: list[Event],
    ) -> None:
        cls = sop_class("UnifiedProcedureStepEvent")
        for type_id, information in events:
            register.after.append(
                partial(
                    self.backend.send,
                    ae,
                    cls,
                    managed.uid,
                    type_id,
                    information,
                    call,
                )
            )


def _delete_ended(register: RegisterTransaction) -> None:
    """Delete workitems whose retention is over, unless they have a deletion lock."""
    before = datetime.now(UTC) - RETENTION
    removed = register.execute(
        "DELETE FROM managed WHERE sop_class = ? AND created < ?"
        " AND state IN ('COMPLETED', 'CANCELED')"
        " AND json_extract(dataset, '$.\"00404010\".Value[0]') < ?"
        " AND uid NOT IN (SELECT uid FROM subscriptions WHERE lock)",
        (PUSH, f"{before:%Y-%m-%dT%H:%M:%S}", f"{before:%Y%m%d%H%M%S}"),
    )
    if removed.rowcount:
        register.execute(
            "DELETE FROM subscriptions WHERE uid NOT IN"
            " (SELECT uid FROM managed WHERE sop_class = ?)",
            (PUSH,),
        )


def _match_keys(attributes: Dataset) -> Dataset:
    """Return the keys of a filtered subscription, without the arguments of the action."""
    keys = Dataset()
    keys.update(attributes)
    for argument in ("ReceivingAE", "DeletionLock"):
        keys.pop(argument, None)
    return keys


def _set_modified(dataset: Dataset) -> None:
    dataset.ScheduledProcedureStepModificationDateTime = _now()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y%m%d%H%M%S.%f+0000")
