"""What the services of a peer have in common: a request comes in, and is told of.

A behaviour is the logic of a kind of service; together with the `Provider` of a SOP class
it makes what an association calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from ..dimse import matching
from ..dimse.providers import handler_name
from ..network.calls import Call
from ..validation.codes import Code
from ..validation.findings import Finding
from . import outcomes

if TYPE_CHECKING:
    from ..dimse.attribute_lists import AttributeList, FindRequest
    from ..dimse.sop_classes import SopClass
    from .peer import Peer


class Behaviour:
    """The logic of a service."""

    sop_class: ClassVar[type[SopClass]]

    def __init__(self, peer: Peer) -> None:
        self.peer = peer

    def require(self, call: Call, service: str) -> None:
        """Refuse a request whose attributes are not those of its table.

        A lenient peer only tells.

        Raises:
            Refused: With the status that PS3.7 has for the first error.
        """
        if not self.peer.lenient:
            outcomes.refuse(call.findings, service)

    def note(self, call: Call, findings: Iterable[Finding]) -> None:
        """Tell what else is wrong with a request."""
        call.findings = (*call.findings, *findings)

    def wrong(
        self,
        call: Call,
        code: Code,
        message: str,
        *,
        keyword: str = "",
        path: str = "",
        reference: str = "",
        suggestion: str = "",
    ) -> None:
        """Tell what is wrong with a request, beyond its attributes."""
        finding = Finding(
            code.severity,
            code.name,
            tag_for_keyword(keyword) if keyword else None,
            keyword,
            path or keyword,
            self.sop_class.name,
            message,
            reference or code.reference,
            suggestion=suggestion,
        )
        self.note(call, [finding])


def dataset_of(request: AttributeList | Dataset) -> Dataset:
    """Return the attributes of a request."""
    return request if isinstance(request, Dataset) else request.to_dataset()


def answers(
    query: FindRequest[Any], call: Call, datasets: Iterable[Dataset]
) -> Iterator[Any]:
    """Yield the answers to a query: what it asks for, of each data set that matches."""
    negotiated = call.association.negotiated(call.abstract_syntax)
    yield from matching.answers(query, datasets, negotiated=negotiated)


def provider(
    behaviour: type[Behaviour], sop_class: type[SopClass], peer: Peer, **members: Any
) -> Any:
    """Return what provides a SOP class by a behaviour.

    Args:
        members: Of the class that is made.
    """
    members["sop_class"] = sop_class
    if hasattr(behaviour, "act"):
        for operation in sop_class.operations:
            if operation.service == "N-ACTION":
                for request in operation.requests:
                    name = handler_name(operation.service, request)
                    members[name] = behaviour.act
    base: Any = sop_class.Provider  # type: ignore[attr-defined]
    return type(sop_class.__name__, (behaviour, base), members)(peer)
