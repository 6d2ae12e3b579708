"""Making associations."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Mapping
from operator import index
from typing import TYPE_CHECKING

from pydicom.uid import UID
from pynetdicom.ae import ApplicationEntity
from pynetdicom.pdu_primitives import A_ASSOCIATE
from pynetdicom.transport import AddressInformation

from ..dimse.providers import Provider, User
from ..objects.files import IMPLEMENTATION_CLASS_UID
from . import contexts, negotiation
from .association import Association
from .dispatch import Dispatcher
from .errors import (
    REQUEST,
    AssociationAbortedError,
    AssociationRejectedError,
    NoPresentationContextError,
    PeerTimeoutError,
    UnreachableError,
)
from .log import LOGGER
from .negotiation import Extended
from .options import Check, Timeouts, ae_title_of, listed
from .security import TLS, UserIdentity
from .transport import Connection
from .upper_layer import Link

if TYPE_CHECKING:
    from .checks import OnFindings
    from .contexts import Service

MAX_PDU = 1 << 17
"""The length of P-DATA PDUs that this side wants to receive; it takes any."""


def application(ae_title: str, timeouts: Timeouts, max_pdu: int) -> ApplicationEntity:
    """Return an application entity of pynetdicom."""
    from .. import __version__

    ae = ApplicationEntity(ae_title)
    ae.implementation_class_uid = UID(IMPLEMENTATION_CLASS_UID)
    ae.implementation_version_name = f"IODIZE {__version__}"[:16]
    ae.acse_timeout = timeouts.acse
    ae.dimse_timeout = timeouts.dimse
    ae.network_timeout = timeouts.network
    ae.connection_timeout = timeouts.connection
    ae.maximum_pdu_size = max_pdu
    return ae


def connect(
    host: str,
    port: int,
    services: Iterable[Service],
    *,
    calling_ae: str = "IODIZE",
    called_ae: str = "ANY-SCP",
    transfer_syntaxes: Iterable[str] | None = None,
    timeout: Timeouts | None = None,
    tls: TLS | None = None,
    user: UserIdentity | None = None,
    extended: Extended | None = None,
    related: Mapping[str, Iterable[str]] | None = None,
    asynchronous_window: tuple[int, int] | None = None,
    check: Check = "raise",
    on_findings: OnFindings | None = None,
    max_pdu: int = MAX_PDU,
) -> Association:
    """Return an association with a peer, to be used in a `with` statement.

    Args:
        services: What it is for. SOP classes, and IODs to be stored, are used as their
            SCU. Objects handle requests of the peer: a `User` its reports of events, a
            `Provider` those of an SCU, for which the role is negotiated.
        transfer_syntaxes: UIDs, in order of preference; Explicit and Implicit VR Little
            Endian if None.
        related: Related general SOP classes, by the UID of a storage SOP class: common
            extended negotiation, PS3.4 B.3.1.4.
        asynchronous_window: Most operations at a time that this side wants to invoke, and
            to perform; 0 is no limit. `store_all` makes use of what the peer agrees to.
        check: What is done of errors in messages to be sent.
        on_findings: Called with a message's name and what was found in it.
        max_pdu: Length of P-DATA PDUs that this side wants to receive, in bytes.

    Raises:
        UnreachableError: There is no connection.
        AssociationRejectedError: The peer does not want the association.
        AssociationAbortedError: It ended while it was made.
        NoPresentationContextError: It has accepted no service.
        PeerTimeoutError: It does not answer.
        InvalidAETitleError: A text is no AE title.
        TooManyContextsError: More than 128 presentation contexts would be needed.
    """
    services = listed(services, "services")
    if not services:
        raise ValueError("an association is for one service at least")
    port = index(port)  # a text would be noticed by nothing but a time that runs out
    timeout = timeout or Timeouts()
    calling_ae = ae_title_of(calling_ae, "calling_ae")
    called_ae = ae_title_of(called_ae, "called_ae")
    proposed, roles = contexts.proposed(services, transfer_syntaxes)
    items = negotiation.proposals(
        contexts.classes_of(services),
        extended,
        related or {},
        asynchronous_window,
        user,
    )
    address = _address(host, port)
    tls_args = (tls.client_context(), tls.hostname or host) if tls else None
    ae = application(calling_ae, timeout, max_pdu)
    link = Link(ae, "requestor")
    link.name = f"RequestorThread of {called_ae}"
    own = "" if address.is_ipv4 else "::0"
    connection = Connection(link, address=AddressInformation(own, 0))
    if tls_args is not None:
        connection.tls_args = tls_args
    link.set_socket(connection)
    link.acceptor.ae_title = called_ae
    link.acceptor.address_info = address
    link.requestor.address_info = AddressInformation(own, 0)
    link.requestor.ae_title = calling_ae
    link.requestor.maximum_length = max_pdu
    link.requestor.implementation_class_uid = ae.implementation_class_uid
    link.requestor.implementation_version_name = ae.implementation_version_name
    for item in (*roles, *items):
        link.requestor.add_negotiation_item(item)
    for number, context in enumerate(proposed):
        context.context_id = 2 * number + 1
    link.requestor.requested_contexts = proposed
    association = Association(
        link,
        metas=contexts.metas_of(services),
        check=check,
        on_findings=on_findings,
        timeout=timeout.dimse,
    )
    Dispatcher(
        [each for each in services if isinstance(each, Provider | User)],
        check=check,
        on_findings=on_findings,
    ).serve(link, association)
    _establish(link, host, port, timeout)
    return association


def _address(host: str, port: int) -> AddressInformation:
    try:
        return AddressInformation(host, port)
    except socket.gaierror as error:
        raise UnreachableError(host, port) from error


def _establish(link: Link, host: str, port: int, timeout: Timeouts) -> None:
    """Negotiate the association.

    Raises:
        NetworkError: As `connect`.
    """
    try:
        link.request()
    except BaseException:
        link.kill()
        raise
    if link.is_established and _understood(link):
        link.window = negotiation.window_of(link)
        link.start()
        return
    if link.is_established:
        link.abort()
    answer = link.acceptor.primitive
    rejection = answer if link.is_rejected else _unseen_rejection(link)
    if rejection is not None:
        raise AssociationRejectedError(
            rejection.result_str, rejection.source_str, rejection.reason_str
        )
    if link.is_unreachable:
        raise UnreachableError(host, port)
    if answer is not None and answer.result == 0 and not link.accepted_contexts:
        raise NoPresentationContextError("")
    if link.has_timed_out:
        raise PeerTimeoutError(REQUEST, timeout.acse or 0)
    raise AssociationAbortedError(REQUEST)


def _understood(link: Link) -> bool:
    """Do without the contexts in transfer syntaxes that were not proposed.

    Returns:
        Whether there are others.
    """
    proposed = {
        each.context_id: each.transfer_syntax
        for each in link.requestor.requested_contexts
    }
    for number, context in list(link._accepted_cx.items()):
        answered = context.transfer_syntax[:1]
        if not answered or answered[0] not in proposed[number]:
            LOGGER.warning(
                "%s was accepted in %s, which was not proposed",
                UID(str(context.abstract_syntax)).name,
                answered,
            )
            del link._accepted_cx[number]
    return bool(link.accepted_contexts)


def _unseen_rejection(link: Link) -> A_ASSOCIATE | None:
    """Return a rejection that pynetdicom has received, and not looked at.

    It takes a connection for one that was never made if the peer has closed it by then.
    """
    while (primitive := link.dul.receive_pdu(wait=False)) is not None:
        if isinstance(primitive, A_ASSOCIATE) and primitive.result:
            return primitive
    return None
