"""Both sides of every SOP class, current and retired, over a socket.

Storage SOP classes have one operation without attribute lists; one of them is tested here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from iodize.dimse.queries.matching import answer
from iodize.dimse.services.attribute_lists import AttributeList, SetRequest
from iodize.dimse.services.sides import Provider, User, handlers
from iodize.dimse.services.sop_classes import (
    MetaSopClass,
    SopClass,
    StorageSopClass,
    sop_class_named,
    sop_class_with,
)
from iodize.example.customization import Customization
from iodize.example.messages import build_message
from iodize.findings.finding import Severity
from iodize.network import Association, Server, connect, serve
from iodize.services import CTImageStorage
from iodize.tables.editions import bundled

ARCHIVE: Final = "ARCHIVE"
INSTANCE: Final = "1.2.826.0.1.3680043.8.498.1"
GLOBAL_SUBSCRIPTION: Final = "1.2.840.10008.5.1.4.34.5"
CT: Final = str(get_testdata_file("CT_small.dcm", download=False))

SOP_CLASSES: Final = [
    found
    for keyword in bundled().sop_class_names
    if not issubclass(found := sop_class_named(bundled(), keyword), StorageSopClass)
]
WITH_OPERATIONS: Final = [
    each for each in SOP_CLASSES if not issubclass(each, MetaSopClass)
] + [CTImageStorage]
MEMBERS: Final = [
    (meta, member)
    for meta in SOP_CLASSES
    if issubclass(meta, MetaSopClass)
    for member in meta.members
]

Handler = Callable[[Any, Any, Any], Any]


class Log:
    """The requests that the server has received, and the errors of both sides."""

    def __init__(self) -> None:
        self.received: list[tuple[str, object]] = []
        """The service and the request, in order."""
        self.errors: list[str] = []

    def report(self, message: object, findings: Iterable[Any]) -> None:
        self.errors += [
            f"{message}: {each.path}: {each.message}"
            for each in findings
            if each.severity is Severity.ERROR
        ]


def _handler(service: str, log: Log) -> Handler:
    """Return a handler that answers with the example of the reply."""

    def find(self: object, query: Any, call: Any) -> Iterator[Any]:
        log.received.append((service, query))
        content = type(query).reply.example().to_dataset()
        content.update(
            {e.tag: e for e in query.to_dataset() if e.VR != "SQ" and e.value}
        )
        content.RetrieveAETitle = ARCHIVE
        yield answer(query, content)

    def reply(self: object, request: Any, call: Any) -> Any:
        log.received.append((service, request))
        if service in ("C-MOVE", "C-GET"):
            return []
        if service in ("C-STORE", "N-DELETE", "N-EVENT-REPORT"):
            return None
        return type(request).reply.example()

    def echo(self: object, call: Any) -> None:
        log.received.append((service, None))

    special: dict[str, Callable[..., Any]] = {"C-FIND": find, "C-ECHO": echo}
    return special.get(service, reply)


def side_of(sop_class: Any, log: Log, *, user: bool) -> Any:
    """Return an SCP, or an SCU that receives reports of events, of a SOP class."""
    base = sop_class.User if user else sop_class.Provider
    services = handlers(sop_class.operations, user=user)
    members = {name: _handler(service, log) for name, service in services.items()}
    return type(sop_class.__name__, (base,), members)()


@pytest.fixture(scope="module")
def log() -> Log:
    return Log()


@pytest.fixture(scope="module")
def server(log: Log) -> Iterator[Server]:
    """Both sides of every SOP class."""
    metas = [each for each in SOP_CLASSES if issubclass(each, MetaSopClass)]
    providers = [side_of(each, log, user=False) for each in WITH_OPERATIONS]
    users = [side_of(each, log, user=True) for each in WITH_OPERATIONS if events(each)]
    with serve(
        0,
        [*providers, *users, *metas],
        destinations={ARCHIVE: ("127.0.0.1", 1)},
        on_findings=log.report,
    ) as server:
        yield server


def events(sop_class: type[SopClass]) -> list[Any]:
    """Return the event reports of a SOP class."""
    return [
        request
        for operation in sop_class.operations
        if operation.service == "N-EVENT-REPORT"
        for request in operation.requests
    ]


def sent(
    association: Association, service: str, request: type[AttributeList] | None
) -> list[AttributeList]:
    """Send an example of a request and return its replies."""
    call: Any = association
    match service:
        case "C-ECHO":
            assert call.echo().code == 0
            return []
        case "C-STORE":
            assert call.store(dcmread(CT)).code == 0
            return []
    assert request is not None
    example = example_of(request)
    instance = instance_of(request)
    match service:
        case "C-FIND":
            return list(call.find(example))
        case "C-MOVE":
            *_, outcome = call.move(example, ARCHIVE)
            assert outcome.code == 0
            return []
        case "C-GET":
            assert list(call.retrieve(example)) == []
            return []
        case "N-DELETE":
            assert call.delete(example, instance).code == 0
            return []
    send = service.removeprefix("N-").lower()
    return [getattr(call, send)(example, instance)]


def example_of(request: type[AttributeList]) -> AttributeList:
    """Return an example of a request; that of N-SET has at least one attribute."""
    example = request.example()
    if issubclass(request, SetRequest) and not example.to_dataset():
        for each in request.attributes().values():
            if each.keyword != "SpecificCharacterSet":
                custom = Customization(attributes=frozenset({each.keyword}))
                if made := build_message(request, custom=custom):
                    return request.from_dataset(made)
    return example


def instance_of(request: type[AttributeList]) -> str | None:
    """Return the instance of a request; None for the well-known one."""
    if request.__name__ == "SuspendGlobalSubscription":
        return GLOBAL_SUBSCRIPTION
    return None if sop_class_with(request).instance_uid else INSTANCE


@pytest.mark.parametrize("sop_class", WITH_OPERATIONS, ids=lambda each: each.__name__)
def test_requests_are_answered_without_errors(
    server: Server, log: Log, sop_class: type[SopClass]
) -> None:
    """Each request arrives as its class, and each reply is of the class that it names."""
    requested = [
        (operation.service, request)
        for operation in sop_class.operations
        if operation.service != "N-EVENT-REPORT"
        for request in (operation.requests or (None,))
    ]
    if not requested:
        assert events(sop_class), "the SOP class has no operations"
        return
    log.errors.clear()
    with connect(
        server.host, server.port, [sop_class], on_findings=log.report
    ) as association:
        for service, request in requested:
            log.received.clear()
            replies = sent(association, service, request)
            ((received, message),) = log.received

            assert received == service
            if request is not None and service != "C-STORE":
                assert type(message) is request
            if request is not None and hasattr(request, "reply"):
                (reply,) = replies
                assert type(reply) is request.reply
    assert log.errors == []


@pytest.mark.parametrize(
    "sop_class",
    [each for each in WITH_OPERATIONS if events(each)],
    ids=lambda each: each.__name__,
)
def test_events_are_reported_on_an_association_of_the_scp(
    server: Server, log: Log, sop_class: type[SopClass]
) -> None:
    """The SCP requests the association, and negotiates its role."""
    log.errors.clear()
    provider = side_of(sop_class, log, user=False)
    with connect(
        server.host, server.port, [provider], on_findings=log.report
    ) as association:
        for event in events(sop_class):
            log.received.clear()
            reply = association.report(event.example(), instance_of(event))

            ((service, received),) = log.received
            assert service == "N-EVENT-REPORT"
            assert type(received) is event
            assert reply.status_code == 0
    assert log.errors == []


@pytest.mark.parametrize(
    ("meta", "member"),
    MEMBERS,
    ids=[f"{meta.__name__}-{member.__name__}" for meta, member in MEMBERS],
)
def test_members_are_requested_in_the_context_of_a_meta_sop_class(
    server: Server, log: Log, meta: type[SopClass], member: type[SopClass]
) -> None:
    log.errors.clear()
    with connect(
        server.host, server.port, [meta], on_findings=log.report
    ) as association:
        for operation in member.operations:
            if operation.service != "N-EVENT-REPORT":
                for request in operation.requests:
                    sent(association, operation.service, request)
        assert set(association.accepted) == {meta.uid}
    assert log.errors == []


def test_every_sop_class_has_a_side_with_handlers() -> None:
    assert {each.__name__ for each in WITH_OPERATIONS if each.retired} >= {
        "DetachedPatientManagement",
        "GeneralPurposePerformedProcedureStep",
        "StorageCommitmentPullModel",
    }
    for each in WITH_OPERATIONS:
        assert issubclass(each.Provider, Provider)  # type: ignore[attr-defined]
        assert issubclass(each.User, User)  # type: ignore[attr-defined]
