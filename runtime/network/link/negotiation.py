"""Negotiation of associations beyond presentation contexts.

Source: PS3.4 B.3.1, C.5, K.5, Y.5; PS3.7 D.3.3.3, D.3.3.5 to D.3.3.7.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...dimse.services.negotiated import Negotiated
from .errors import RejectionReason, UserInformationTooLongError
from .log import LOGGER

if TYPE_CHECKING:
    from ...dimse.services.sop_classes import SopClass
    from .security import UserIdentity
    from .upper_layer import Link

REJECTED_PERMANENT = 1
MAX_INVOKED = 16
"""Number of operations at a time if neither side sets a limit."""
MAX_USER_INFORMATION = 0xFFFF
"""Length of the User Information item in bytes: PS3.8 9.3.2.3."""
_FIXED_USER_INFORMATION = 8 + 4 + 64 + 4 + 16
"""Maximum length, implementation class UID and version name: PS3.7 D.3.3.1 and D.3.3.2."""


@dataclass(frozen=True, kw_only=True)
class Extended:
    """Options of extended negotiation; a peer may ignore or reject them."""

    relational: bool = False
    """Queries and retrievals without the unique keys of higher levels: PS3.4 C.5.1."""
    combined_date_time: bool = False
    """A range of dates and a range of times match as one range."""
    fuzzy_matching: bool = False
    """Phonetic matching of names."""
    timezone: bool = False
    """Queries contain the time zone of their times."""
    enhanced_conversion: bool = False
    """Conversion between multi-frame objects and classic ones."""
    empty_value: bool = False
    """`""` as a key matches attributes without a value."""
    multiple_value: bool = False
    """A key with several values matches attributes that have all of them."""
    storage_level: int | None = None
    """Level of storage as SCP: 0 local, 1 base, 2 full; 3 for an SCU only."""
    digital_signature_level: int = 0
    """0, unspecified, to 3."""
    element_coercion: int = 2
    """Coercion of data elements: 0 never, 1 possible, 2 for an SCU only."""

    def information(self, sop_class: type[SopClass]) -> bytes:
        """Return Service-class-application-information; empty if there is none.

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
    """Return the options that an acceptor accepted for queries: PS3.4 Table C.5-2."""
    options = [*map(bool, answer), *[False] * 7]
    return Negotiated(*options[:4], *options[5:7])


def has_levels(sop_class: type[SopClass]) -> bool:
    """True for queries of an information model with levels: PS3.4 C.6."""
    return any(
        request.level for each in sop_class.operations for request in each.requests
    )


def agreed(
    proposed: bytes, supported: Extended | None, sop_class: type[SopClass]
) -> bytes:
    """Return an acceptor's answer: options of both sides; for storage, its own level."""
    own = supported.information(sop_class) if supported is not None else b""
    if "C-STORE" in services_of(sop_class):
        return own
    return bytes(
        a and b for a, b in zip(proposed, own.ljust(len(proposed), b"\0"), strict=False)
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
        window: Maximum number of operations invoked, and performed, at a time.
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
            identity.secondary_field = user.secondary
        identity.positive_response_requested = user.wants_response
        items.append(identity)
    return items


def check_length(items: Iterable[Any]) -> None:
    """Check that the items of a request fit into its User Information item.

    Raises:
        UserInformationTooLongError: They do not.
    """
    size = _FIXED_USER_INFORMATION
    size += sum(len(item.from_primitive().encode()) for item in items)
    if size > MAX_USER_INFORMATION:
        raise UserInformationTooLongError(size, MAX_USER_INFORMATION)


def answering(
    classes: Mapping[str, type[SopClass]], extended: Extended | None
) -> Callable[[Any], dict[Any, bytes]]:
    """Return a handler that answers a requestor's items of extended negotiation."""

    def respond(event: Any) -> dict[Any, bytes]:
        answers = {}
        for uid, proposed in event.app_info.items():
            cls = classes.get(str(uid))
            if cls is not None and (answer := agreed(proposed, extended, cls)):
                answers[uid] = answer
        return answers

    return respond


def verifying(
    verify: Callable[[UserIdentity], bool],
) -> Callable[[Any], tuple[bool, bytes | None]]:
    """Return a handler that verifies the user of an association with a function."""

    def respond(event: Any) -> tuple[bool, bytes | None]:
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

    return respond


def reject_anonymous(event: Any) -> None:
    """Reject an association without a user identity."""
    if event.assoc.requestor.user_identity is None:
        _reject(event.assoc, RejectionReason.NO_REASON)


def allowing(titles: Collection[str]) -> Callable[[Any], None]:
    """Return a handler that rejects all calling AE titles except the given ones.

    pynetdicom has such a list too, but it accepts all if the list is empty.
    """

    def respond(event: Any) -> None:
        request = event.assoc.requestor.primitive
        if str(request.calling_ae_title).strip() not in titles:
            _reject(event.assoc, RejectionReason.CALLING_AE_TITLE)

    return respond


def _reject(link: Link, reason: RejectionReason) -> None:
    """Reject an association permanently, unless it is rejected already."""
    if not link.is_rejected:
        source, diagnostic = reason.code
        link.acse.send_reject(REJECTED_PERMANENT, source, diagnostic)
        link.kill()


def window_of(link: Link) -> int:
    """Return the number of operations a requestor may invoke at a time: PS3.7 D.3.3.3."""
    proposed, _ = link.requestor.asynchronous_operations
    accepted, _ = link.acceptor.asynchronous_operations
    return min(accepted or MAX_INVOKED, proposed or MAX_INVOKED)  # 0 means unlimited


def accept_related(event: Any) -> None:
    """Accept SOP classes that are served as a related general one: PS3.4 B.3.1.4."""
    link = event.assoc
    known = {cx.abstract_syntax: cx for cx in link.acceptor.supported_contexts}
    for uid, item in link.requestor.sop_class_common_extended.items():
        for general in item.related_general_sop_class_identification:
            if uid not in known and general in known:
                known[uid] = copy(known[general])
                known[uid].abstract_syntax = uid
                link.related[str(uid)] = str(general)
    link.acceptor.supported_contexts = list(known.values())
