"""The life of an association, and what was negotiated for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, cast

from pydicom.uid import UID

from ...dimse.services.negotiated import BASELINE, Negotiated
from ..link.contexts import find_context
from ..link.negotiation import of_queries
from .operations import Operation, sop_class_of

if TYPE_CHECKING:
    from ...dimse.services.attribute_lists import AttributeList
    from ..link.checks import OnFindings
    from ..link.incoming import Responses
    from ..link.options import Check
    from ..link.upper_layer import Link


class Session:
    """An association with a peer; a context manager that releases it at the end."""

    def __init__(
        self,
        link: Link,
        *,
        metas: Mapping[str, frozenset[str]],
        check: Check = "raise",
        on_findings: OnFindings | None = None,
        timeout: float | None = 60.0,
    ) -> None:
        self._link = link
        self._metas = metas
        self._check: Check = check
        self._on_findings = on_findings
        self._timeout = timeout

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A release is not possible while responses are expected.
        end = self.abort if self._link.exchange.is_busy else self.release
        end()

    def release(self) -> None:
        """Release the association, if it is established."""
        if self.is_established:
            self._link.release()

    def abort(self) -> None:
        """Abort the association, if it is established."""
        if self.is_established:
            self._link.abort()

    @property
    def is_established(self) -> bool:
        """True while messages can be sent."""
        return self._link.is_established

    @property
    def retrieval(self) -> Responses | None:
        """The responses to the C-GET in progress; None if there is none."""
        return self._link.exchange.retrieval

    @property
    def peer(self) -> str:
        """AE title of the peer."""
        link = self._link
        side = link.acceptor if link.is_requestor else link.requestor
        return str(side.ae_title).strip()

    @property
    def accepted(self) -> dict[str, tuple[str, ...]]:
        """UIDs of the accepted transfer syntaxes, by UID of the abstract syntax."""
        found: dict[str, tuple[str, ...]] = {}
        for context in self._link.accepted_contexts:
            uid = str(context.abstract_syntax)
            found[uid] = (*found.get(uid, ()), str(context.transfer_syntax[0]))
        return found

    @property
    def extended(self) -> dict[str, bytes]:
        """The acceptor's answers to extended negotiation, by SOP Class UID.

        Each byte is an option: PS3.4 Tables B.3-2, C.5-2 and C.5-4.
        """
        return {
            str(uid): bytes(answer)
            for uid, answer in self._link.acceptor.sop_class_extended.items()
        }

    @property
    def window(self) -> int:
        """Number of operations that this side may invoke before the first response."""
        return self._link.window

    def negotiated(self, uid: str) -> Negotiated:
        """Return the options that were negotiated for queries of a SOP class."""
        answer = self._link.acceptor.sop_class_extended.get(UID(uid))
        return of_queries(bytes(answer)) if answer else BASELINE

    def _start(
        self,
        service: str,
        request: AttributeList | None,
        uid: str = "",
        role: Literal["scu", "scp"] = "scu",
        syntax: UID | None = None,
    ) -> Operation:
        """Return an operation in an accepted presentation context.

        Args:
            request: None for an operation without an attribute list.
            uid: SOP Class UID of such an operation.
            role: Role of this side.
            syntax: Transfer syntax of an object to be sent.

        Raises:
            TypeError: The request is one of another service.
            NoPresentationContextError: No context is suitable.
        """
        sop_class = None if request is None else sop_class_of(request, service)
        context = find_context(
            self._link, uid or cast(Any, sop_class).uid, self._metas, role, syntax
        )
        return Operation(
            self._link,
            service,
            sop_class,
            context,
            self._timeout,
            self._check,
            self._on_findings,
            uid,
            self.negotiated(str(context.abstract_syntax)),
        )
