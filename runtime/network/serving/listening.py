"""The listening socket of a server, on pynetdicom's."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pynetdicom.transport import RequestHandler, ThreadedAssociationServer

from ..link.log import LOGGER
from ..link.security import connection_reason
from ..link.transport import Connection
from ..link.upper_layer import Link
from .rejecting import NOT_ALLOWED, Negotiator, OnRejected, Rejection, RejectionCause

BACKLOG = 128
"""Number of connections that may wait to be accepted."""


class Acceptor(RequestHandler):
    """Creates the association of a connection."""

    server: Listener

    def _create_association(self) -> Link:
        listener = self.server
        ae = self.ae
        link = Link(ae, "acceptor")
        link.acse = Negotiator(link, listener.on_rejected)
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
    """Listens on a port.

    Args:
        prepare: Called with each association before its negotiation.
        bound: Handlers of pynetdicom's events.
        allowed: True for addresses from which connections are accepted.
        handshake: Timeout of the TLS handshake in seconds.
    """

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
        on_rejected: OnRejected,
        **options: Any,
    ) -> None:
        self.prepare = prepare
        self.bound = bound
        self.on_rejected = on_rejected
        self.has_stopped = False
        self._allowed = allowed
        self._handshake = handshake
        super().__init__(*arguments, **options)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept a connection; the thread of the association does the TLS handshake."""
        assert self.socket is not None
        return self.socket.accept()

    def verify_request(self, request: Any, client_address: Any) -> bool:
        if self._allowed(client_address[0]):
            return True
        self.on_rejected(
            Rejection("", "", client_address[0], NOT_ALLOWED, RejectionCause.NETWORK)
        )
        return False

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        if self.ssl_context is not None:
            try:
                request.settimeout(self._handshake)
                request = self.ssl_context.wrap_socket(request, server_side=True)
            except OSError as error:
                reason = connection_reason(error)
                LOGGER.warning("TLS with %s failed: %s", client_address[0], reason)
                self.shutdown_request(request)
                return
        if self.has_stopped:  # during the handshake
            self.shutdown_request(request)
            return
        super().process_request_thread(request, client_address)

    def shutdown(self) -> None:
        self.has_stopped = True
        super().shutdown()

    def service_actions(self) -> None:
        """Omit pynetdicom's garbage collection."""
