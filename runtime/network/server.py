"""An application that accepts associations."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from pynetdicom import evt
from pynetdicom.transport import (
    AddressInformation,
    RequestHandler,
    ThreadedAssociationServer,
)

from ..dimse.providers import Provider, User
from . import contexts
from .association import Association
from .connecting import MAX_PDU, application
from .dispatch import Dispatcher, OnAnswered
from .errors import PortUnavailableError
from .handlers import check_handlers
from .log import LOGGER
from .negotiation import Extended, anonymous, answering, knowing, relating, verifying
from .options import Check, Timeouts, ae_title_of, listed
from .rejecting import NOT_ALLOWED, Negotiator, OnRejected, Rejection, log_rejection
from .security import TLS
from .sub_operations import Senders
from .transport import Connection
from .upper_layer import Link
from .windows import windowing

if TYPE_CHECKING:
    from .checks import OnFindings
    from .contexts import Service

PATIENCE = 5.0
"""Seconds that a server which stops waits for its handlers."""
BACKLOG = 128
"""Connections that may wait to be accepted."""


class Acceptor(RequestHandler):
    """Makes the association of a connection."""

    server: Listener

    def _create_association(self) -> Link:
        listener = self.server
        ae = self.ae
        link = Link(ae, "acceptor")
        link.acse = Negotiator(link, listener.rejected)
        link._server = listener
        link.name = f"AcceptorThread@{datetime.now():%Y%m%d%H%M%S}"
        link.set_socket(Connection(link, client_socket=self.request))
        link.acceptor.maximum_length = ae.maximum_pdu_size
        link.acceptor.ae_title = listener.ae_title
        link.acceptor.address_info = self.local
        link.acceptor.implementation_class_uid = ae.implementation_class_uid
        link.acceptor.implementation_version_name = ae.implementation_version_name
        link.acceptor.supported_contexts = listener.contexts
        link.requestor.address_info = self.remote
        for event, handler in listener.bound:
            link.bind(event, handler)
        listener.prepare(link)
        return link


class Listener(ThreadedAssociationServer):
    """Listens on a port."""

    request_queue_size = BACKLOG
    daemon_threads = True
    block_on_close = False

    def __init__(
        self,
        *arguments: Any,
        prepare: Callable[[Link], None],
        bound: list[tuple[Any, Callable[..., Any]]],
        allowed: Callable[[str], bool],
        handshake: float | None,
        rejected: OnRejected,
        **options: Any,
    ) -> None:
        self.prepare = prepare
        self.bound = bound
        self.rejected = rejected
        self.has_stopped = False
        self._allowed = allowed
        self._handshake = handshake
        super().__init__(*arguments, **options)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept a connection; TLS is for its own thread, lest a slow peer stop all."""
        assert self.socket is not None
        return self.socket.accept()

    def verify_request(self, request: Any, client_address: Any) -> bool:
        if self._allowed(client_address[0]):
            return True
        self.rejected(Rejection("", "", client_address[0], NOT_ALLOWED))
        return False

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        if self.ssl_context is not None:
            try:
                request.settimeout(self._handshake)
                request = self.ssl_context.wrap_socket(request, server_side=True)
            except OSError as error:
                LOGGER.warning("no TLS with %s: %s", client_address[0], error)
                self.shutdown_request(request)
                return
        if self.has_stopped:  # while a peer took its time
            self.shutdown_request(request)
            return
        super().process_request_thread(request, client_address)

    def shutdown(self) -> None:
        self.has_stopped = True
        super().shutdown()

    def service_actions(self) -> None:
        """Do without pynetdicom's collection of garbage."""


class Server:
    """Accepts associations until it is stopped; a context manager that stops it."""

    def __init__(self, ae: Any, listener: Listener) -> None:
        self._ae = ae
        self._listener = listener
        self._thread = threading.Thread(
            target=listener.serve_forever,
            args=(0.05,),
            name=f"AcceptorServer of {listener.ae_title}",
            daemon=True,
        )
        ae._servers.append(listener)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._listener.server_address[1])

    @property
    def host(self) -> str:
        """The address it listens on."""
        return str(self._listener.server_address[0])

    @property
    def ae_title(self) -> str:
        """Its AE title."""
        return self._listener.ae_title

    @property
    def associations(self) -> int:
        """How many associations there are."""
        return len(self._listener.active_associations)

    def stop(self, abort: bool = True) -> None:
        """Accept no more associations, and abort those there are.

        Handlers that are at work have five seconds to end.
        """
        deadline = time.monotonic() + PATIENCE
        if self._listener in self._ae._servers:
            self._listener.shutdown()
        threads: list[threading.Thread] = [self._thread]
        if abort:
            links = self._listener.active_associations
            # Side by side: a peer that does not read keeps its own association only.
            aborting = [
                threading.Thread(target=each.abort, daemon=True) for each in links
            ]
            for each in aborting:
                each.start()
            threads += [*aborting, *links]
        for each in threads:
            if each is not threading.current_thread():  # a handler may stop its server
                each.join(max(deadline - time.monotonic(), 0))

    def wait(self) -> None:
        """Wait until it is stopped."""
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def serve(
    port: int,
    services: Iterable[Service],
    *,
    host: str = "127.0.0.1",
    ae_title: str = "IODIZE",
    called_ae: bool = False,
    allowed_ae: Iterable[str] | None = None,
    allowed_addresses: Iterable[str] | None = None,
    transfer_syntaxes: Iterable[str] | None = None,
    timeout: Timeouts | None = None,
    tls: TLS | None = None,
    verify_user: Callable[..., bool] | None = None,
    extended: Extended | None = None,
    destinations: Mapping[str, tuple[str, int]] | None = None,
    max_associations: int = 100,
    asynchronous: int = 1,
    check: Check = "warn",
    on_findings: OnFindings | None = None,
    on_answered: OnAnswered | None = None,
    on_end: Callable[[Association], object] | None = None,
    on_rejected: OnRejected = log_rejection,
    max_pdu: int = MAX_PDU,
) -> Server:
    """Return a server for services.

    Args:
        port: 0 for any that is free.
        services: A `Provider` for each SOP class, a `User` for reports of events on
            associations of the peer, and the meta SOP classes to be accepted. C-ECHO is
            answered anyhow.
        host: The address to listen on; only programs of this machine reach 127.0.0.1.
        called_ae: Whether peers have to call its AE title.
        allowed_ae: AE titles that may call; all if None.
        allowed_addresses: Addresses, or networks ("10.1.0.0/16"), that connections may
            come from; all if None.
        transfer_syntaxes: UIDs, in order of preference; if None, Explicit and Implicit VR
            Little Endian, and of storage whatever there is.
        verify_user: Given a `UserIdentity`, tells whether that is the user.
        destinations: Host and port of the AE titles that C-MOVE may send to.
        max_associations: Those beyond are rejected, and may come again.
        asynchronous: Most instances that are stored at the same time on one association
            of a peer that negotiates it; their handlers are called in several threads.
        check: "off" does not look at messages; findings break nothing otherwise.
        on_findings: Called with a message's name and what was found in it.
        on_answered: Called with each request, once its final response is on its way.
        on_end: Called with each association that has ended, however it did.
        on_rejected: Called with each association that is not accepted, and each
            connection from an address that is not allowed.
        max_pdu: Length of P-DATA PDUs that this side wants to receive, in bytes.

    Raises:
        PortUnavailableError: The port cannot be had.
        InvalidAETitleError: A text is no AE title.
        TypeError: What stands for no service, or a side that handles nothing.
        ValueError: What is no address or network; TLS without a certificate.
    """
    services = listed(services, "services")
    sides = [each for each in services if isinstance(each, Provider | User)]
    for side in sides:
        check_handlers(side)
    timeout = timeout or Timeouts()
    ae_title = ae_title_of(ae_title, "ae_title")
    for title in destinations or ():
        ae_title_of(title, "destinations")
    ae = application(ae_title, timeout, max_pdu)
    ae.maximum_associations = max_associations
    ae.require_called_aet = called_ae
    supported = contexts.supported(services, transfer_syntaxes)
    metas = contexts.metas_of(services)
    dispatcher = Dispatcher(
        sides,
        check=check,
        on_findings=on_findings,
        on_answered=on_answered,
        metas=contexts.meta_classes_of(services),
        senders=Senders(ae_title, destinations or {}, timeout, on_findings),
    )

    def prepare(link: Link) -> None:
        association = Association(
            link,
            metas=metas,
            check=check,
            on_findings=on_findings,
            timeout=timeout.dimse,
        )
        dispatcher.serve(link, association)
        if on_end is not None:
            link.on_end = lambda: on_end(association)

    bound = _bound(verify_user, extended, services, asynchronous)
    if allowed_ae is not None:
        titles = [
            ae_title_of(each, "allowed_ae") for each in listed(allowed_ae, "allowed_ae")
        ]
        bound.append((evt.EVT_REQUESTED, knowing(titles)))
    allowed = _allowing(allowed_addresses)
    ssl_context = tls.server_context() if tls is not None else None
    try:
        listener = ae.make_server(
            AddressInformation(host, port).as_tuple,
            ae_title=ae_title,
            contexts=supported,
            ssl_context=ssl_context,
            server_class=Listener,
            request_handler=Acceptor,
            prepare=prepare,
            bound=bound,
            allowed=allowed,
            handshake=timeout.connection,
            rejected=on_rejected,
        )
    except (OSError, OverflowError) as error:  # no such host; no such port: 70000
        raise PortUnavailableError(host, port, error) from error
    return Server(ae, cast(Listener, listener))


def _bound(
    verify_user: Callable[..., bool] | None,
    extended: Extended | None,
    services: Iterable[Service],
    asynchronous: int,
) -> list[tuple[Any, Callable[..., Any]]]:
    """Return the handlers of pynetdicom's events of negotiation."""
    found: list[tuple[Any, Callable[..., Any]]] = [(evt.EVT_REQUESTED, relating)]
    if asynchronous > 1:
        found.append((evt.EVT_REQUESTED, windowing(asynchronous)))
    if verify_user is not None:
        found.append((evt.EVT_REQUESTED, anonymous))
        found.append((evt.EVT_USER_ID, verifying(verify_user)))
    classes = {cls.uid: cls for cls in contexts.classes_of(services)}
    found.append((evt.EVT_SOP_EXTENDED, answering(classes, extended)))
    return found


def _allowing(addresses: Iterable[str] | None) -> Callable[[str], bool]:
    """Return what tells whether connections from an address are allowed."""
    if addresses is None:
        return lambda address: True
    networks = [
        ipaddress.ip_network(each, strict=False)
        for each in listed(addresses, "allowed_addresses")
    ]

    def allowed(address: str) -> bool:
        found = ipaddress.ip_address(address.partition("%")[0])
        mapped = getattr(found, "ipv4_mapped", None) or found
        return any(mapped in network for network in networks)

    return allowed
