"""Requests associations."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Mapping
from operator import index
from typing import TYPE_CHECKING

from pydicom.uid import UID
from pynetdicom.ae import ApplicationEntity
from pynetdicom.pdu_primitives import A_ASSOCIATE
from pynetdicom.transport import AddressInformation

from ..dimse.services.sides import Provider, User
from ..version import IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME
from .link import contexts, negotiation
from .link.errors import (
    REQUEST,
    AssociationAbortedError,
    AssociationRejectedError,
    NoPresentationContextError,
    PeerTimeoutError,
    RejectionReason,
    UnreachableError,
)
from .link.log import LOGGER
from .link.negotiation import Extended
from .link.options import Check, Timeouts, ae_title_of, listed, operations_of
from .link.security import TLS, UserIdentity, connection_reason
from .link.transport import Connection
from .link.upper_layer import Link
from .requests.association import Association
from .serving.dispatch import Dispatcher

if TYPE_CHECKING:
    from .link.checks import OnFindings
    from .link.contexts import Service

REJECTED_TRANSIENT = 2
"""Result of a rejection: PS3.8 Table 9-21."""
MAX_PDU_LENGTH = 0xFFFFFFFF
"""Largest value of Maximum Length Received: PS3.8 Table D.1-1."""
MAX_PDU = 1 << 17
"""Default maximum length of received P-DATA PDUs, in bytes."""


def application(ae_title: str, timeouts: Timeouts, max_pdu: int) -> ApplicationEntity:
    """Return an application entity of pynetdicom.

    Args:
        max_pdu: Maximum length of received P-DATA PDUs, in bytes.

    Raises:
        ValueError: `max_pdu` has more than 32 bits.
    """

    if not 0 <= max_pdu <= MAX_PDU_LENGTH:
        raise ValueError(
            f"max_pdu must be from 0 to {MAX_PDU_LENGTH:,}, got {max_pdu:,}"
        )
    ae = ApplicationEntity(ae_title)
    ae.implementation_class_uid = UID(IMPLEMENTATION_CLASS_UID)
    ae.implementation_version_name = IMPLEMENTATION_VERSION_NAME
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
        services: SOP classes, and IODs to be stored, are used as their SCU. Objects handle
            requests of the peer: a `User` its reports of events, a `Provider` those of an
            SCU, for which the role is negotiated.
        transfer_syntaxes: UIDs, in order of preference; by default Explicit and Implicit
            VR Little Endian.
        related: Related general SOP classes, by the UID of a storage SOP class: common
            extended negotiation, PS3.4 B.3.1.4.
        asynchronous_window: Number of operations that this side proposes to invoke, and to
            perform, at a time; 0 for no limit. `store_all` uses the negotiated number.
        check: Handling of messages to be sent that have errors.
        on_findings: Called with a `CheckedMessage` and its findings.
        max_pdu: Maximum length of received P-DATA PDUs, in bytes.

    Raises:
        UnreachableError: The peer cannot be connected to.
        AssociationRejectedError: The peer has rejected the association.
        AssociationAbortedError: The association ended during its negotiation.
        NoPresentationContextError: The peer has accepted no service.
        PeerTimeoutError: The peer does not respond.
        InvalidAETitleError: An AE title is invalid.
        TooManyContextsError: More than 128 presentation contexts would be required.
        UserInformationTooLongError: The request would exceed 64 KB of user information.
        ValueError: There are no services, or a number is out of range.
        TypeError: A service is invalid.
    """
    services = listed(services, "services")
    if not services:
        raise ValueError("services must not be empty")
    port = index(port)  # a string would cause a timeout
    timeout = timeout or Timeouts()
    calling_ae = ae_title_of(calling_ae, "calling_ae")
    called_ae = ae_title_of(called_ae, "called_ae")
    proposed, roles = contexts.proposed(services, transfer_syntaxes)
    window = asynchronous_window
    if window is not None:
        invoked, performed = window
        operations_of(invoked, "asynchronous_window")
        operations_of(performed, "asynchronous_window")
    items = negotiation.proposals(
        contexts.classes_of(services),
        extended,
        related or {},
        window,
        user,
    )
    negotiation.check_length([*roles, *items])
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
        raise UnreachableError(host, port, "unknown host") from error


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
    if link.is_established and _drop_unproposed(link):
        link.window = negotiation.window_of(link)
        link.start()
        return
    if link.is_established:
        link.abort()
    answer = link.acceptor.primitive
    rejection = answer if link.is_rejected else _unseen_rejection(link)
    if rejection is not None:
        raise AssociationRejectedError(
            RejectionReason.of(rejection.result_source or 0, rejection.diagnostic or 0),
            rejection.result == REJECTED_TRANSIENT,
        )
    if failure := link.connection_failure:
        raise UnreachableError(host, port, connection_reason(failure)) from failure
    if answer is not None and answer.result == 0 and not link.accepted_contexts:
        proposed = link.requestor.requested_contexts
        names = (UID(str(each.abstract_syntax)).name for each in proposed)
        raise NoPresentationContextError("", proposed=list(dict.fromkeys(names)))
    if link.has_timed_out:
        raise PeerTimeoutError(REQUEST, timeout.acse or 0)
    raise AssociationAbortedError(REQUEST)


def _drop_unproposed(link: Link) -> bool:
    """Ignore accepted contexts whose transfer syntax was not proposed.

    Returns:
        True if other contexts are left.
    """
    proposed = {
        each.context_id: each.transfer_syntax
        for each in link.requestor.requested_contexts
    }
    for number, context in list(link._accepted_cx.items()):
        answered = context.transfer_syntax[:1]
        if not answered or answered[0] not in proposed[number]:
            LOGGER.warning(
                "%s is ignored: the accepted transfer syntax %s was not proposed",
                UID(str(context.abstract_syntax)).name,
                answered,
            )
            del link._accepted_cx[number]
    return bool(link.accepted_contexts)


def _unseen_rejection(link: Link) -> A_ASSOCIATE | None:
    """Return a rejection that pynetdicom has received but not handled.

    If the peer has closed the connection already, pynetdicom treats it as one that was
    never established.
    """
    while (primitive := link.dul.receive_pdu(wait=False)) is not None:
        if isinstance(primitive, A_ASSOCIATE) and primitive.result:
            return primitive
    return None
