"""Encoded PDUs and messages, made by pynetdicom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydicom.dataset import Dataset
from pydicom.uid import ImplicitVRLittleEndian
from pynetdicom.dsutils import encode
from pynetdicom.pdu import (
    A_ABORT_RQ,
    A_ASSOCIATE_AC,
    A_ASSOCIATE_RJ,
    A_ASSOCIATE_RQ,
    A_RELEASE_RP,
    A_RELEASE_RQ,
)
from pynetdicom.pdu_primitives import (
    A_ASSOCIATE,
    AsynchronousOperationsWindowNegotiation,
    ImplementationClassUIDNotification,
    MaximumLengthNotification,
    SCP_SCU_RoleSelectionNegotiation,
)
from pynetdicom.presentation import build_context

IMPLICIT = str(ImplicitVRLittleEndian)
VERIFICATION = "1.2.840.10008.1.1"
CT = "1.2.840.10008.5.1.4.1.1.2"
STUDY_FIND = "1.2.840.10008.5.1.4.1.2.2.1"
STUDY_MOVE = "1.2.840.10008.5.1.4.1.2.2.2"


def _associate(maximum: int, window: tuple[int, int] | None) -> A_ASSOCIATE:
    primitive = A_ASSOCIATE()
    primitive.application_context_name = "1.2.840.10008.3.1.1.1"
    length = MaximumLengthNotification()
    length.maximum_length_received = maximum
    implementation = ImplementationClassUIDNotification()
    implementation.implementation_class_uid = "1.2.3"
    items: list[Any] = [length, implementation]
    if window is not None:
        item = AsynchronousOperationsWindowNegotiation()
        item.maximum_number_operations_invoked = window[0]
        item.maximum_number_operations_performed = window[1]
        items.append(item)
    primitive.user_information = items
    return primitive


def role(uid: str, scu: bool, scp: bool) -> SCP_SCU_RoleSelectionNegotiation:
    item = SCP_SCU_RoleSelectionNegotiation()
    item.sop_class_uid, item.scu_role, item.scp_role = uid, scu, scp
    return item


def request(
    *abstract_syntaxes: str,
    syntaxes: tuple[str, ...] = (IMPLICIT,),
    maximum: int = 16384,
    window: tuple[int, int] | None = None,
    roles: Iterable[SCP_SCU_RoleSelectionNegotiation] = (),
) -> bytes:
    """A-ASSOCIATE-RQ, with contexts 1, 3, 5…"""
    primitive = _associate(maximum, window)
    primitive.calling_ae_title, primitive.called_ae_title = "MODALITY", "ARCHIVE"
    primitive.user_information += list(roles)
    contexts = []
    for number, uid in enumerate(abstract_syntaxes or (VERIFICATION,)):
        context = build_context(uid, list(syntaxes))
        context.context_id = 2 * number + 1
        contexts.append(context)
    primitive.presentation_context_definition_list = contexts
    return bytes(A_ASSOCIATE_RQ(primitive).encode())


def answer(
    *accepted: int,
    refused: tuple[int, ...] = (),
    syntax: str = IMPLICIT,
    maximum: int = 16384,
    window: tuple[int, int] | None = None,
    roles: Iterable[SCP_SCU_RoleSelectionNegotiation] = (),
) -> bytes:
    """A-ASSOCIATE-AC for contexts by their IDs."""
    primitive = _associate(maximum, window)
    primitive.calling_ae_title, primitive.called_ae_title = "MODALITY", "ARCHIVE"
    primitive.user_information += list(roles)
    primitive.result = 0
    primitive.result_source = 1
    contexts = []
    for number in (*accepted, *refused):
        context = build_context(VERIFICATION, [syntax])
        context.context_id = number
        context.result = 3 if number in refused else 0
        contexts.append(context)
    primitive.presentation_context_definition_results_list = contexts
    return bytes(A_ASSOCIATE_AC(primitive).encode())


def rejection(result: int = 1, source: int = 1, reason: int = 7) -> bytes:
    pdu = A_ASSOCIATE_RJ()
    pdu.result, pdu.source, pdu.reason_diagnostic = result, source, reason
    return bytes(pdu.encode())


def abort(source: int = 0, reason: int = 0) -> bytes:
    pdu = A_ABORT_RQ()
    pdu.source, pdu.reason_diagnostic = source, reason
    return bytes(pdu.encode())


RELEASE_REQUEST = bytes(A_RELEASE_RQ().encode())
RELEASE_RESPONSE = bytes(A_RELEASE_RP().encode())


def fragment(
    data: bytes, *, context: int = 1, command: bool = False, last: bool = True
) -> bytes:
    """A PDV item."""
    control = (1 if command else 0) | (2 if last else 0)
    return (len(data) + 2).to_bytes(4, "big") + bytes([context, control]) + data


def data_pdu(*fragments: bytes) -> bytes:
    """P-DATA-TF."""
    body = b"".join(fragments)
    return b"\x04\x00" + len(body).to_bytes(4, "big") + body


def command_set(field: int, *, data: bool = False, **elements: object) -> bytes:
    """A command set in implicit VR little endian."""
    command = Dataset()
    command.CommandField = field
    command.CommandDataSetType = 0x0001 if data else 0x0101
    for keyword, value in elements.items():
        setattr(command, keyword, value)
    body = encode(command, True, True)
    assert body is not None
    head = Dataset()
    head.CommandGroupLength = len(body)
    return (encode(head, True, True) or b"") + body


def message(
    field: int, dataset: Dataset | None = None, *, context: int = 1, **elements: object
) -> bytes:
    """A message of one PDU for its command, and one for its data set."""
    command = command_set(field, data=dataset is not None, **elements)
    pdu = data_pdu(fragment(command, context=context, command=True))
    if dataset is None:
        return pdu
    encoded = encode(dataset, True, True)
    assert encoded is not None
    return pdu + data_pdu(fragment(encoded, context=context))


def echo(number: int = 1, *, context: int = 1) -> bytes:
    return message(
        0x0030, context=context, AffectedSOPClassUID=VERIFICATION, MessageID=number
    )


def echo_response(number: int = 1, *, context: int = 1, status: int = 0) -> bytes:
    return message(
        0x8030,
        context=context,
        AffectedSOPClassUID=VERIFICATION,
        MessageIDBeingRespondedTo=number,
        Status=status,
    )
