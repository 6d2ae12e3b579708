"""The normalized services of an association: N-CREATE to N-EVENT-REPORT."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, TypeVar, cast

from ...dimse.services.attribute_lists import (
    ActionRequest,
    AttributeList,
    CreateRequest,
    DeleteRequest,
    EventReply,
    EventReport,
    GetRequest,
    Request,
    SetRequest,
)
from ...dimse.services.outcomes import Outcome
from .session import Session

if TYPE_CHECKING:
    from ..link.exchange import Fields
    from ..link.incoming import Incoming
    from .operations import Operation

R = TypeVar("R")


class NormalizedServices(Session):
    """The normalized services of an association.

    Each takes the SOP Instance UID; None for the well-known instance of the SOP class.
    """

    def create(
        self, request: CreateRequest[R], sop_instance_uid: str | None = None
    ) -> R:
        """Create an instance: N-CREATE.

        Args:
            sop_instance_uid: None to let the peer choose it; the reply contains it.
        """
        call = self._start("N-CREATE", request)
        fields = {
            "AffectedSOPClassUID": call.message_uid,
            "AffectedSOPInstanceUID": sop_instance_uid,
        }
        return self._request(call, request, fields)

    def set(self, request: SetRequest[R], sop_instance_uid: str | None = None) -> R:
        """Modify an instance: N-SET."""
        call = self._start("N-SET", request)
        return self._request(call, request, call.requested(sop_instance_uid))

    def get(self, request: GetRequest[R], sop_instance_uid: str | None = None) -> R:
        """Return attributes of an instance: N-GET."""
        call = self._start("N-GET", request)
        fields = call.requested(sop_instance_uid)
        if request.tags:
            fields["AttributeIdentifierList"] = list(request.tags)
        return self._reply(call, request, call.single(fields), request.tags)

    def delete(
        self, request: DeleteRequest, sop_instance_uid: str | None = None
    ) -> Outcome:
        """Delete an instance: N-DELETE."""
        call = self._start("N-DELETE", request)
        return call.outcome(call.single(call.requested(sop_instance_uid)))

    def action(
        self, request: ActionRequest[R], sop_instance_uid: str | None = None
    ) -> R:
        """Perform an action on an instance: N-ACTION."""
        call = self._start("N-ACTION", request)
        fields = call.requested(sop_instance_uid)
        fields["ActionTypeID"] = request.type_id
        return self._request(call, request, fields)

    def report(
        self, event: EventReport, sop_instance_uid: str | None = None
    ) -> EventReply:
        """Report an event to the peer, as the SCP of its SOP class: N-EVENT-REPORT.

        On an association that this side has requested, pass a `Provider` of the SOP class
        to `connect`, so that the role is negotiated.
        """
        call = self._start("N-EVENT-REPORT", event, role="scp")
        fields = {
            "AffectedSOPClassUID": call.message_uid,
            "AffectedSOPInstanceUID": call.instance(sop_instance_uid),
            "EventTypeID": event.type_id,
        }
        return self._request(call, event, fields)

    def _request(self, call: Operation, request: Request[R], fields: Fields) -> R:
        data = call.encoded(type(request), request.to_dataset())
        return self._reply(call, request, call.single(fields, data))

    def _reply(
        self,
        call: Operation,
        request: Request[R],
        message: Incoming,
        requested: Collection[int] | None = None,
    ) -> R:
        outcome = call.outcome(message)
        reply: AttributeList = call.decoded(request.reply, message, requested=requested)
        reply.status_code = outcome.code
        reply.sop_instance_uid = str(
            message.command.get("AffectedSOPInstanceUID") or call.instance_uid
        )
        return cast(R, reply)
