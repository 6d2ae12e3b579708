"""A peer: what its services share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydicom.dataset import Dataset

from ..dimse.attribute_lists import EventReport
from ..dimse.matching import Matcher
from .archive import Archive
from .classes import sop_class
from .database import Database
from .items import Items
from .journal import Journal
from .observing import Observer
from .outbox import Address, Letter, Outbox, Receipt
from .performed_steps import in_worklist
from .places import Places
from .register import Register
from .schema import SCHEMA
from .subscriptions import GLOBAL, Subscriptions
from .texts import name_character_set
from .workitem_events import restarted

if TYPE_CHECKING:
    from ..dimse.sop_classes import SopClass
    from ..network.association import Association
    from ..network.calls import Call
    from ..network.rejecting import Rejection
    from ..validation.findings import Finding


UPS_EVENT: Final = "1.2.840.10008.5.1.4.34.6.4"

_SENDING: ContextVar[Call] = ContextVar("sending")
"""The C-MOVE or C-GET whose objects a thread sends."""


class Peer:
    """Data, addresses and journal of a peer, for as long as it runs."""

    def __init__(
        self,
        folder: Path,
        journal: Journal,
        *,
        ae_title: str = "IODIZE",
        addresses: Iterable[Address] = (),
        notified: Iterable[str] = (),
        lenient: bool = False,
        validates: bool = True,
    ) -> None:
        """Open the folder of a peer, or make one.

        Args:
            notified: AE titles that are told of performed procedure steps.
            lenient: Whether to do what is asked in spite of its errors, and only tell.
            validates: Whether objects that are stored are validated.

        Raises:
            FolderInUseError: Another peer works with it.
            OSError: It cannot be written to.
        """
        self.places = Places(folder)
        self.journal = journal
        self.ae_title = ae_title
        self.notified = tuple(notified)
        self.lenient = lenient
        self.validates = validates
        self.database = Database(self.places.index, SCHEMA)
        self.places.clear()
        self.archive = Archive(self.database, self.places)
        self.register = Register(self.database)
        self._items: dict[str, Items] = {}
        known: Mapping[str, Address] = {each.ae: each for each in addresses}
        self.addresses = known
        self._held: dict[int, list[Letter]] = {}
        self._subscribed: dict[str, Call] = {}
        """The last request of each system to be told of workitems, by AE title."""
        self.observer = Observer({})
        """Makes the entries of the journal; it has to know what is provided."""
        self.outbox = Outbox(ae_title, known, self._sent)

    def close(self) -> None:
        """Send what is waiting, and close the files."""
        self.outbox.close()
        self.database.close()

    # What services ask for

    def items(self, name: str) -> Items:
        """Return the data sets in a folder of the peer."""
        if name not in self._items:
            folder = self.places.folder / name
            folder.mkdir(exist_ok=True)
            answer = None
            if name == "worklist":
                answer = getattr(sop_class("ModalityWorklist"), "Answer", None)
            self._items[name] = Items(folder, self._troubled, answer)
        return self._items[name]

    def subscribes(self, ae: str, call: Call) -> bool:
        """Whether a system that wants reports of events can be sent them.

        One without an address gets them on the association on which it asks.
        """
        if ae == call.calling_ae:
            self._subscribed[ae] = call
        return ae in self.addresses or ae == call.calling_ae

    def tell_restarted(self) -> None:
        """Tell all who are subscribed to workitems that reports go on: CC.2.4.3."""
        type_id, information = restarted()
        subscribed = self.register.change(
            lambda books: Subscriptions(books, self.matches_workitem).everybody()
        )
        for ae in subscribed:
            if ae in self.addresses:
                self.send(
                    ae,
                    sop_class("UnifiedProcedureStepEvent"),
                    GLOBAL,
                    type_id,
                    information,
                )

    def send(
        self,
        ae: str,
        sop_class: type[SopClass],
        uid: str,
        type_id: int,
        information: Dataset,
        call: Any = None,
    ) -> None:
        """Send a report of an event, soon.

        Args:
            uid: SOP Instance UID that it is about.
            type_id: Event Type ID.
            call: The request that it answers, or that made it necessary. An unknown
                system is told on the association on which it asked.
        """
        name_character_set(information)
        event = event_of(sop_class, type_id).from_dataset(information)
        asked = self._subscribed.get(ae) if sop_class.uid == UPS_EVENT else call
        letter = Letter(ae, sop_class, uid, event, asked)
        if call is None:
            self.outbox.put(letter)
        else:
            # An answer comes before what follows from it.
            self._held.setdefault(id(call), []).append(letter)

    def step_states(self) -> dict[tuple[str, str], str]:
        """Return what performed steps say of scheduled ones, by study and step."""
        rows = self.database.read("SELECT study, step, state FROM steps")
        return {(study, step): state for study, step, state in rows}

    def scheduled_steps(self) -> set[tuple[str, str]]:
        """Return the steps of the worklist: study and step."""
        return in_worklist(self.items("worklist"))

    def matches_workitem(self, keys: Dataset, dataset: Dataset) -> bool:
        """Whether a workitem matches the keys of a subscription: PS3.4 CC.2.3.3.1."""
        (find,) = sop_class("UnifiedProcedureStepQuery").operations
        return Matcher(find.requests[0], keys).matches(dataset)

    # What associations tell

    def answered(self, call: Call) -> None:
        """Write a request into the journal, and send what was to follow its answer."""
        key = id(call.association)
        visit = self.journal.visit(key, call.calling_ae, call.address)
        self.journal.received(self.observer.message(visit, call))
        for letter in self._held.pop(id(call), ()):
            self.outbox.put(letter)

    def sends_for(self, call: Call) -> None:
        """Note for which request this thread is about to send objects."""
        _SENDING.set(call)

    def found(self, name: str, findings: tuple[Finding, ...]) -> None:
        """Take what is wrong with answers to what the peer itself sends.

        Requests are told of when they are answered.
        """
        call = _SENDING.get(None)
        if not name.startswith("answer to ") or self.outbox.found(name, findings):
            return
        if call is None or call.status is not None:
            return
        visit = self.journal.visit(id(call.association), call.calling_ae, call.address)
        self.journal.received(self.observer.stored(visit, call, name, findings))

    def ended(self, association: Association) -> None:
        """Write that an association has ended."""
        self.journal.closed(id(association))

    def rejected(self, rejection: Rejection) -> None:
        """Write that an association was not accepted."""
        key = id(rejection)
        calling_ae = rejection.calling_ae or "?"  # only its connection is known
        visit = self.journal.opened(key, calling_ae, rejection.address)
        self.journal.received(self.observer.rejection(visit, rejection))
        self.journal.closed(key)

    def _sent(self, receipt: Receipt) -> None:
        """Write how a report of an event was taken."""
        letter, error = receipt.letter, receipt.error
        if receipt.status is None:
            hint = getattr(error, "hint", "")
            what = f"no report of {letter.sop_class.name} to {letter.ae}: {error}"
            self.journal.remark(f"{what}; {hint}" if hint else what)
            return
        address = self.addresses.get(letter.ae)
        call = letter.call
        if address is None and call is not None and call.association.is_established:
            visit = self.journal.visit(
                id(call.association), call.calling_ae, call.address
            )
            self.journal.received(self.observer.response(visit, receipt))
            return
        place = address.host if address else ""
        visit = self.journal.opened(id(letter), letter.ae, place, called=True)
        self.journal.received(self.observer.response(visit, receipt))
        self.journal.closed(id(letter))

    def _troubled(self, path: Path, error: Exception) -> None:
        hint = getattr(error, "hint", "")
        self.journal.remark(f"{path}: {error}" + (f"; {hint}" if hint else ""))


def event_of(sop_class: type[SopClass], type_id: int) -> type[EventReport]:
    """Return the class of the information of an event type."""
    for operation in sop_class.operations:
        for request in operation.requests:
            if issubclass(request, EventReport) and request.type_id == type_id:
                return request
    raise LookupError(f"{sop_class.name} has no event {type_id}")
