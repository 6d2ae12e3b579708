from collections.abc import Callable

import pytest

from iodize.generator.docbook.services.manifest.procedure_steps import STATES
from iodize.generator.docbook.services.state_tables import read_transitions
from iodize.generator.model import Transition
from iodize.generator.report import Report

from .conftest import EDITIONS, Tables

STATE_NAMES = (None, "SCHEDULED", "IN PROGRESS", "COMPLETED", "CANCELED")

# Statuses, or the new state, of an event in each of the states above.
UNIFIED = {
    "create": ("SCHEDULED", "0111", "0111", "0111", "0111"),
    "to IN PROGRESS": ("C307", "IN PROGRESS", "C302", "C300", "C300"),
    "to IN PROGRESS without lock": ("C307", "C301", "C301", "C301", "C301"),
    "to SCHEDULED": ("C307", "C303", "C303", "C303", "C303"),
    "to COMPLETED": ("C307", "C310", "COMPLETED or C304", "B306", "C300"),
    "to COMPLETED without lock": ("C307", "C301", "C301", "C301", "C301"),
    "to CANCELED": ("C307", "C310", "CANCELED or C304", "C300", "B304"),
    "to CANCELED without lock": ("C307", "C301", "C301", "C301", "C301"),
    "request cancel": ("C307", "CANCELED", "", "C311", "B304"),
}


def transitions(tables: Tables, label: str) -> tuple[Transition, ...]:
    table, report = tables.book.table(label), Report()
    assert table is not None
    found = read_transitions(table, report)
    assert report.problems == []
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_event_of_a_unified_procedure_step_has_an_outcome_in_every_state(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    found = transitions(service_tables(edition), "CC.1.1-2")

    outcomes = {
        (each.event, each.state): " or ".join(filter(None, (each.target, each.status)))
        for each in found
    }
    assert outcomes == {
        (event, state): outcome
        for event, row in UNIFIED.items()
        for state, outcome in zip(STATE_NAMES, row, strict=True)
    }


def test_a_change_of_state_is_reported(
    service_tables: Callable[[str], Tables],
) -> None:
    found = transitions(service_tables("2023a"), "CC.1.1-2")

    reports = {(e.event, e.state): e.reports for e in found if e.reports}
    assert reports == {
        ("to IN PROGRESS", "SCHEDULED"): ("IN PROGRESS",),
        ("to COMPLETED", "IN PROGRESS"): ("COMPLETED",),
        ("to CANCELED", "IN PROGRESS"): ("CANCELED",),
        ("request cancel", "SCHEDULED"): ("IN PROGRESS", "CANCELED"),
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_modality_performed_procedure_step_ends_in_two_ways(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    found = transitions(service_tables(edition), "F.1-4")

    assert [(e.state, e.event, e.target) for e in found] == [
        ("IN PROGRESS", "to DISCONTINUED", "DISCONTINUED"),
        ("IN PROGRESS", "to COMPLETED", "COMPLETED"),
    ]


def test_transitions_stated_in_prose_are_added() -> None:
    machine = STATES.machine((Transition("IN PROGRESS", "to COMPLETED", "COMPLETED"),))

    answers = {(e.state, e.event): e.target or e.status for e in machine.transitions}
    assert answers[None, "create"] == "IN PROGRESS"
    assert answers[None, "create otherwise"] == "0106"
    assert answers["IN PROGRESS", "to COMPLETED"] == "COMPLETED"
    assert answers["COMPLETED", "set"] == "0110"
    assert answers["DISCONTINUED", "to COMPLETED"] == "0110"
