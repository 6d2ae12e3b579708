"""Extended negotiation: what two sides can do beyond their SOP classes.

Source: PS3.4 B.3.1, C.5, K.5, Y.5; PS3.7 D.3.3.3, D.3.3.5 to D.3.3.7.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..dimse.negotiated import Negotiated
from .log import LOGGER

if TYPE_CHECKING:
    from ..dimse.sop_classes import SopClass
    from .security import UserIdentity
    from .upper_layer import Link

NO_REASON_GIVEN = 1
CALLING_AE_TITLE_NOT_RECOGNIZED = 3
"""Diagnostics of a rejection by the service user: PS3.8 Table 9-21."""
MOST_INVOKED = 16
"""Operations at a time, where both sides set no limit."""


@dataclass(frozen=True, kw_only=True)
class Extended:
    """What is negotiated beyond SOP classes; a peer may ignore it, or not agree."""

    relational: bool = False
    """Queries and retrievals without the unique keys of higher levels: PS3.4 C.5.1."""
    combined_date_time: bool = False
    """A range of dates and one of times match as one range."""
    fuzzy_matching: bool = False
    """Names match as they sound."""
    timezone: bool = False
    """Queries tell the timezone of their times."""
    enhanced_conversion: bool = False
    """Multi-frame objects as the classic ones, and the other way round."""
    empty_value: bool = False
    """`""` as a key matches what has no value."""
    multiple_value: bool = False
    """A key of several values matches what has them all."""
    storage_level: int | None = None
    """Level of storage as SCP: 0 local, 1 base, 2 full; 3 of a SCU alone."""
    digital_signature_level: int = 0
    """0, unspecified, to 3."""
    element_coercion: int = 2
    """Whether data elements may be coerced: 0 they are not, 1 they may be, 2 of a SCU
    alone."""

    def information(self, sop_class: type[SopClass]) -> bytes:
        """Return Service-class-application-information; empty where there is none.

        Source: PS3.4 Tables B.3-1, C.5-1, C.5-3 and K.5.1-1.
        """
        services = services_of(sop_class)
        if "C-STORE" in services:
            return self._of_storage()
        if "C-FIND" in services:
            options = [
                self.relational,
                self.combined_date_time,
                self.fuzzy_matching,
                self.timezone,
                self.enhanced_conversion,
                self.empty_value,
                self.multiple_value,
            ]
            if any(options) and not has_levels(sop_class):
                # Worklists are relational, and match dates with times, by definition.
                options = [True, True, self.fuzzy_matching, self.timezone]
        elif "C-MOVE" in services or "C-GET" in services:
            options = [self.relational, self.enhanced_conversion]
        else:
            return b""
        while options and not options[-1]:
            options.pop()
        return bytes(options)

    def _of_storage(self) -> bytes:
        if self.storage_level is None:
            return b""
        signatures, coercion = self.digital_signature_level, self.element_coercion
        return bytes([self.storage_level, 0, signatures, 0, coercion, 0])


def of_queries(answer: bytes) -> Negotiated:
    """Return what an acceptor has agreed to for queries: PS3.4 Table C.5-2."""
    options = [*map(bool, answer), *[False] * 7]
    return Negotiated(*options[:4], *options[5:7])


def has_levels(sop_class: type[SopClass]) -> bool:
    """Whether a query is one of an information model with levels: PS3.4 C.6."""
    return any(
        request.level for each in sop_class.operations for request in each.requests
    )


def agreed(
    wanted: bytes, supported: Extended | None, sop_class: type[SopClass]
) -> bytes:
    """Return what an acceptor answers: what both want; of storage, its own level."""
    own = supported.information(sop_class) if supported is not None else b""
    if "C-STORE" in services_of(sop_class):
        return own
    return bytes(
        a and b for a, b in zip(wanted, own.ljust(len(wanted), b"\0"), strict=False)
    )


def services_of(sop_class: type[SopClass]) -> tuple[str, ...]:
    """Return the DIMSE services of a SOP class."""
    return tuple(each.service for each in sop_class.operations)


def proposals(
    classes: Iterable[type[SopClass]],
    extended: Extended | None,
    related: Mapping[str, Iterable[str]],
    window: tuple[int, int] | None,
    user: UserIdentity | None,
) -> list[Any]:
    """Return the items of pynetdicom that a requestor adds to its request.

    Args:
        related: Related general SOP classes, by the UID of a storage SOP class.
        window: Most operations invoked, and performed, at a time.
    """
    from pydicom.uid import UID
    from pynetdicom.pdu_primitives import (
        AsynchronousOperationsWindowNegotiation,
        SOPClassCommonExtendedNegotiation,
        SOPClassExtendedNegotiation,
        UserIdentityNegotiation,
    )

    items: list[Any] = []
    for cls in classes:
        information = extended.information(cls) if extended else b""
        if information:
            item = SOPClassExtendedNegotiation()
            item.sop_class_uid = UID(cls.uid)
            item.service_class_application_information = information
            items.append(item)
    for uid, general in related.items():
        common = SOPClassCommonExtendedNegotiation()
        common.sop_class_uid = UID(uid)
        common.service_class_uid = UID("1.2.840.10008.4.2")
        common.related_general_sop_class_identification = [UID(g) for g in general]
        items.append(common)
    if window is not None:
        asynchronous = AsynchronousOperationsWindowNegotiation()
        asynchronous.maximum_number_operations_invoked = window[0]
        asynchronous.maximum_number_operations_performed = window[1]
        items.append(asynchronous)
    if user is not None:
        identity = UserIdentityNegotiation()
        identity.user_identity_type = user.type
        identity.primary_field = user.primary
        if user.passcode is not None:
            identity.secondary_field = user.passcode.encode()
        identity.positive_response_requested = user.wants_response
        items.append(identity)
    return items


def answering(
    classes: Mapping[str, type[SopClass]], extended: Extended | None
) -> Callable[[Any], dict[Any, bytes]]:
    """Return what answers the items of extended negotiation that a requestor sends."""

    def respond(event: Any) -> dict[Any, bytes]:
        answers = {}
        for uid, wanted in event.app_info.items():
            cls = classes.get(str(uid))
            if cls is not None and (answer := agreed(wanted, extended, cls)):
                answers[uid] = answer
        return answers

    return respond


def verifying(
    verify: Callable[[UserIdentity], bool],
) -> Callable[[Any], tuple[bool, bytes | None]]:
    """Return what lets a function judge the user of an association."""

    def judge(event: Any) -> tuple[bool, bytes | None]:
        from .security import UserIdentity

        kind, primary = event.user_id_type, event.primary_field
        identity = UserIdentity(
            name=primary.decode("utf-8", "replace") if kind in (1, 2) else "",
            passcode=(
                (event.secondary_field or b"").decode("utf-8", "replace")
                if kind == 2
                else None
            ),
            kerberos=primary if kind == 3 else None,
            saml=primary if kind == 4 else None,
            jwt=primary if kind == 5 else None,
        )
        try:
            return bool(verify(identity)), b""
        except Exception:
            LOGGER.exception("the user of an association could not be verified")
            return False, None

    return judge


def anonymous(event: Any) -> None:
    """Reject an association that names no user, where users are asked for."""
    if event.assoc.requestor.user_identity is None:
        _reject(event.assoc, NO_REASON_GIVEN)


def knowing(titles: Collection[str]) -> Callable[[Any], None]:
    """Return what rejects the associations of all but some applications.

    pynetdicom has such a list too: if it is empty, it lets all in.
    """

    def judge(event: Any) -> None:
        asked = event.assoc.requestor.primitive
        if str(asked.calling_ae_title).strip() not in titles:
            _reject(event.assoc, CALLING_AE_TITLE_NOT_RECOGNIZED)

    return judge


def _reject(link: Link, reason: int) -> None:
    """Reject an association for good, unless that has been done."""
    if not link.is_rejected:
        link.acse.send_reject(1, 1, reason)
        link.kill()


def window_of(link: Link) -> int:
    """Return how many operations a requestor may invoke at a time: PS3.7 D.3.3.3."""
    wanted, _ = link.requestor.asynchronous_operations
    agreed, _ = link.acceptor.asynchronous_operations
    return min(agreed or MOST_INVOKED, wanted or MOST_INVOKED)  # 0 is no limit


def relating(event: Any) -> None:
    """Accept SOP classes that this side serves as a related general one: PS3.4 B.3.1.4."""
    link = event.assoc
    known = {cx.abstract_syntax: cx for cx in link.acceptor.supported_contexts}
    for uid, item in link.requestor.sop_class_common_extended.items():
        for general in item.related_general_sop_class_identification:
            if uid not in known and general in known:
                known[uid] = copy(known[general])
                known[uid].abstract_syntax = uid
                link.related[str(uid)] = str(general)
    link.acceptor.supported_contexts = list(known.values())
