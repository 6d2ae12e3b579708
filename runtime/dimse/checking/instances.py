"""Checks of the instance of a request against the well-known instances.

Source: PS3.4 H.4.6, H.4.11, J.3.2, P.2, P.3, EE.2, KK.1.4 (one of a SOP class), CC.2.3
(subscriptions to all workitems).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ..messages.messages import Message
from ..services.sop_classes import SopClass
from .operations import ACTION_TYPE

_INSTANCE_UIDS: Final = {
    "N-GET": 0x00001001,
    "N-SET": 0x00001001,
    "N-ACTION": 0x00001001,
    "N-DELETE": 0x00001001,
    "N-EVENT-REPORT": 0x00001000,
}
"""Tags of Requested, or Affected, SOP Instance UID of requests by service."""

UPS_PUSH: Final = "1.2.840.10008.5.1.4.34.6.1"
GLOBAL: Final = "1.2.840.10008.5.1.4.34.5"
FILTERED: Final = "1.2.840.10008.5.1.4.34.5.1"
SUBSCRIPTIONS: Final = {
    GLOBAL: "the global subscription",
    FILTERED: "the filtered global subscription",
}

SUBSCRIBE: Final = 3
UNSUBSCRIBE: Final = 4
SUSPEND: Final = 5
"""Action types of PS3.4 Table CC.2.3-1."""


class WrongInstance(NamedTuple):
    """A field that names an instance to which the request does not apply."""

    tag: int
    message: str
    reference: str


def wrong_instance(message: Message, sop_class: type[SopClass]) -> WrongInstance | None:
    """Return the wrong instance of a request; None if it is valid, and for responses."""
    tag = None if message.is_response else _INSTANCE_UIDS.get(message.service)
    raw = message.raw(tag) if tag is not None else None
    if tag is None or not raw:
        return None
    uid = raw.decode("latin-1").rstrip("\0 ")
    if sop_class.instance_uid:
        if uid == sop_class.instance_uid:
            return None
        what = f"{uid} is not the well-known instance {sop_class.instance_uid}"
        return WrongInstance(tag, what, f"PS3.4 {sop_class.section}")
    if UPS_PUSH not in (sop_class.uid, sop_class.message_uid):
        return None
    what = _misused(message, uid)
    return WrongInstance(tag, f"{uid}: {what}", "PS3.4 CC.2.3.2") if what else None


def _misused(message: Message, uid: str) -> str:
    """Return why a request does not apply to an instance; empty if it does."""
    if message.service == "N-EVENT-REPORT":
        return ""  # reports of the SCP's own status concern no workitem: CC.2.4.1
    action = 0
    if message.service == "N-ACTION":
        action = int.from_bytes(message.raw(ACTION_TYPE) or b"", "little")
    known = SUBSCRIPTIONS.get(uid)
    if known is None:
        suspends = action == SUSPEND
        return f"only {GLOBAL} can be suspended" if suspends else ""
    if action not in (SUBSCRIBE, UNSUBSCRIBE, SUSPEND):
        return f"{known}, not a workitem"
    if uid == FILTERED and action != SUBSCRIBE:
        return f"{known}; use {GLOBAL} to end it"
    return ""
