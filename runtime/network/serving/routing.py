"""Selects the handler of a received message, and the sink of its data set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ...dimse.services.sides import (
    UNRECOGNIZED_OPERATION,
    Provider,
    Refused,
    User,
    VerificationProvider,
)
from ...dimse.services.sop_classes import MetaSopClass, SopClass
from ..link.contexts import VERIFICATION, uids_of
from ..link.received import InMemory, Sink, Spooled

if TYPE_CHECKING:
    from ..link.incoming import Incoming
    from ..link.upper_layer import Link
    from .request_context import Call


class Side(NamedTuple):
    """A side of a SOP class that handles its requests."""

    handler: Provider | User
    sop_class: type[SopClass] | None
    """None for storage: a handler may serve many SOP classes."""

    def method(self, name: str) -> Any:
        """Return a handler method.

        Raises:
            Refused: There is none.
        """
        method = getattr(self.handler, name, None)
        if method is None:
            raise Refused(UNRECOGNIZED_OPERATION)
        return method


class Routes:
    """The sides that handle requests, by SOP class.

    Args:
        metas: Meta SOP classes whose contexts are accepted.
    """

    def __init__(
        self,
        handlers: Iterable[Provider | User],
        metas: Iterable[type[MetaSopClass]] = (),
    ) -> None:
        self._metas = {meta.uid: meta for meta in metas}
        self._providers: dict[str, Side] = {
            VERIFICATION: Side(VerificationProvider(), None)
        }
        self._users: dict[str, Side] = {}
        for handler in handlers:
            table = self._users if isinstance(handler, User) else self._providers
            cls = getattr(handler, "sop_class", None)
            for uid in uids_of(handler):
                table[uid] = Side(handler, cls)
                if cls is not None and cls.message_uid:
                    table.setdefault(cls.message_uid, Side(handler, cls))

    def side(self, call: Call) -> Side | None:
        """Return the side for a request; None if there is none in its context.

        In the context of a meta SOP class, the message names the SOP class.
        """
        table = self._table(call)
        negotiated = table.get(call.general_class_uid)
        if negotiated is None:
            return table.get(call.sop_class_uid)
        others = negotiated.sop_class.message_uid if negotiated.sop_class else None
        allowed = (call.abstract_syntax, others)
        return negotiated if call.sop_class_uid in allowed else None

    def context(self, call: Call) -> type[SopClass] | str:
        """Return the SOP class of the context of a request; its UID if unknown."""
        side = self._table(call).get(call.abstract_syntax)
        cls = side.sop_class if side is not None else None
        if cls is not None and cls.uid != call.abstract_syntax:
            cls = None  # one of the SOP classes of a storage provider
        return self._metas.get(call.abstract_syntax) or cls or call.abstract_syntax

    def sink(self, link: Link, message: Incoming) -> Sink:
        """Return the sink for the data set of a message."""
        if message.service != "C-STORE":
            return InMemory()
        uid = str(message.command.get("AffectedSOPClassUID") or "")
        side = self._providers.get(link.related.get(uid, uid))
        make = getattr(side.handler, "receive", None) if side else None
        if make is None:
            return Spooled()
        context = link._accepted_cx.get(message.context_id)
        syntax = str(context.transfer_syntax[0]) if context else ""
        sink: Sink = make(
            uid,
            str(message.command.get("AffectedSOPInstanceUID") or ""),
            syntax,
            str(link.requestor.ae_title).strip(),
        )
        return sink

    def _table(self, call: Call) -> dict[str, Side]:
        return self._users if call.service == "N-EVENT-REPORT" else self._providers
