"""Base of the services: access to the emulator, findings and statuses of requests.

A behaviour is the logic of a kind of service. `provider` combines it with the `Provider` of
a SOP class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from ...dimse.queries import matching
from ...dimse.services.sides import Refused, handler_name
from ...findings.codes import Code
from ...findings.finding import Finding
from ...network.serving.request_context import Call
from . import outcomes

if TYPE_CHECKING:
    from ...dimse.services.attribute_lists import AttributeList, FindRequest
    from ...dimse.services.sop_classes import SopClass
    from ..data.archive import Archive
    from ..data.folder_items import FolderItems
    from ..data.folder_layout import FolderLayout
    from ..data.managed_instances import Register
    from ..printer.instances import PrintInstances
    from ..printer.jobs import PrintJob
    from ..printer.printer import Printer


class Backend(Protocol):
    """The part of the emulator that its services use: data, settings and reports."""

    ae_title: str
    strict: bool
    """True if requests with errors in attributes are refused."""
    validates: bool
    """True if stored objects are validated."""
    notified: tuple[str, ...]
    """AE titles that are notified of performed procedure steps."""
    layout: FolderLayout
    archive: Archive
    register: Register
    worklist: FolderItems
    printer: Printer

    def items(self, name: str) -> FolderItems:
        """Return the data sets in a subfolder."""
        ...

    def step_states(self) -> dict[tuple[str, str], str]:
        """Return the states of scheduled steps by Study Instance UID and step ID."""
        ...

    def matches_workitem(self, keys: Dataset, dataset: Dataset) -> bool:
        """True if a workitem matches the keys of a subscription: PS3.4 CC.2.3.3.1."""
        ...

    def has_address(self, ae: str) -> bool:
        """True if a system can be called."""
        ...

    def add_receiver(self, ae: str, call: Call) -> bool:
        """Add a receiver of event reports; return False if it cannot be reached.

        A system without an address is reached on the association of its request.
        """
        ...

    def send(
        self,
        ae: str,
        sop_class: type[SopClass],
        uid: str,
        type_id: int,
        information: Dataset,
        call: Call | None = None,
    ) -> None:
        """Send an event report, after the response to a request.

        Args:
            uid: SOP Instance UID.
            type_id: Event Type ID.
            information: Event Information.
            call: The request that caused it. A system without an address receives the
                report on its association.
        """
        ...

    def print_instances(self, call: Call) -> PrintInstances:
        """Return the print instances of the association of a request."""
        ...

    def print(self, job: PrintJob, call: Call) -> None:
        """Print a job, after the response to a request."""
        ...

    def print_job(self, uid: str) -> PrintJob | None:
        """Return a print job by its SOP Instance UID, or None."""
        ...

    def print_jobs(self) -> list[PrintJob]:
        """Return the print jobs that have not ended, the oldest first."""
        ...

    def start_sending(self, call: Call) -> None:
        """Attribute findings in responses that this thread receives to a retrieval."""
        ...


class Behaviour:
    """The logic of a service."""

    sop_class: ClassVar[type[SopClass]]
    needs_valid: ClassVar[bool] = False
    """True if requests with errors cannot be carried out; they are always refused."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    def act(self, request: AttributeList, call: Call) -> Any:
        """Handle N-ACTION, of any type."""
        raise NotImplementedError

    def require_valid(self, call: Call, service: str) -> None:
        """Refuse a request with errors in its attributes, if strict or if required.

        Raises:
            Refused: With the status that PS3.7 has for the most important error.
        """
        if self.backend.strict or self.needs_valid:
            outcomes.refuse(call.findings, service)

    def refusal(
        self,
        call: Call,
        code: str,
        comment: str = "",
        *,
        offending: tuple[int, ...] = (),
    ) -> Refused:
        """Return a refusal with a status of the SOP class.

        Args:
            code: Four hexadecimal digits, as listed for the service: "C307".
            offending: Tags for Offending Element.

        Raises:
            LookupError: The tables of the SOP class do not list it.
        """
        status = outcomes.listed(self.sop_class, call.service, code)
        return outcomes.refusal(status, comment, offending=offending)

    def add_findings(self, call: Call, findings: Iterable[Finding]) -> None:
        """Add findings to those of a request."""
        call.findings = (*call.findings, *findings)

    def add_finding(
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
        """Add a finding that depends on the state or the data of the emulator."""
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
        self.add_findings(call, [finding])


def dataset_of(request: AttributeList | Dataset) -> Dataset:
    """Return the attributes of a request as a data set."""
    return request if isinstance(request, Dataset) else request.to_dataset()


def answers(
    query: FindRequest[Any], call: Call, datasets: Iterable[Dataset]
) -> Iterator[Any]:
    """Yield the answers to a query: the requested keys of each matching data set."""
    negotiated = call.association.negotiated(call.abstract_syntax)
    yield from matching.answers(query, datasets, negotiated=negotiated)


def provider(
    behaviour: type[Behaviour],
    sop_class: type[SopClass],
    backend: Backend,
    **members: Any,
) -> Any:
    """Return a provider of a SOP class with the handlers of a behaviour.

    Args:
        members: Class attributes of the provider.
    """
    members["sop_class"] = sop_class
    for operation in sop_class.operations:
        if operation.service == "N-ACTION":
            for request in operation.requests:
                members[handler_name(operation.service, request)] = behaviour.act
    base: Any = sop_class.Provider  # type: ignore[attr-defined]
    return type(sop_class.__name__, (behaviour, base), members)(backend)
