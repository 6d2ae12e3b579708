"""Subscriptions to workitems: the cells of PS3.4 Table CC.2.3-2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from iodize.emulator.data.database import Database
from iodize.emulator.data.managed_instances import (
    ManagedInstance,
    Register,
    RegisterTransaction,
)
from iodize.emulator.data.schema import SCHEMA
from iodize.emulator.services.subscriptions import Subscriptions
from iodize.emulator.services.workitems import PUSH

Change = Callable[[Subscriptions], object]


def has_label(keys: Dataset, dataset: Dataset) -> bool:
    """Match on the label alone."""
    label = keys.get("ProcedureStepLabel")
    return not label or label == dataset.get("ProcedureStepLabel")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    database = Database(tmp_path / "index.sqlite", SCHEMA)
    yield Register(database)
    database.close()


def item(uid: str, label: str = "") -> ManagedInstance:
    dataset = Dataset()
    dataset.ProcedureStepLabel = label
    return ManagedInstance(PUSH, uid, dataset, "SCHEDULED")


def apply(register: Register, *changes: Change) -> None:
    """Apply changes in one transaction."""

    def job(transaction: RegisterTransaction) -> None:
        subscriptions = Subscriptions(transaction, has_label)
        for change in changes:
            change(subscriptions)

    register.change(job)


def subscribers(register: Register, uid: str) -> list[str]:
    return register.change(
        lambda transaction: Subscriptions(transaction, has_label).subscribers(uid)
    )


def test_new_workitem_has_no_subscribers_without_global_subscriptions(
    register: Register,
) -> None:
    apply(register, lambda s: s.created(item("1")))

    assert subscribers(register, "1") == []


def test_global_subscriber_is_subscribed_to_a_new_workitem(
    register: Register,
) -> None:
    apply(
        register,
        lambda s: s.subscribe_all("WATCH", [], True, None),
        lambda s: s.created(item("1")),
    )

    assert subscribers(register, "1") == ["WATCH"]


def test_global_subscription_includes_present_workitems(register: Register) -> None:
    new: list[ManagedInstance] = []
    apply(
        register,
        lambda s: s.subscribe("WATCH", item("1"), False),
        lambda s: new.extend(
            s.subscribe_all("WATCH", [item("1"), item("2")], True, None)
        ),
    )

    assert [each.uid for each in new] == ["2"]  # it was subscribed to "1" before
    assert subscribers(register, "2") == ["WATCH"]


def test_filtered_subscription_includes_matching_workitems(register: Register) -> None:
    keys = Dataset()
    keys.ProcedureStepLabel = "PLAN"
    apply(
        register,
        lambda s: s.subscribe_all(
            "WATCH", [item("1", "PLAN"), item("2", "READ")], False, keys
        ),
        lambda s: s.created(item("3", "PLAN")),
        lambda s: s.created(item("4", "READ")),
    )

    subscribed = [uid for uid in "1234" if subscribers(register, uid)]
    assert subscribed == ["1", "3"]


def test_ending_the_global_subscription_ends_all_others(
    register: Register,
) -> None:
    apply(
        register,
        lambda s: s.subscribe_all("WATCH", [item("1")], True, None),
        lambda s: s.subscribe("WATCH", item("2"), True),
        lambda s: s.unsubscribe_all("WATCH"),
        lambda s: s.created(item("3")),
    )

    assert [subscribers(register, uid) for uid in "123"] == [[], [], []]


def test_suspending_keeps_present_subscriptions(register: Register) -> None:
    apply(
        register,
        lambda s: s.subscribe_all("WATCH", [item("1")], True, None),
        lambda s: s.suspend("WATCH"),
        lambda s: s.created(item("2")),
    )

    assert [subscribers(register, uid) for uid in "12"] == [["WATCH"], []]


def test_unsubscribing_from_a_workitem_keeps_the_others(register: Register) -> None:
    apply(
        register,
        lambda s: s.subscribe_all("WATCH", [item("1"), item("2")], True, None),
        lambda s: s.unsubscribe("WATCH", "1"),
    )

    assert [subscribers(register, uid) for uid in "12"] == [[], ["WATCH"]]


def test_all_subscribers_have_any_subscription(register: Register) -> None:
    apply(
        register,
        lambda s: s.subscribe_all("WATCH", [], False, None),
        lambda s: s.subscribe("CT1", item("1"), False),
        lambda s: s.subscribe("MR1", item("1"), False),
        lambda s: s.unsubscribe("MR1", "1"),
    )

    assert register.change(
        lambda transaction: Subscriptions(transaction, has_label).all_subscribers()
    ) == ["CT1", "WATCH"]
