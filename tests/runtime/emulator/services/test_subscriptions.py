"""Who is told of which workitems: the cells of PS3.4 Table CC.2.3-2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from iodize.peer.database import Database
from iodize.peer.register import Books, Managed, Register
from iodize.peer.schema import SCHEMA
from iodize.peer.subscriptions import Subscriptions
from iodize.peer.workitems import PUSH

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


def item(uid: str, label: str = "") -> Managed:
    dataset = Dataset()
    dataset.ProcedureStepLabel = label
    return Managed(PUSH, uid, dataset, "SCHEDULED")


def does(register: Register, *changes: Change) -> Subscriptions:
    """Make changes, and return what they led to, to be read only."""

    def job(books: Books) -> Subscriptions:
        subscriptions = Subscriptions(books, has_label)
        for change in changes:
            change(subscriptions)
        return subscriptions

    return register.change(job)


def subscribers(register: Register, uid: str) -> list[str]:
    return register.change(
        lambda books: Subscriptions(books, has_label).subscribers(uid)
    )


def test_nobody_is_told_of_a_new_workitem_without_a_global_subscription(
    register: Register,
) -> None:
    does(register, lambda s: s.created(item("1")))

    assert subscribers(register, "1") == []


def test_who_is_subscribed_globally_is_told_of_what_comes_later(
    register: Register,
) -> None:
    does(
        register,
        lambda s: s.subscribe_all("WATCH", [], True, None),
        lambda s: s.created(item("1")),
    )

    assert subscribers(register, "1") == ["WATCH"]


def test_a_global_subscription_covers_what_is_there(register: Register) -> None:
    new: list[Managed] = []
    does(
        register,
        lambda s: s.subscribe("WATCH", item("1"), False),
        lambda s: new.extend(
            s.subscribe_all("WATCH", [item("1"), item("2")], True, None)
        ),
    )

    assert [each.uid for each in new] == ["2"]  # of "1" it was told before
    assert subscribers(register, "2") == ["WATCH"]


def test_a_filter_lets_through_what_matches(register: Register) -> None:
    keys = Dataset()
    keys.ProcedureStepLabel = "PLAN"
    does(
        register,
        lambda s: s.subscribe_all(
            "WATCH", [item("1", "PLAN"), item("2", "READ")], False, keys
        ),
        lambda s: s.created(item("3", "PLAN")),
        lambda s: s.created(item("4", "READ")),
    )

    told = [uid for uid in "1234" if subscribers(register, uid)]
    assert told == ["1", "3"]


def test_unsubscribing_globally_ends_specific_subscriptions_too(
    register: Register,
) -> None:
    does(
        register,
        lambda s: s.subscribe_all("WATCH", [item("1")], True, None),
        lambda s: s.subscribe("WATCH", item("2"), True),
        lambda s: s.unsubscribe_all("WATCH"),
        lambda s: s.created(item("3")),
    )

    assert [subscribers(register, uid) for uid in "123"] == [[], [], []]


def test_suspending_keeps_the_subscriptions_that_there_are(register: Register) -> None:
    does(
        register,
        lambda s: s.subscribe_all("WATCH", [item("1")], True, None),
        lambda s: s.suspend("WATCH"),
        lambda s: s.created(item("2")),
    )

    assert [subscribers(register, uid) for uid in "12"] == [["WATCH"], []]


def test_one_workitem_is_left_without_leaving_the_others(register: Register) -> None:
    does(
        register,
        lambda s: s.subscribe_all("WATCH", [item("1"), item("2")], True, None),
        lambda s: s.unsubscribe("WATCH", "1"),
    )

    assert [subscribers(register, uid) for uid in "12"] == [[], ["WATCH"]]
