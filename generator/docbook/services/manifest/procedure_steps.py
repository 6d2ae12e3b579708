"""Modality Performed Procedure Step: PS3.4 F.7 to F.9."""

from __future__ import annotations

from ....model import Transition
from .declaring import (
    Declaration,
    DeclaredOperation,
    DeclaredStates,
    change,
    create,
    event,
    final,
    get,
)

_IOD = "B.17.2-1"
_IN_PROGRESS, _COMPLETED, _DISCONTINUED = "IN PROGRESS", "COMPLETED", "DISCONTINUED"

STATES = DeclaredStates(
    table="F.1-4",
    attribute="(0040,0252)",
    initial=_IN_PROGRESS,
    final=(_COMPLETED, _DISCONTINUED),
    stated=(
        # F.7.2.1.2: new instances must be in progress.
        Transition(None, "create", _IN_PROGRESS),
        Transition(None, "create otherwise", status="0106"),
        # F.7.2.2: N-SET modifies an instance while it is in progress.
        Transition(_IN_PROGRESS, "set", _IN_PROGRESS),
        # Table F.7.2-2: an instance in a final state cannot be modified.
        *(
            Transition(state, happens, status="0110")
            for state in (_COMPLETED, _DISCONTINUED)
            for happens in ("set", f"to {_COMPLETED}", f"to {_DISCONTINUED}")
        ),
    ),
)

_EVENTS = ("InProgress", "Completed", "Discontinued", "Updated", "Deleted")

PROCEDURE_STEPS: tuple[Declaration, ...] = (
    Declaration(
        "ModalityPerformedProcedureStep",
        "1.2.840.10008.3.1.2.3.3",
        "normalized",
        "F.7",
        group="F.7.1-1",
        iod=_IOD,
        states=STATES,
    ).having(
        DeclaredOperation("N-CREATE", "M/M", "F.7.2.1", create("F.7.2-1", "N-CREATE")),
        DeclaredOperation(
            "N-SET",
            "M/M",
            "F.7.2.2",
            change("F.7.2-1", "N-SET") + final("F.7.2-1"),
            ("F.7.2-2",),
        ),
    ),
    Declaration(
        "ModalityPerformedProcedureStepRetrieve",
        "1.2.840.10008.3.1.2.3.4",
        "normalized",
        "F.8",
        group="F.8.1-1",
        iod=_IOD,
    ).having(
        DeclaredOperation("N-GET", "M/M", "F.8.2.1", get("F.8.2-1"), ("F.8.2-2",))
    ),
    Declaration(
        "ModalityPerformedProcedureStepNotification",
        "1.2.840.10008.3.1.2.3.5",
        "normalized",
        "F.9",
        group="F.9.1-1",
        iod=_IOD,
    ).having(
        DeclaredOperation(
            "N-EVENT-REPORT",
            "M/M",
            "F.9.2",
            tuple(
                information
                for number, what in enumerate(_EVENTS, start=1)
                for information in event(
                    f"PerformedProcedureStep{what}", "F.9.2-1", number
                )
            ),
        )
    ),
)
