"""What the two sides of an association agree on: contexts, roles, lengths.

Source: PS3.8 9.3.2 and 9.3.3; PS3.7 Annex D.3.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeVar

from pydicom.uid import UID
from pynetdicom.pdu import A_ASSOCIATE_AC, A_ASSOCIATE_RQ
from pynetdicom.pdu_items import PDU_ITEM_TYPES, UserInformationItem

from ..dimse.negotiated import Negotiated
from ..errors import IodizeError
from ..validation import codes
from ..validation.elements import Problem

APPLICATION_CONTEXT: Final = "1.2.840.10008.3.1.1.1"
"""The one application context that there is: PS3.7 A.2.1."""
_ITEMS: Final = 74
"""Where the items of A-ASSOCIATE-RQ and -AC begin."""
_USER_INFORMATION: Final = 0x50
RESULTS: Final = (
    "accepted",
    "rejected by the user",
    "rejected without a reason",
    "abstract syntax not supported",
    "transfer syntaxes not supported",
)
"""Result/Reason of a presentation context, by its number: PS3.8 Table 9-18."""


class Side(StrEnum):
    """One of the two systems."""

    REQUESTOR = "requestor"
    """The one that asked for the association."""
    ACCEPTOR = "acceptor"

    @property
    def other(self) -> Side:
        return Side.ACCEPTOR if self is Side.REQUESTOR else Side.REQUESTOR


class Context(NamedTuple):
    """A presentation context."""

    id: int
    abstract_syntax: str
    proposed: tuple[str, ...]
    """Transfer syntaxes."""
    transfer_syntax: str = ""
    """The one that was accepted; empty where the context was not."""


class Roles(NamedTuple):
    """Who may be what for a SOP class, by what was negotiated."""

    requestor_scu: bool = True
    requestor_scp: bool = False

    def allow(self, side: Side, scu: bool) -> bool:
        """Return whether a side may be SCU, or SCP."""
        if side is Side.REQUESTOR:
            return self.requestor_scu if scu else self.requestor_scp
        return self.requestor_scp if scu else self.requestor_scu


class Party(NamedTuple):
    """What one side says of itself."""

    maximum_length: int = 0
    """Bytes that it takes in a P-DATA-TF PDU; 0 for any number."""
    implementation: str = ""
    """Its Implementation Version Name, or Class UID."""


class Negotiation:
    """What was asked for, and what came of it."""

    def __init__(self) -> None:
        self.calling_ae = ""
        self.called_ae = ""
        self.contexts: dict[int, Context] = {}
        self.parties: dict[Side, Party] = {}
        self.window: dict[Side, int] = {Side.REQUESTOR: 1, Side.ACCEPTOR: 1}
        """How many operations each side may have begun at a time; 0 for any number."""
        self._asked: Mapping[str, tuple[bool, bool]] = {}
        self._roles: dict[str, Roles] = {}
        self._extended: dict[str, bytes] = {}
        self._window_asked = (1, 1)

    @property
    def accepted(self) -> list[Context]:
        return [each for each in self.contexts.values() if each.transfer_syntax]

    def roles(self, sop_class_uid: str) -> Roles:
        """Return who may be what for the SOP class of a context."""
        return self._roles.get(sop_class_uid, Roles())

    def queries(self, sop_class_uid: str) -> Negotiated:
        """Return what the two sides agreed on for queries of a SOP class.

        Source: PS3.4 C.5.1.1, Table C.5-1, and K.5.1.
        """
        answer = self._extended.get(sop_class_uid, b"").ljust(7, b"\0")
        # The fifth byte is about converting images.
        return Negotiated(*(byte == 1 for byte in (*answer[:4], *answer[5:7])))

    def ask(self, body: bytes) -> Iterator[Problem]:
        """Read A-ASSOCIATE-RQ.

        Raises:
            UnreadableError: It cannot be read.
        """
        pdu = _decoded(A_ASSOCIATE_RQ, body)
        self.calling_ae = pdu.calling_ae_title.strip()
        self.called_ae = pdu.called_ae_title.strip()
        user = pdu.user_information
        self.parties[Side.REQUESTOR] = _party(user)
        if user is not None:
            self._asked = _roles_of(user)
            self._window_asked = _window_of(user)
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

    def answer(self, body: bytes) -> Iterator[Problem]:
        """Read A-ASSOCIATE-AC.

        Raises:
            UnreadableError: It cannot be read.
        """
        pdu = _decoded(A_ASSOCIATE_AC, body)
        user = pdu.user_information
        self.parties[Side.ACCEPTOR] = _party(user)
        yield from _common_faults(body, pdu, user)
        answers = {each.context_id or 0: each for each in pdu.presentation_context}
        for number, item in answers.items():
            yield from self._settle(number, item)
        for number in self.contexts.keys() - answers.keys():
            message = f"presentation context {number} is not answered"
            yield Problem(codes.CONTEXT_MISMATCH, message)
        yield from self._refusals(answers)
        if user is not None:
            self._extended = {
                str(item.uid): item.app_info or b"" for item in user.ext_neg
            }
            yield from self._settle_roles(user)
            yield from self._settle_window(user)

    def _context_faults(self, context: Context) -> Iterator[Problem]:
        name = f"presentation context {context.id}"
        if context.id % 2 == 0:
            yield _invalid(f"{name}: its ID has to be odd", "PS3.8 9.3.2.2")
        if context.id in self.contexts:
            yield _invalid(f"{name}: its ID is used twice", "PS3.8 7.1.1.13")
        if not context.abstract_syntax:
            yield _invalid(f"{name}: no abstract syntax", "PS3.8 9.3.2.2")
        if not context.proposed:
            yield _invalid(f"{name}: no transfer syntax", "PS3.8 9.3.2.2")
        for uid in (context.abstract_syntax, *context.proposed):
            if uid and not UID(uid).is_valid:
                yield _invalid(f"{name}: {uid!r} is no UID", "PS3.8 Annex F")

    def _settle(self, number: int, item: Any) -> Iterator[Problem]:
        context = self.contexts.get(number)
        name = f"presentation context {number}"
        if context is None:
            yield Problem(codes.CONTEXT_MISMATCH, f"{name} was not proposed")
        elif item.result >= len(RESULTS):
            yield _invalid(f"{name}: result {item.result}", "PS3.8 9.3.3.2")
        elif item.result == 0:
            syntax = str(item.transfer_syntax or "")
            self.contexts[number] = context._replace(transfer_syntax=syntax)
            if syntax not in context.proposed:
                message = (
                    f"{name}: {named(syntax) or 'no transfer syntax'} is accepted,"
                )
                yield Problem(
                    codes.CONTEXT_MISMATCH, f"{message} which was not proposed"
                )

    def _refusals(self, answers: Mapping[int, Any]) -> Iterator[Problem]:
        """Tell of abstract syntaxes that no context was accepted for.

        Who proposes a context for each transfer syntax expects that some are refused.
        """
        served = {each.abstract_syntax for each in self.accepted}
        told = set()
        for number, context in self.contexts.items():
            uid = context.abstract_syntax
            item = answers.get(number)
            if item is None or not 0 < item.result < len(RESULTS):
                continue
            if uid not in served and uid not in told:
                told.add(uid)
                message = f"{named(uid)}: {RESULTS[item.result]}"
                yield Problem(codes.CONTEXT_REFUSED, message)

    def _settle_roles(self, user: UserInformationItem) -> Iterator[Problem]:
        for uid, (scu, scp) in _roles_of(user).items():
            asked_scu, asked_scp = self._asked.get(uid, (False, False))
            if (scu and not asked_scu) or (scp and not asked_scp):
                message = f"{named(uid)}: a role is accepted that was not proposed"
                yield _invalid(message, "PS3.7 D.3.3.4")
            self._roles[uid] = Roles(scu and asked_scu, scp and asked_scp)

    def _settle_window(self, user: UserInformationItem) -> Iterator[Problem]:
        window = _window_of(user)
        for number, asked in zip(window, self._window_asked, strict=True):
            if asked and (number == 0 or number > asked):
                message = f"a window of {number} operations, where {asked} was proposed"
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


_PDU = TypeVar("_PDU", A_ASSOCIATE_RQ, A_ASSOCIATE_AC)


def _decoded(kind: type[_PDU], body: bytes) -> _PDU:
    name = kind.__name__.replace("_", "-")
    if len(body) < _ITEMS:
        raise UnreadableError(name, f"{len(body)} bytes only")
    pdu = kind()
    try:
        pdu.decode(body[:_ITEMS] + _known_items(body[_ITEMS:]))
        pdu.calling_ae_title, pdu.called_ae_title  # noqa: B018  # may be undecodable
    except Exception as error:  # pynetdicom has no one error for bytes that are wrong
        raise UnreadableError(name, str(error) or "its items overlap") from error
    return pdu


def _known_items(items: bytes) -> bytes:
    """Leave out items of unknown type, as PS3.8 9.3.1 has it; pynetdicom fails on them."""
    kept = bytearray()
    position = 0
    while position < len(items):
        length = int.from_bytes(items[position + 2 : position + 4], "big")
        item = items[position : position + 4 + length]
        if len(item) < 4 + length:
            raise ValueError(f"item {item[0]:02X}H is longer than what it is in")
        position += 4 + length
        if item[0] == _USER_INFORMATION:
            inner = _known_items(item[4:])
            item = item[:2] + len(inner).to_bytes(2, "big") + inner
        if item[0] in PDU_ITEM_TYPES:
            kept += item
    return bytes(kept)


def _common_faults(
    body: bytes, pdu: Any, user: UserInformationItem | None
) -> Iterator[Problem]:
    if not body[7] & 1:
        yield _invalid("Protocol-version does not have bit 0 set")
    name = str(pdu.application_context_name or "")
    if name != APPLICATION_CONTEXT:
        message = f"application context {name or 'missing'}"
        yield _invalid(f"{message}; DICOM's is {APPLICATION_CONTEXT}", "PS3.7 A.2.1")
    if user is None:
        yield _invalid("no user information")
        return
    if user.maximum_length is None:
        yield _invalid("no Maximum Length Received", "PS3.8 D.1")
    if user.implementation_class_uid is None:
        yield _invalid("no Implementation Class UID", "PS3.7 D.3.3.2")


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
    """Return how many operations the requestor may begin, and the acceptor."""
    item = user.async_ops_window
    if item is None:
        return 1, 1
    return item.max_operations_invoked or 0, item.max_operations_performed or 0


def _invalid(message: str, reference: str = "") -> Problem:
    if reference:
        message = f"{message} ({reference})"
    return Problem(codes.NEGOTIATION_INVALID, message)


def named(uid: str) -> str:
    """Return the name of a UID; the UID itself where it has none."""
    return UID(uid).name if uid else ""
