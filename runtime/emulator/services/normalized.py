"""Instances of normalized SOP classes, managed as their tables require.

N-CREATE stores the attributes, N-SET changes them, N-GET returns them, N-DELETE deletes the
instance, and actions are recorded. Services with further rules subclass `Normalized`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar, NoReturn

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from ...dimse.checking import Decision, InstanceState, decide
from ...dimse.queries.matcher import CHARACTER_SET
from ...dimse.services.attribute_lists import AttributeList
from ...dimse.services.sop_classes import statuses_of
from ...dimse.services.statuses import status_of
from ...findings import codes
from ...network.serving.request_context import Call
from ...statuses import (
    ATTRIBUTE_LIST_ERROR,
    DUPLICATE_SOP_INSTANCE,
    NO_SUCH_SOP_INSTANCE,
    SUCCESS,
)
from ..data.character_sets import decode, ensure_character_set
from ..data.managed_instances import (
    ManagedInstance,
    RecordedAction,
    RegisterTransaction,
)
from . import outcomes
from .behaviour import Behaviour, dataset_of

NOT_SUPPORTED = "0001"
"""Warning of N-GET for unsupported optional attributes: PS3.4 Table F.8.2-2."""


class Normalized(Behaviour):
    """Handles the operations of a normalized SOP class."""

    no_such_instance: ClassVar[str] = ""
    """Status of the SOP class for an instance that does not exist; empty for that of
    PS3.7."""

    actions: ClassVar[Mapping[int, Callable[[Any, AttributeList, Call], Any]]] = {}
    """Methods by Action Type ID; other actions are recorded and answered with success."""

    @property
    def managed_as(self) -> str:
        """UID of the SOP class of the instances, which several SOP classes can share."""
        return self.sop_class.message_uid or self.sop_class.uid

    # Operations

    def create(self, request: AttributeList, call: Call) -> Any:
        self.require_valid(call, "N-CREATE")
        call.sop_instance_uid = call.sop_instance_uid or str(generate_uid())
        managed = ManagedInstance(
            self.managed_as, call.sop_instance_uid, dataset_of(request)
        )

        def job(register: RegisterTransaction) -> ManagedInstance:
            if register.get(managed.sop_class, managed.uid):
                self.add_finding(
                    call,
                    codes.STATE_TRANSITION,
                    f"the instance {managed.uid} already exists",
                    reference="PS3.7 10.1.5",
                    suggestion="use a new UID for each instance",
                )
                raise outcomes.refusal(DUPLICATE_SOP_INSTANCE, managed.uid)
            created = self.created(managed, call, register)
            register.put(created)
            return created

        return self.create_reply(type(request), self.backend.register.change(job))

    def set(self, request: AttributeList, call: Call) -> Any:
        changes = dataset_of(request)

        def job(register: RegisterTransaction) -> ManagedInstance:
            managed = self.managed_instance(register, call)
            self.require_valid(call, "N-SET")
            changed = self.changed(managed, changes, call, register)
            register.put(changed)
            return changed

        managed = self.backend.register.change(job)
        self.after_set(managed, changes, call)
        return None

    def get(self, request: AttributeList, call: Call) -> Any:
        managed = self.backend.register.change(
            lambda register: self.managed_instance(register, call)
        )
        return self.get_reply(type(request), managed.dataset, call)

    def delete(self, request: AttributeList, call: Call) -> Any:
        uid = call.sop_instance_uid
        if not self.backend.register.change(
            lambda register: register.remove(self.managed_as, uid)
        ):
            self.refuse_unknown(call)

    def act(self, request: AttributeList, call: Call) -> Any:
        self.require_valid(call, "N-ACTION")
        action = self.actions.get(getattr(type(request), "type_id", 0))
        if action is None:
            return self.record_action(request, call)
        return action(self, request, call)

    # For subclasses to override

    def created(
        self, managed: ManagedInstance, call: Call, register: RegisterTransaction
    ) -> ManagedInstance:
        """Return a new instance as it is stored.

        Raises:
            Refused: It must not be created like this.
        """
        decision = self.check_state("N-CREATE", managed.dataset, None, call)
        return managed._replace(state=decision.state or "")

    def changed(
        self,
        managed: ManagedInstance,
        changes: Dataset,
        call: Call,
        register: RegisterTransaction,
    ) -> ManagedInstance:
        """Return an instance with its changes.

        Raises:
            Refused: It must not be changed like this.
        """
        decision = self.check_state("N-SET", changes, managed, call)
        decode(changes)  # before their own character set is replaced
        managed.dataset.update(changes)
        ensure_character_set(managed.dataset)
        return managed._replace(state=decision.state or "")

    def after_set(self, managed: ManagedInstance, changes: Dataset, call: Call) -> None:
        """Called after a change was stored."""

    def record_action(self, request: AttributeList, call: Call) -> None:
        """Record an action."""
        action = RecordedAction(
            self.managed_as,
            call.sop_instance_uid,
            getattr(type(request), "type_id", 0),
            call.calling_ae,
            dataset_of(request),
        )
        self.backend.register.change(lambda register: register.record(action))

    # For subclasses to call

    def check_state(
        self,
        service: str,
        request: Dataset,
        managed: ManagedInstance | None,
        call: Call,
        type_id: int | None = None,
    ) -> Decision:
        """Check a request against the state of the instance; add the findings.

        Raises:
            Refused: The state does not allow the request.
        """
        before = InstanceState()
        if managed is not None:
            state = managed.state or None
            before = InstanceState(state, managed.lock, managed.dataset)
        decision = decide(self.sop_class, service, request, before, type_id=type_id)
        self.add_findings(call, decision.findings)
        if decision.unready and not self.backend.strict:
            return decision._replace(status=SUCCESS.number, state=decision.unready)
        if decision.unready and not decision.obliged:
            outcomes.refuse(decision.findings, service)
        if decision.status:
            status = status_of(
                decision.status, service, statuses_of(self.sop_class, service)
            )
            assert status is not None
            messages = [
                f"{each.keyword} {each.message}".strip() for each in decision.findings
            ]
            raise outcomes.refusal(
                status, ", ".join(messages), error_id=decision.error_id
            )
        return decision

    def managed_instance(
        self, register: RegisterTransaction, call: Call
    ) -> ManagedInstance:
        """Return the instance that a request names.

        Raises:
            Refused: It does not exist.
        """
        managed = register.get(self.managed_as, call.sop_instance_uid)
        if managed is None:
            self.refuse_unknown(call)
        return managed

    def refuse_unknown(self, call: Call) -> NoReturn:
        """Refuse a request for an instance that does not exist, and add a finding.

        Raises:
            Refused: Always.
        """
        uid = call.sop_instance_uid
        self.add_finding(
            call,
            codes.INSTANCE_UNKNOWN,
            (
                f"the instance {uid} does not exist"
                if uid
                else "SOP Instance UID is absent"
            ),
            reference="PS3.7 C.5.19",
            suggestion="create it first, and use the UID of the N-CREATE",
        )
        own = {each.code: each for each in statuses_of(self.sop_class, call.service)}
        status = own.get(self.no_such_instance, NO_SUCH_SOP_INSTANCE)
        raise outcomes.refusal(status, uid)

    def get_reply(
        self, request: type[AttributeList], dataset: Dataset, call: Call
    ) -> Any:
        """Return the reply to N-GET: the requested attributes that its table has.

        It has a warning if others were requested.
        """
        reply: Any = request.reply
        supported = reply.attributes().keys()
        wanted = requested(call) or supported
        attributes = reply.from_dataset(only(dataset, wanted & supported))
        if wanted <= supported:
            return attributes
        own = {each.code: each for each in statuses_of(self.sop_class, "N-GET")}
        return own.get(NOT_SUPPORTED, ATTRIBUTE_LIST_ERROR), attributes

    def create_reply(
        self, request: type[AttributeList], managed: ManagedInstance
    ) -> Any:
        """Return the reply to N-CREATE: the attributes that its table has."""
        reply: Any = request.reply
        return reply.from_dataset(only(managed.dataset, reply.attributes().keys()))


def requested(call: Call) -> frozenset[int]:
    """Return the tags that N-GET requests; empty if it requests all."""
    tags = call.command.get("AttributeIdentifierList")
    if tags is None or tags == "":
        return frozenset()
    values = [tags] if isinstance(tags, int) else tags
    return frozenset(int(tag) for tag in values)


def only(dataset: Dataset, tags: Collection[int]) -> Dataset:
    """Return the elements with these tags, and Specific Character Set."""
    wanted = {*tags, CHARACTER_SET}
    selected = Dataset()
    for tag in dataset.keys():  # noqa: SIM118 - a data set iterates over elements
        if int(tag) in wanted:
            selected[tag] = dataset[tag]
    return selected
