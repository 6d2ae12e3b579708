"""Instances of a normalized SOP class, managed as its definition says.

N-CREATE keeps the attributes, N-SET changes them, N-GET returns them, N-DELETE removes
the instance, and an action is written down. What a service has beyond that is in a
behaviour of its own, which stands on this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, NoReturn

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from ..dimse.attribute_lists import AttributeList
from ..dimse.checking import Judgement, Standing, judge
from ..dimse.matching import CHARACTER_SET
from ..dimse.sop_classes import statuses_of
from ..network.calls import Call
from ..validation import codes
from . import outcomes
from .behaviour import Behaviour, dataset_of
from .register import Books, Managed, Recorded
from .texts import decode, name_character_set

NOT_SUPPORTED: Final = 0x0001
"""Warning of N-GET: optional attributes are not supported, PS3.4 Table F.8.2-2."""
ATTRIBUTE_LIST: Final = 0x0107
"""The same of PS3.7 C.4.2."""


class Normalized(Behaviour):
    """Provides the operations of a normalized SOP class."""

    no_such_instance: ClassVar[int] = outcomes.NO_SUCH_SOP_INSTANCE
    """Status for an instance that is not there; some SOP classes have their own."""

    @property
    def managed_as(self) -> str:
        """The SOP class whose instances are meant, which several SOP classes may share."""
        return self.sop_class.message_uid or self.sop_class.uid

    # The operations

    def create(self, request: AttributeList, call: Call) -> Any:
        self.require(call, "N-CREATE")
        call.sop_instance_uid = call.sop_instance_uid or str(generate_uid())
        managed = Managed(self.managed_as, call.sop_instance_uid, dataset_of(request))

        def job(books: Books) -> Managed:
            if books.get(managed.sop_class, managed.uid):
                self.wrong(
                    call,
                    codes.STATE_TRANSITION,
                    f"the instance {managed.uid} exists already",
                    reference="PS3.7 10.1.5",
                    suggestion="give each new instance a UID of its own",
                )
                raise outcomes.refused(outcomes.DUPLICATE_SOP_INSTANCE, managed.uid)
            made = self.created(managed, call, books)
            books.put(made)
            return made

        return self.reply(type(request), self.peer.register.change(job))

    def set(self, request: AttributeList, call: Call) -> Any:
        changes = dataset_of(request)

        def job(books: Books) -> Managed:
            managed = self.found(books, call)
            self.require(call, "N-SET")
            made = self.changed(managed, changes, call, books)
            books.put(made)
            return made

        managed = self.peer.register.change(job)
        self.after_set(managed, changes, call)
        return None

    def get(self, request: AttributeList, call: Call) -> Any:
        managed = self.peer.register.change(lambda books: self.found(books, call))
        return self.got(type(request), self.shown(managed), call)

    def delete(self, request: AttributeList, call: Call) -> Any:
        uid = call.sop_instance_uid
        if not self.peer.register.change(
            lambda books: books.remove(self.managed_as, uid)
        ):
            self.unknown(call)

    actions: ClassVar[Mapping[int, str]] = {}
    """Methods by Action Type ID, with names that no action has; other actions are written
    down, and answered with success."""

    def act(self, request: AttributeList, call: Call) -> Any:
        self.require(call, "N-ACTION")
        name = self.actions.get(getattr(type(request), "type_id", 0))
        return getattr(self, name or "record")(request, call)

    # What SOP classes differ in

    def created(self, managed: Managed, call: Call, books: Books) -> Managed:
        """Return a new instance as it is kept.

        Raises:
            Refused: It cannot be created so.
        """
        judgement = self.judged("N-CREATE", managed.dataset, None, call)
        return managed._replace(state=judgement.state or "")

    def changed(
        self, managed: Managed, changes: Dataset, call: Call, books: Books
    ) -> Managed:
        """Return an instance with its changes.

        Raises:
            Refused: It cannot be changed so.
        """
        judgement = self.judged("N-SET", changes, managed, call)
        decode(changes)  # as long as their own character set is with them
        managed.dataset.update(changes)
        name_character_set(managed.dataset)
        return managed._replace(state=judgement.state or "")

    def after_set(self, managed: Managed, changes: Dataset, call: Call) -> None:
        """Do what follows a change."""

    def shown(self, managed: Managed) -> Dataset:
        """Return the attributes of an instance that others may see."""
        return managed.dataset

    # Help for those

    def judged(
        self,
        service: str,
        request: Dataset,
        managed: Managed | None,
        call: Call,
        type_id: int | None = None,
    ) -> Judgement:
        """Return what the state of an instance makes of a request.

        Raises:
            Refused: It does not allow it.
        """
        standing = Standing()
        if managed is not None:
            state = managed.state or None
            standing = Standing(state, managed.lock, managed.dataset)
        judgement = judge(self.sop_class, service, request, standing, type_id=type_id)
        self.note(call, judgement.findings)
        if judgement.unready and self.peer.lenient:
            return judgement._replace(status=outcomes.SUCCESS, state=judgement.unready)
        if judgement.unready and not judgement.obliged:
            outcomes.refuse(judgement.findings, service)
        if judgement.status:
            what = ", ".join(
                f"{each.keyword} {each.message}".strip() for each in judgement.findings
            )
            raise outcomes.refused(
                judgement.status, outcomes.comment(what), error_id=judgement.error_id
            )
        return judgement

    def found(self, books: Books, call: Call) -> Managed:
        """Return the instance that a request is about.

        Raises:
            Refused: There is none.
        """
        managed = books.get(self.managed_as, call.sop_instance_uid)
        if managed is None:
            self.unknown(call)
        return managed

    def tell_unknown(self, call: Call) -> None:
        """Tell that a request is for an instance that is not there."""
        uid = call.sop_instance_uid
        self.wrong(
            call,
            codes.INSTANCE_UNKNOWN,
            f"there is no instance {uid or 'without a UID'}",
            reference="PS3.7 C.5.19",
            suggestion="create it first, and name it by the UID that N-CREATE had",
        )

    def unknown(self, call: Call) -> NoReturn:
        """Refuse a request for an instance that is not there."""
        self.tell_unknown(call)
        uid = call.sop_instance_uid
        raise outcomes.refused(self.no_such_instance, uid)

    def got(self, request: type[AttributeList], dataset: Dataset, call: Call) -> Any:
        """Return the reply to N-GET: what was asked for, as far as its table has it."""
        reply = _reply_class(request)
        known = reply.attributes().keys()
        wanted = requested(call) or known
        attributes = reply.from_dataset(only(dataset, wanted & known))
        if wanted <= known:
            return attributes
        own = {each.code for each in statuses_of(self.sop_class, "N-GET")}
        warning = NOT_SUPPORTED if "0001" in own else ATTRIBUTE_LIST
        return warning, attributes

    def reply(self, request: type[AttributeList], managed: Managed) -> Any:
        """Return the reply to N-CREATE, as far as its table has attributes."""
        reply = _reply_class(request)
        return reply.from_dataset(only(managed.dataset, reply.attributes().keys()))

    def record(self, request: AttributeList, call: Call) -> None:
        """Write an action down."""
        recorded = Recorded(
            self.managed_as,
            call.sop_instance_uid,
            getattr(type(request), "type_id", 0),
            call.calling_ae,
            dataset_of(request),
        )
        self.peer.register.change(lambda books: books.record(recorded))


def requested(call: Call) -> frozenset[int]:
    """Return what N-GET asks for: tags; none if it asks for all."""
    tags = call.command.get("AttributeIdentifierList")
    if tags is None or tags == "":
        return frozenset()
    many = [tags] if isinstance(tags, int) else tags
    return frozenset(int(tag) for tag in many)


def only(dataset: Dataset, tags: Any) -> Dataset:
    """Return the elements of a data set with these tags, and how text is encoded."""
    wanted = {*tags, CHARACTER_SET}
    kept = Dataset()
    for tag in dataset.keys():  # noqa: SIM118 - a data set iterates over elements
        if int(tag) in wanted:
            kept[tag] = dataset[tag]
    return kept


def _reply_class(request: type[AttributeList]) -> Any:
    return request.reply
