"""Reader of tables of state transitions: the effect of events in each state.

Source: PS3.4 Tables F.1-4 (Modality Performed Procedure Step) and CC.1.1-2 (Unified
Procedure Step). Their cells are prose, from which states and codes are extracted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Transition
from ...report import Report
from ..xml.table import Table

_EVENTS = (
    (re.compile(r"N-CREATE\b.*"), "create"),
    (re.compile(r".*Request Cancel"), "request cancel"),
    (re.compile(r".* without correct transaction UID"), "to {state} without lock"),
    (re.compile(r".+"), "to {state}"),
)
_TO = re.compile(r"Change State to (?P<state>[A-Z][A-Z ]+[A-Z])")
_PERFORMED = re.compile(r"Performed Procedure Step (?P<state>\w+)")
_ANSWER = re.compile(r"(?:error|warning|Else) (?P<code>[0-9A-F]{4})")
_REPORTS = re.compile(r"Report state change(?: to (?P<state>[A-Z][A-Z -]+[A-Z]))?")
_NOTHING = re.compile(r"(?:Report .* requested a cancel\.)?")
"""Cells without a transition: the event is ignored, or passed on."""


def read_transitions(table: Table, report: Report) -> tuple[Transition, ...]:
    """Return the transitions of a table, event by event."""
    return tuple(_read(table, report))


def _read(table: Table, report: Report) -> Iterator[Transition]:
    states = [_state(text) for text in table.headings[1][1:]]
    for row in table.rows:
        event = _event(row.cells[0].text)
        for state, cell in zip(states, row.cells[1:], strict=True):
            if not cell.text:
                continue  # events that cannot occur
            answer = _ANSWER.search(cell.text)
            target = _target(cell.text)
            if not (answer or target or _NOTHING.fullmatch(cell.text)):
                reason = f"{event} in {state}: not a state or code"
                report.problem(4, table.label, row.number, reason)
                continue
            yield Transition(
                state=state,
                event=event,
                target=target,
                status=answer["code"] if answer else None,
                reports=tuple(_reports(cell.text, target)),
            )


def _state(heading: str) -> str | None:
    """Return the state of a column; None if the instance does not exist."""
    return None if heading.lower() == "null" else heading.upper()


def _event(text: str) -> str:
    wanted = _TO.search(text) or _PERFORMED.fullmatch(text)
    name = next(name for pattern, name in _EVENTS if pattern.fullmatch(text))
    return name.format(state=wanted["state"].upper() if wanted else "")


def _target(text: str) -> str | None:
    if match := _TO.search(text):
        return match["state"]
    return text.upper() if re.fullmatch(r"[A-Z][a-z]+", text) else None


def _reports(text: str, target: str | None) -> Iterator[str]:
    for match in _REPORTS.finditer(text):
        state = match["state"] or target
        if state is not None:
            yield state.replace("IN-PROGRESS", "IN PROGRESS")
