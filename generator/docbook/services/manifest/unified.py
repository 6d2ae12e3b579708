"""Unified Procedure Step: five SOP classes over one object, PS3.4 Annex CC.

Messages have the UID of the Push SOP class regardless of the negotiated one (CC.3.1). All
attributes are in one table, with a column for each service.
"""

from __future__ import annotations

from ....model import AttributeList, Transition
from .declaring import (
    Declaration,
    DeclaredOperation,
    DeclaredStates,
    action,
    change,
    columns,
    create,
    event,
    final,
    get,
)
from .queries import CHARACTER_SET

PUSH = "1.2.840.10008.5.1.4.34.6.1"

_IOD = "B.26.2-1"
_TABLE = "CC.2.5-3"

STATES = DeclaredStates(
    table="CC.1.1-2",
    attribute="(0074,1000)",
    initial="SCHEDULED",
    final=("COMPLETED", "CANCELED"),
    stated=(
        # Table CC.2.5-4: a new instance must have this state.
        Transition(None, "create otherwise", status="C309"),
        # CC.2.6.3 and Table CC.2.6-1: conditions for N-SET.
        Transition(None, "set", status="C307"),
        Transition("SCHEDULED", "set", "SCHEDULED"),
        Transition("IN PROGRESS", "set", "IN PROGRESS"),
        Transition("IN PROGRESS", "set without lock", status="C301"),
        Transition("COMPLETED", "set", status="C300"),
        Transition("CANCELED", "set", status="C300"),
    ),
)

_FIND = (
    AttributeList(
        "Query", "request", columns(_TABLE, "match"), stated=(CHARACTER_SET,)
    ),
    AttributeList("Answer", "reply", columns(_TABLE, "return")),
)


def _find(usage: str) -> DeclaredOperation:
    return DeclaredOperation("C-FIND", usage, "CC.2.8", _FIND, ("CC.2.8-2",))


def _get(usage: str) -> DeclaredOperation:
    return DeclaredOperation(
        "N-GET", usage, "CC.2.7", get(_TABLE, "N-GET"), ("CC.2.7-1",)
    )


def _request_cancel(usage: str) -> DeclaredOperation:
    return DeclaredOperation(
        "N-ACTION - Request UPS Cancel",
        usage,
        "CC.2.2",
        action("RequestUPSCancel", 2, "CC.2.2-1"),
        ("CC.2.2-2",),
    )


def _ups(name: str, uid: str, group: str) -> Declaration:
    return Declaration(
        f"UnifiedProcedureStep{name}",
        uid,
        "normalized",
        "CC.3.1",
        group=group,
        iod=_IOD,
        message_uid=None if uid == PUSH else PUSH,
        states=STATES,
    )


UNIFIED: tuple[Declaration, ...] = (
    _ups("Push", PUSH, "CC.2-1").having(
        DeclaredOperation(
            "N-CREATE", "M/M", "CC.2.5", create(_TABLE, "N-CREATE"), ("CC.2.5-4",)
        ),
        _request_cancel("U/M"),
        _get("U/M"),
    ),
    _ups("Pull", "1.2.840.10008.5.1.4.34.6.3", "CC.2-2").having(
        _find("M/M"),
        _get("M/M"),
        DeclaredOperation(
            "N-SET",
            "M/M",
            "CC.2.6",
            change(_TABLE, "N-SET") + final(_TABLE),
            ("CC.2.6-1",),
        ),
        DeclaredOperation(
            "N-ACTION - Change UPS State",
            "M/M",
            "CC.2.1",
            action("ChangeUPSState", 1, "CC.2.1-1"),
            ("CC.2.1-2",),
        ),
    ),
    _ups("Watch", "1.2.840.10008.5.1.4.34.6.2", "CC.2-3").having(
        # The instance is a step, or the well-known instance ...34.5 or ...34.5.1 for all steps.
        DeclaredOperation(
            "N-ACTION - Un/Subscribe",
            "M/M",
            "CC.2.3",
            (
                *action("SubscribeToReceiveUPSEventReports", 3, "CC.2.3-1"),
                *action("UnsubscribeFromReceivingUPSEventReports", 4, "CC.2.3-1"),
                *action("SuspendGlobalSubscription", 5, "CC.2.3-1"),
            ),
            ("CC.2.3-3",),
        ),
        _get("M/M"),
        _find("U/M"),
        _request_cancel("U/M"),
    ),
    _ups("Event", "1.2.840.10008.5.1.4.34.6.4", "CC.2-4").having(
        DeclaredOperation(
            "N-EVENT-REPORT",
            "M/M",
            "CC.2.4",
            (
                *event("UPSStateReport", "CC.2.4-1", 1),
                *event("UPSCancelRequested", "CC.2.4-1", 2),
                *event("UPSProgressReport", "CC.2.4-1", 3),
                *event("SCPStatusChange", "CC.2.4-1", 4),
                *event("UPSAssigned", "CC.2.4-1", 5),
            ),
        ),
    ),
    _ups("Query", "1.2.840.10008.5.1.4.34.6.5", "CC.2-5").having(_find("M/M")),
)
