"""A server that accepts associations."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from pynetdicom import evt
from pynetdicom.transport import AddressInformation

from ..dimse.services.sides import Provider, User
from .connecting import MAX_PDU, application, connect
from .link import contexts
from .link.errors import PortUnavailableError
from .link.negotiation import (
    Extended,
    accept_related,
    allowing,
    answering,
    reject_anonymous,
    verifying,
)
from .link.options import Check, Timeouts, ae_title_of, listed, operations_of
from .link.security import TLS
from .link.windows import windowing
from .requests.association import Association
from .serving.dispatch import Dispatcher, OnAnswered
from .serving.handlers import check_handlers
from .serving.listening import Acceptor, Listener
from .serving.rejecting import OnRejected, log_rejection
from .serving.sub_operations import Senders

if TYPE_CHECKING:
    from .link.checks import OnFindings
    from .link.contexts import Service
    from .link.upper_layer import Link

PATIENCE = 5.0
"""Seconds that a server waits for its handlers when it stops."""


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
        """Number of active associations."""
        return len(self._listener.active_associations)

    def stop(self, abort: bool = True) -> None:
        """Stop accepting associations, and abort the active ones.

        Running handlers have five seconds to return.
        """
        deadline = time.monotonic() + PATIENCE
        if self._listener in self._ae._servers:
            self._listener.shutdown()
        threads: list[threading.Thread] = [self._thread]
        if abort:
            links = self._listener.active_associations
            # In parallel: a peer that does not read delays its own association only.
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
        port: 0 for any free port.
        services: A `Provider` for each SOP class, a `User` for reports of events on
            associations of the peer, and the meta SOP classes to accept. C-ECHO is always
            supported.
        host: Address to listen on; 127.0.0.1 is reachable from this machine only.
        called_ae: Whether peers must use its AE title.
        allowed_ae: Calling AE titles that are accepted; all if None.
        allowed_addresses: Addresses, or networks ("10.1.0.0/16"), from which connections
            are accepted; all if None.
        transfer_syntaxes: UIDs, in order of preference. By default Explicit and Implicit
            VR Little Endian, and all transfer syntaxes for storage.
        verify_user: Called with a `UserIdentity`; True if the user is accepted.
        destinations: Host and port of the destinations of C-MOVE, by AE title.
        max_associations: Further associations are rejected temporarily.
        asynchronous: Maximum number of concurrent C-STORE operations on an association
            whose peer negotiates a window; handlers are called in several threads.
        check: "off" does not check messages; findings never prevent a response.
        on_findings: Called with a `CheckedMessage` and its findings.
        on_answered: Called with each request after its final response was sent.
        on_end: Called with each association that has ended.
        on_rejected: Called with each association that is rejected, and each connection
            from an address that is not allowed.
        max_pdu: Maximum length of received P-DATA PDUs, in bytes.

    Raises:
        PortUnavailableError: It cannot listen on the port.
        InvalidAETitleError: An AE title is invalid.
        TypeError: A service is invalid, or a side has no handlers.
        ValueError: An address or network is invalid, or TLS has no certificate.
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
        senders=Senders(connect, ae_title, destinations or {}, timeout, on_findings),
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

    bound = _bound(
        verify_user, extended, services, operations_of(asynchronous, "asynchronous")
    )
    if allowed_ae is not None:
        titles = [
            ae_title_of(each, "allowed_ae") for each in listed(allowed_ae, "allowed_ae")
        ]
        bound.append((evt.EVT_REQUESTED, allowing(titles)))
    allowed = _allowed(allowed_addresses)
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
            on_rejected=on_rejected,
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
    found: list[tuple[Any, Callable[..., Any]]] = [(evt.EVT_REQUESTED, accept_related)]
    if asynchronous > 1:
        found.append((evt.EVT_REQUESTED, windowing(asynchronous)))
    if verify_user is not None:
        found.append((evt.EVT_REQUESTED, reject_anonymous))
        found.append((evt.EVT_USER_ID, verifying(verify_user)))
    classes = {cls.uid: cls for cls in contexts.classes_of(services)}
    found.append((evt.EVT_SOP_EXTENDED, answering(classes, extended)))
    return found


def _allowed(addresses: Iterable[str] | None) -> Callable[[str], bool]:
    """Return a function that is True for addresses that may connect."""
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
