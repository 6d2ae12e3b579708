"""Managed instances and recorded actions are stored, replaced and deleted."""

from __future__ import annotations

from collections.abc import Iterator
from operator import methodcaller
from pathlib import Path

import pytest
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from iodize.emulator.data.database import Database
from iodize.emulator.data.managed_instances import (
    ManagedInstance,
    RecordedAction,
    Register,
    RegisterTransaction,
)
from iodize.emulator.data.schema import SCHEMA

STEP = "1.2.840.10008.3.1.2.3.3"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    database = Database(tmp_path / "index.sqlite", SCHEMA)
    yield Register(database)
    database.close()


def step(uid: str = "1.2.3", state: str = "IN PROGRESS") -> ManagedInstance:
    dataset = Dataset()
    dataset.PatientID = "P1"
    return ManagedInstance(STEP, uid, dataset, state)


def test_instance_is_found_as_it_was_put(register: Register) -> None:
    register.change(lambda transaction: transaction.put(step()))

    assert register.get(STEP, "1.2.3") == step()
    assert register.get(STEP, "1.2.4") is None
    assert register.get("1.2.840.10008.5.1.4.34.6.1", "1.2.3") is None


def test_instance_with_the_same_uid_is_replaced(register: Register) -> None:
    register.change(lambda transaction: transaction.put(step()))
    register.change(lambda transaction: transaction.put(step(state="COMPLETED")))

    assert [each.state for each in register.all(STEP)] == ["COMPLETED"]


def test_removing_tells_if_the_instance_existed(register: Register) -> None:
    register.change(lambda transaction: transaction.put(step()))

    assert register.change(lambda transaction: transaction.remove(STEP, "1.2.3"))
    assert not register.change(lambda transaction: transaction.remove(STEP, "1.2.3"))
    assert list(register.all(STEP)) == []


def test_job_sees_its_own_changes(register: Register) -> None:
    def job(transaction: RegisterTransaction) -> list[str]:
        transaction.put(step("1.2.3"))
        transaction.put(step("1.2.4"))
        return [each.uid for each in transaction.all(STEP)]

    assert register.change(job) == ["1.2.3", "1.2.4"]


def test_failed_job_changes_nothing(register: Register) -> None:
    called: list[str] = []

    def job(transaction: RegisterTransaction) -> None:
        transaction.put(step())
        transaction.after.append(lambda: called.append("after"))
        raise RuntimeError("refused")

    with pytest.raises(RuntimeError, match="refused"):
        register.change(job)

    assert register.get(STEP, "1.2.3") is None
    assert called == []


def test_functions_are_called_after_the_commit(register: Register) -> None:
    found: list[ManagedInstance | None] = []

    def job(transaction: RegisterTransaction) -> None:
        transaction.put(step())
        transaction.after.append(lambda: found.append(register.get(STEP, "1.2.3")))

    register.change(job)

    assert found == [step()]


def test_actions_are_recorded_in_order(register: Register) -> None:
    actions = [
        RecordedAction(STEP, "1.2.3", type_id, "CT1", Dataset()) for type_id in (2, 1)
    ]
    for action in actions:
        register.change(methodcaller("record", action))

    assert list(register.recorded(STEP)) == actions


def test_value_that_is_invalid_for_its_vr_is_not_kept(register: Register) -> None:
    managed = step()
    tag = BaseTag(0x00280010)
    managed.dataset[tag] = RawDataElement(tag, "US", 3, b"abc", 0, False, True)
    register.change(lambda transaction: transaction.put(managed))

    kept = register.get(STEP, "1.2.3")
    assert kept is not None
    assert (kept.dataset.get("Rows"), kept.dataset.PatientID) == (None, "P1")
