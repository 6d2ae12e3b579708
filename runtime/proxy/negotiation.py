"""The negotiation of an association: presentation contexts, roles, lengths.

Source: PS3.8 9.3.2 and 9.3.3; PS3.7 Annex D.3.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from pydicom.uid import UID
from pynetdicom.pdu import A_ASSOCIATE_AC, A_ASSOCIATE_RQ
from pynetdicom.pdu_items import PDU_ITEM_TYPES, UserInformationItem

from ..dimse.services.negotiated import Negotiated
from ..errors import IodizeError
from ..findings import codes
from ..findings.finding import Finding
from . import pdus
from .observation import finding
from .sides import Side

APPLICATION_CONTEXT: Final = "1.2.840.10008.3.1.1.1"
"""The DICOM application context: PS3.7 A.2.1."""
_ITEMS: Final = 74
"""Offset of the first item in A-ASSOCIATE-RQ and -AC."""
_USER_INFORMATION: Final = 0x50
RESULTS: Final = (
    "accepted",
    "rejected by the user",
    "rejected without a reason",
    "abstract syntax not supported",
    "transfer syntaxes not supported",
)
"""Result/Reason of a presentation context, by its number: PS3.8 Table 9-18."""


class Context(NamedTuple):
    """A presentation context."""

    id: int
    abstract_syntax: str
    proposed: tuple[str, ...]
    """Transfer syntaxes."""
    transfer_syntax: str = ""
    """The accepted transfer syntax; empty if the context was not accepted."""


class Roles(NamedTuple):
    """The negotiated roles for a SOP class."""

    requestor_scu: bool = True
    requestor_scp: bool = False

    def allow(self, side: Side, scu: bool) -> bool:
        """True if a side may be SCU, or SCP if `scu` is False."""
        if side is Side.REQUESTOR:
            return self.requestor_scu if scu else self.requestor_scp
        return self.requestor_scp if scu else self.requestor_scu


class Party(NamedTuple):
    """User information of one side."""

    maximum_length: int = 0
    """Maximum Length Received in bytes; 0 for no limit."""
    implementation: str = ""
    """Implementation Version Name, or Implementation Class UID."""


class Negotiation:
    """The request of an association, and its answer."""

    def __init__(self) -> None:
        self.calling_ae = ""
        self.called_ae = ""
        self.contexts: dict[int, Context] = {}
        self.parties: dict[Side, Party] = {}
        self.window: dict[Side, int] = {Side.REQUESTOR: 1, Side.ACCEPTOR: 1}
        """Maximum number of unanswered requests of each side; 0 for no limit."""
        self._proposed_roles: Mapping[str, tuple[bool, bool]] = {}
        self._roles: dict[str, Roles] = {}
        self._extended: dict[str, bytes] = {}
        self._proposed_window = (1, 1)

    @property
    def accepted(self) -> list[Context]:
        return [each for each in self.contexts.values() if each.transfer_syntax]

    def roles(self, sop_class_uid: str) -> Roles:
        """Return the negotiated roles for the SOP class of a context."""
        return self._roles.get(sop_class_uid, Roles())

    def queries(self, sop_class_uid: str) -> Negotiated:
        """Return the negotiated options of queries of a SOP class.

        Source: PS3.4 C.5.1.1, Table C.5-1, and K.5.1.
        """
        answer = self._extended.get(sop_class_uid, b"").ljust(7, b"\0")
        # The fifth byte is about the conversion of images.
        return Negotiated(*(byte == 1 for byte in (*answer[:4], *answer[5:7])))

    def request(self, body: bytes) -> Iterator[Finding]:
        """Decode A-ASSOCIATE-RQ.

        Raises:
            UnreadableError: It cannot be decoded.
        """
        pdu = _decoded(A_ASSOCIATE_RQ, pdus.ASSOCIATE_RQ, body)
        self.calling_ae = pdu.calling_ae_title.strip()
        self.called_ae = pdu.called_ae_title.strip()
        user = pdu.user_information
        self.parties[Side.REQUESTOR] = _party(user)
        if user is not None:
            self._proposed_roles = _roles_of(user)
            self._proposed_window = _window_of(user)
        yield from _common_faults(body, pdu, user)
        for name, title in (("calling", self.calling_ae), ("called", self.called_ae)):
            if not title:
                yield _invalid(f"the {name} AE title is empty")
        for item in pdu.presentation_context:
            context = Context(
                item.context_id or 0,
                str(item.abstract_syntax or ""),
                tuple(map(str, item.transfer_syntax)),
            )
            yield from self._context_faults(context)
            self.contexts[context.id] = context
        if not self.contexts:
            yield _invalid("no presentation context is proposed")

    def accept(self, body: bytes) -> Iterator[Finding]:
        """Decode A-ASSOCIATE-AC.

        Raises:
            UnreadableError: It cannot be decoded.
        """
        pdu = _decoded(A_ASSOCIATE_AC, pdus.ASSOCIATE_AC, body)
        user = pdu.user_information
        self.parties[Side.ACCEPTOR] = _party(user)
        yield from _common_faults(body, pdu, user)
        answers = {each.context_id or 0: each for each in pdu.presentation_context}
        for number, item in answers.items():
            yield from self._settle(number, item)
        for number in self.contexts.keys() - answers.keys():
            message = f"presentation context {number} is not answered"
            yield finding(codes.CONTEXT_MISMATCH, message)
        yield from self._refusals(answers)
        if user is not None:
            self._extended = {
                str(item.uid): item.app_info or b"" for item in user.ext_neg
            }
            yield from self._settle_roles(user)
            yield from self._settle_window(user)

    def _context_faults(self, context: Context) -> Iterator[Finding]:
        name = f"presentation context {context.id}"
        if context.id % 2 == 0:
            yield _invalid(f"{name}: the ID must be odd", "PS3.8 9.3.2.2")
        if context.id in self.contexts:
            yield _invalid(f"{name}: the ID is used twice", "PS3.8 7.1.1.13")
        if not context.abstract_syntax:
            yield _invalid(f"{name}: abstract syntax missing", "PS3.8 9.3.2.2")
        if not context.proposed:
            yield _invalid(f"{name}: transfer syntax missing", "PS3.8 9.3.2.2")
        for uid in (context.abstract_syntax, *context.proposed):
            if uid and not UID(uid).is_valid:
                yield _invalid(f"{name}: {uid!r} is not a valid UID", "PS3.8 Annex F")

    def _settle(self, number: int, item: Any) -> Iterator[Finding]:
        context = self.contexts.get(number)
        name = f"presentation context {number}"
        if context is None:
            yield finding(codes.CONTEXT_MISMATCH, f"{name} was not proposed")
        elif item.result >= len(RESULTS):
            yield _invalid(f"{name}: result {item.result}", "PS3.8 9.3.3.2")
        elif item.result == 0:
            syntax = str(item.transfer_syntax or "")
            self.contexts[number] = context._replace(transfer_syntax=syntax)
            if syntax not in context.proposed:
                message = (
                    f"{name}: the accepted transfer syntax was not proposed:"
                    f" {name_of(syntax) or 'none'}"
                )
                yield finding(codes.CONTEXT_MISMATCH, message)

    def _refusals(self, answers: Mapping[int, Any]) -> Iterator[Finding]:
        """Yield the abstract syntaxes without an accepted context, once each.

        A requestor may propose a context for each transfer syntax; it expects that some
        of them are rejected.
        """
        served = {each.abstract_syntax for each in self.accepted}
        reported = set()
        for number, context in self.contexts.items():
            uid = context.abstract_syntax
            item = answers.get(number)
            if item is None or not 0 < item.result < len(RESULTS):
                continue
            if uid not in served and uid not in reported:
                reported.add(uid)
                message = f"{name_of(uid)}: {RESULTS[item.result]}"
                yield finding(codes.CONTEXT_REFUSED, message)

    def _settle_roles(self, user: UserInformationItem) -> Iterator[Finding]:
        for uid, (scu, scp) in _roles_of(user).items():
            wants_scu, wants_scp = self._proposed_roles.get(uid, (False, False))
            if (scu and not wants_scu) or (scp and not wants_scp):
                message = f"{name_of(uid)}: an accepted role was not proposed"
                yield _invalid(message, "PS3.7 D.3.3.4")
            self._roles[uid] = Roles(scu and wants_scu, scp and wants_scp)

    def _settle_window(self, user: UserInformationItem) -> Iterator[Finding]:
        window = _window_of(user)
        for number, limit in zip(window, self._proposed_window, strict=True):
            if limit and (number == 0 or number > limit):
                message = f"a window of {number} operations; {limit} were proposed"
                yield _invalid(message, "PS3.7 D.3.3.3")
        self.window = dict(zip(Side, window, strict=True))


class UnreadableError(IodizeError):
    """A PDU that cannot be decoded."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


_Pdu = TypeVar("_Pdu", A_ASSOCIATE_RQ, A_ASSOCIATE_AC)


def _decoded(cls: type[_Pdu], kind: int, body: bytes) -> _Pdu:
    name = pdus.NAMES[kind]
    if len(body) < _ITEMS:
        raise UnreadableError(name, f"only {len(body)} bytes")
    pdu = cls()
    try:
        pdu.decode(body[:_ITEMS] + _known_items(body[_ITEMS:]))
        pdu.calling_ae_title, pdu.called_ae_title  # noqa: B018  # may be undecodable
    except Exception as error:  # pynetdicom raises many types for invalid bytes
        raise UnreadableError(name, str(error) or "its items overlap") from error
    return pdu


def _known_items(items: bytes) -> bytes:
    """Drop items of unknown type, as PS3.8 9.3.1 requires; pynetdicom fails on them."""
    kept = bytearray()
    position = 0
    while position < len(items):
        length = int.from_bytes(items[position + 2 : position + 4], "big")
        item = items[position : position + 4 + length]
        if len(item) < 4 + length:
            raise ValueError(f"item {item[0]:02X}H is longer than its container")
        position += 4 + length
        if item[0] == _USER_INFORMATION:
            inner = _known_items(item[4:])
            item = item[:2] + len(inner).to_bytes(2, "big") + inner
        if item[0] in PDU_ITEM_TYPES:
            kept += item
    return bytes(kept)


def _common_faults(
    body: bytes, pdu: Any, user: UserInformationItem | None
) -> Iterator[Finding]:
    if not body[7] & 1:
        yield _invalid("bit 0 of Protocol-version is not set")
    name = str(pdu.application_context_name or "")
    if name != APPLICATION_CONTEXT:
        message = f"application context {name or 'missing'}"
        yield _invalid(f"{message}; must be {APPLICATION_CONTEXT}", "PS3.7 A.2.1")
    if user is None:
        yield _invalid("User Information missing")
        return
    if user.maximum_length is None:
        yield _invalid("Maximum Length Received missing", "PS3.8 D.1")
    if user.implementation_class_uid is None:
        yield _invalid("Implementation Class UID missing", "PS3.7 D.3.3.2")


def _party(user: UserInformationItem | None) -> Party:
    if user is None:
        return Party()
    name = user.implementation_version_name or user.implementation_class_uid
    return Party(user.maximum_length or 0, str(name or ""))


def _roles_of(user: UserInformationItem) -> dict[str, tuple[bool, bool]]:
    return {
        str(uid): (bool(item.scu_role), bool(item.scp_role))
        for uid, item in user.role_selection.items()
    }


def _window_of(user: UserInformationItem) -> tuple[int, int]:
    """Return the window of the requestor, then that of the acceptor."""
    item = user.async_ops_window
    if item is None:
        return 1, 1
    return item.max_operations_invoked or 0, item.max_operations_performed or 0


def _invalid(message: str, reference: str = "") -> Finding:
    return finding(codes.NEGOTIATION_INVALID, message, reference=reference)


def name_of(uid: str) -> str:
    """Return the registered name of a UID, or the UID itself if it has none."""
    return UID(uid).name if uid else ""
