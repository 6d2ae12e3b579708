"""The tables of the index reject rows that would contradict each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from iodize.emulator.data.schema import SCHEMA


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(SCHEMA)
    yield connection
    connection.close()


def test_schema_can_be_applied_again(index: sqlite3.Connection) -> None:
    index.execute("INSERT INTO patients VALUES (1, 'P1', 'P1', x'00')")

    index.executescript(SCHEMA)

    assert index.execute("SELECT count(*) FROM patients").fetchone() == (1,)


def test_series_requires_its_study(index: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        index.execute("INSERT INTO series VALUES (1, '1.2.3', 7, 'CT', x'00')")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO patients (identity, patient_id, header) VALUES ('P1', 'P1', x'')",
        "INSERT INTO instances (uid, sop_class, transfer_syntax, file)"
        " VALUES ('1.2', '1', '1', 'f')",
        "INSERT INTO managed (sop_class, uid, state, dataset)"
        " VALUES ('1', '1.2', '', '{}')",
        "INSERT INTO subscriptions VALUES ('WATCH', '1.2', 0)",
        "INSERT INTO global_subscriptions (ae, uid, lock) VALUES ('WATCH', '1.2', 0)",
        "INSERT INTO steps VALUES ('1.2', 'S1', 'COMPLETED', '1.2.3')",
    ],
)
def test_identity_is_unique(index: sqlite3.Connection, statement: str) -> None:
    index.execute(statement)

    with pytest.raises(sqlite3.IntegrityError):
        index.execute(statement)


def test_rows_have_a_time_of_creation(index: sqlite3.Connection) -> None:
    index.execute(
        "INSERT INTO managed (sop_class, uid, state, dataset)"
        " VALUES ('1', '1.2', '', '{}')"
    )

    ((created,),) = index.execute("SELECT created FROM managed").fetchall()
    assert created.endswith("Z")
    assert created[10] == "T"
