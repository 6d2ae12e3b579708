"""Advice about associations: PDUs, negotiation, and the exchange of messages."""

from __future__ import annotations

from typing import Final

from .advice import Advice

_CONNECTION = "The receiver aborts the association, and all outstanding work is lost."
_WAITS = (
    "The requestor waits until its timeout, or assigns the response to another request."
)

ADVICE: Final = {
    "pdu-unknown": Advice(
        _CONNECTION,
        "An HTTP request to the port of a DICOM system.",
        "Check the host and the port, and whether only one side uses TLS.",
    ),
    "pdu-broken": Advice(
        _CONNECTION,
        "An item that is longer than its A-ASSOCIATE-RQ.",
        "Write the length of each PDU and item as the number of bytes that follow.",
    ),
    "pdu-too-long": Advice(
        _CONNECTION,
        "A PDU of 64 KB for a receiver that accepts 16 KB.",
        "Obey the Maximum Length of the receiver. Its own PDUs do not limit it.",
    ),
    "pdu-unexpected": Advice(
        _CONNECTION,
        "A P-DATA-TF before the association was accepted.",
        "Wait for the answer to each PDU of the association.",
    ),
    "pdu-fragments": Advice(
        "The receiver cannot assemble the message, and aborts the association.",
        "A data set fragment before the last fragment of its command set.",
        "Send all fragments of a command set, and then those of its data set.",
    ),
    "association-rejected": Advice(
        "The operation was not performed.",
        "A rejection because the called AE title is not recognized.",
        "Correct the AE titles, or register this system with the other one.",
    ),
    "association-aborted": Advice(
        "The other side cannot distinguish the end of the work from a failure.",
        "An A-ABORT after the last C-STORE response.",
        "Release the association when the work is done.",
    ),
    "association-cut": Advice(
        "The other side waits until its timeout, and reports a failure.",
        "A program that ends without a release.",
        "Release the association, or abort it in case of an error.",
    ),
    "negotiation-invalid": Advice(
        "The peer may reject the association, or negotiate something else.",
        "An even presentation context identifier.",
        "Encode the request or response as PS3.8 and PS3.7 Annex D describe.",
    ),
    "context-refused": Advice(
        "Messages of the SOP class cannot be sent in this association.",
        "An SCP that does not support the proposed compression.",
        "Propose another transfer syntax, or enable the SOP class on the other side.",
    ),
    "context-mismatch": Advice(
        "The requestor does not know the meaning of the context.",
        "A result for context 5, although 1 and 3 were proposed.",
        "Answer exactly the contexts of the request.",
    ),
    "context-not-negotiated": Advice(
        _CONNECTION,
        "A C-STORE in a context that was rejected.",
        "Use contexts that were accepted; check the results of the negotiation first.",
    ),
    "role-not-negotiated": Advice(
        "The receiver refuses the message.",
        "A C-STORE to the requestor of a C-GET that did not propose the SCP role.",
        "Negotiate the role with SCP/SCU Role Selection.",
    ),
    "message-broken": Advice(
        _CONNECTION,
        "A command set in Explicit VR.",
        "Encode command sets in Implicit VR Little Endian.",
    ),
    "message-id-reused": Advice(
        "Responses cannot be assigned to their requests.",
        "Two outstanding requests with Message ID 1.",
        "Use a new Message ID for each request.",
    ),
    "window-exceeded": Advice(
        "The receiver may refuse or lose the request.",
        "Two outstanding requests without a negotiated window.",
        "Wait for the response, or negotiate an asynchronous operations window.",
    ),
    "response-unmatched": Advice(
        _WAITS,
        "A response to Message ID 7, which was not used.",
        "Copy the Message ID of the request.",
    ),
    "response-mismatch": Advice(
        _WAITS,
        "A response with another Affected SOP Class UID than its request.",
        "Copy the fields from the request.",
    ),
    "response-missing": Advice(
        "The requestor does not know whether the operation was performed.",
        "An association that was released after pending C-FIND responses.",
        "Send a final response to each request.",
    ),
    "sub-operations": Advice(
        "The requestor shows wrong progress, or does not notice missing instances.",
        "Completed and failed sub-operations whose sum is below the total.",
        "Count each sub-operation once, as completed, failed or warning.",
    ),
    "store-mismatch": Advice(
        "The receiver stores the object under a wrong UID, or refuses it.",
        "An Affected SOP Instance UID that differs from that of the data set.",
        "Copy both UIDs from the data set.",
    ),
}
