"""Well-known instances: those that a request can be about, though nobody created them.

Source: PS3.4 H.4.6, H.4.11, J.3.2, P.2, P.3, EE.2, KK.1.4 (one of a SOP class), CC.2.3
(subscriptions to all workitems).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ..messages import Message
from ..sop_classes import SopClass
from .operations import ACTION_TYPE

NAMED_BY: Final = {
    "N-GET-RQ": 0x00001001,
    "N-SET-RQ": 0x00001001,
    "N-ACTION-RQ": 0x00001001,
    "N-DELETE-RQ": 0x00001001,
    "N-EVENT-REPORT-RQ": 0x00001000,
}
"""What names the instance of a request: Requested or Affected SOP Instance UID."""

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
    """A request about an instance that it cannot be about."""

    tag: int
    """Of the field that names it."""
    message: str
    reference: str


def wrong_instance(message: Message, sop_class: type[SopClass]) -> WrongInstance | None:
    """Return what is wrong with the instance that a request names; None if nothing is."""
    tag = NAMED_BY.get(message.name)
    raw = message.raw(tag) if tag is not None else None
    if tag is None or not raw:
        return None
    uid = raw.decode("latin-1").rstrip("\0 ")
    if sop_class.instance_uid:
        if uid == sop_class.instance_uid:
            return None
        what = f"{uid} is not the well-known instance, {sop_class.instance_uid}"
        return WrongInstance(tag, what, f"PS3.4 {sop_class.section}")
    if UPS_PUSH not in (sop_class.uid, sop_class.message_uid):
        return None
    what = _misused(message, uid)
    return WrongInstance(tag, f"{uid}: {what}", "PS3.4 CC.2.3.2") if what else None


def _misused(message: Message, uid: str) -> str:
    """Return what is wrong with a subscription, or with what is taken for one."""
    if message.name == "N-EVENT-REPORT-RQ":
        return ""  # the provider's own status is about no workitem: CC.2.4.1
    action = 0
    if message.name == "N-ACTION-RQ":
        action = int.from_bytes(message.raw(ACTION_TYPE) or b"", "little")
    known = SUBSCRIPTIONS.get(uid)
    if known is None:
        wants_all = action == SUSPEND
        return f"no subscription; {GLOBAL} is suspended" if wants_all else ""
    if action not in (SUBSCRIBE, UNSUBSCRIBE, SUSPEND):
        return f"{known}, which is no workitem"
    if uid == FILTERED and action != SUBSCRIBE:
        return f"{known}; it ends with {GLOBAL}"
    return ""
