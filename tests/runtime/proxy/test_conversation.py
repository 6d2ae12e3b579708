"""Findings of associations: negotiation, PDUs, requests and responses, endings."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset

from iodize.dimse.services.statuses import Status, status_of
from iodize.findings.report import FileReport
from iodize.proxy.assembly import RelayedMessage
from iodize.proxy.conversation import Conversation
from iodize.proxy.exchanges import Exchange
from iodize.proxy.negotiation import Negotiation
from iodize.proxy.observation import Observation
from iodize.proxy.recording import AssociationRecord
from iodize.proxy.sides import Side

from . import encoded

A, B = Side.REQUESTOR, Side.ACCEPTOR


class NoContent:
    """Checks no content."""

    def check(
        self,
        message: RelayedMessage,
        exchange: Exchange | None,
        negotiation: Negotiation,
    ) -> FileReport:
        return FileReport("", message.sop_class_uid, "", ())

    def status(
        self, message: RelayedMessage, exchange: Exchange | None
    ) -> Status | None:
        return status_of(message.status)


def observed(*sent: tuple[Side, bytes], ends: bool = True) -> list[Observation]:
    conversation = Conversation(1, NoContent())
    found = [each for side, data in sent for each in conversation.receive(side, data)]
    return found + (list(conversation.end()) if ends else [])


def messages_of(observations: Iterable[Observation]) -> list[str]:
    return [
        f"{finding.code}: {finding.message}"
        for each in observations
        for finding in each.findings
    ]


def on_an_association(
    *sent: tuple[Side, bytes],
    open_: tuple[bytes, bytes] = (encoded.request(), encoded.answer(1)),
) -> list[str]:
    """Return the findings of an association with a regular beginning and end."""
    request, answer = open_
    ending = (A, encoded.RELEASE_REQUEST), (B, encoded.RELEASE_RESPONSE)
    return messages_of(observed((A, request), (B, answer), *sent, *ending))


def test_regular_association_has_no_findings() -> None:
    observations = observed(
        (A, encoded.request()),
        (B, encoded.answer(1)),
        (A, encoded.echo()),
        (B, encoded.echo_response()),
        (A, encoded.RELEASE_REQUEST),
        (B, encoded.RELEASE_RESPONSE),
    )

    assert messages_of(observations) == []
    assert [(each.side, each.name) for each in observations] == [
        (A, "A-ASSOCIATE-RQ"),
        (B, "A-ASSOCIATE-AC"),
        (A, "C-ECHO-RQ"),
        (B, "C-ECHO-RSP"),
        (A, "A-RELEASE-RQ"),
        (B, "A-RELEASE-RP"),
    ]


# Negotiation


def test_rejected_context_is_reported() -> None:
    (found,) = on_an_association(
        open_=(
            encoded.request(encoded.VERIFICATION, encoded.CT),
            encoded.answer(1, refused=(3,)),
        )
    )
    assert found == "context-refused: CT Image Storage: abstract syntax not supported"


def test_one_accepted_context_of_an_abstract_syntax_suffices() -> None:
    found = on_an_association(
        open_=(
            encoded.request(encoded.CT, encoded.CT),
            encoded.answer(1, refused=(3,)),
        )
    )
    assert found == []


def test_unproposed_and_unanswered_contexts_are_reported() -> None:
    found = on_an_association(
        open_=(encoded.request(encoded.VERIFICATION, encoded.CT), encoded.answer(1, 7))
    )
    assert found == [
        "context-mismatch: presentation context 7 was not proposed",
        "context-mismatch: presentation context 3 is not answered",
    ]


def test_unproposed_transfer_syntax_is_reported() -> None:
    (found,) = on_an_association(
        open_=(encoded.request(), encoded.answer(1, syntax="1.2.840.10008.1.2.1"))
    )
    assert found == (
        "context-mismatch: presentation context 1: the accepted transfer syntax was not"
        " proposed: Explicit VR Little Endian"
    )


def test_role_and_window_beyond_the_proposal_are_reported() -> None:
    found = on_an_association(
        open_=(
            encoded.request(window=(4, 1)),
            encoded.answer(
                1, window=(8, 1), roles=[encoded.role(encoded.VERIFICATION, True, True)]
            ),
        )
    )
    assert [each.partition(":")[0] for each in found] == ["negotiation-invalid"] * 2


def test_nothing_is_reported_after_an_undecodable_acceptance() -> None:
    broken = bytearray(encoded.answer(1))
    broken[74 + 2 : 74 + 4] = b"\x00\x03"  # the length of the application context
    found = messages_of(
        observed(
            (A, encoded.request()), (B, bytes(broken)), (A, encoded.echo()), ends=False
        )
    )
    assert len(found) == 1
    assert found[0].startswith("pdu-broken: A-ASSOCIATE-AC")


def test_items_of_unknown_type_are_ignored() -> None:
    item = b"\x77\x00\x00\x02hi"
    body = encoded.request() + item
    body = body[:2] + (len(body) - 6).to_bytes(4, "big") + body[6:]

    assert messages_of(observed((A, body), ends=False)) == []


def test_rejection_is_reported_with_its_reason() -> None:
    found = messages_of(observed((A, encoded.request()), (B, encoded.rejection())))
    assert found == [
        "association-rejected: Rejected (Permanent), DUL service-user:"
        " Called AE title not recognised"
    ]


def test_rejection_with_undefined_reason_is_reported() -> None:
    found = messages_of(
        observed((A, encoded.request()), (B, encoded.rejection(1, 9, 9)))
    )
    assert found == [
        "pdu-broken: A-ASSOCIATE-RJ: undefined result, source and reason: 1, 9, 9"
    ]


# PDUs


def test_data_before_acceptance_is_unexpected() -> None:
    found = messages_of(
        observed((A, encoded.request()), (A, encoded.echo()), ends=False)
    )
    assert found[0] == (
        "pdu-unexpected: P-DATA-TF from the requestor, before the association was"
        " accepted"
    )


def test_association_request_of_the_acceptor_is_unexpected() -> None:
    (found,) = messages_of(observed((B, encoded.request()), ends=False))
    assert found.startswith("pdu-unexpected: A-ASSOCIATE-RQ from the acceptor")


def test_data_after_the_own_release_request_is_unexpected() -> None:
    found = messages_of(
        observed(
            (A, encoded.request()),
            (B, encoded.answer(1)),
            (A, encoded.RELEASE_REQUEST),
            (A, encoded.echo()),
            (B, encoded.echo_response()),
            (B, encoded.RELEASE_RESPONSE),
        )
    )
    assert found == [
        "pdu-unexpected: P-DATA-TF from the requestor, after a release was requested"
    ]


def test_full_disk_ends_the_recording_but_not_the_checks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Full(AssociationRecord):
        def message(self, number: int, message: RelayedMessage) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    conversation = Conversation(1, NoContent(), Full(tmp_path))
    sent = (A, encoded.request()), (B, encoded.answer(1)), (A, encoded.echo())
    names = [each.name for pdu in sent for each in conversation.receive(*pdu)]

    assert names == ["A-ASSOCIATE-RQ", "A-ASSOCIATE-AC", "C-ECHO-RQ"]
    assert "association 1: recording stopped" in caplog.text
    assert len(list(tmp_path.iterdir())) == 2


def test_release_collision_is_no_fault() -> None:
    """Both sides send a response: PS3.8 Table 9-8, AR-8."""
    opened = (A, encoded.request()), (B, encoded.answer(1))
    request, response = encoded.RELEASE_REQUEST, encoded.RELEASE_RESPONSE
    both = (A, request), (B, request), (A, response), (B, response)

    assert messages_of(observed(*opened, *both)) == []
    assert messages_of(
        observed(*opened, (A, request), (B, response), (B, response))
    ) == ["pdu-unexpected: A-RELEASE-RP from the acceptor, after the association ended"]


def test_too_long_pdu_is_reported_once_per_sender() -> None:
    long = encoded.data_pdu(encoded.fragment(bytes(5000), command=True, last=False))
    found = on_an_association(
        (A, long),
        (A, long),
        (A, encoded.data_pdu(encoded.fragment(b"", command=True))),
        open_=(encoded.request(), encoded.answer(1, maximum=4096)),
    )
    assert found[0] == "pdu-too-long: 5006 bytes; the acceptor accepts at most 4096"
    assert [each for each in found if "pdu-too-long" in each] == found[:1]


def test_maximum_length_is_that_of_the_receiver() -> None:
    found = on_an_association(
        (A, encoded.echo()),
        (B, encoded.echo_response()),
        open_=(encoded.request(maximum=16), encoded.answer(1, maximum=4096)),
    )
    (text,) = found
    assert text.startswith("pdu-too-long")
    assert text.endswith("the requestor accepts at most 16")


def test_fragments_out_of_order_are_reported() -> None:
    command = encoded.command_set(
        0x0001,
        data=True,
        MessageID=1,
        AffectedSOPClassUID=encoded.CT,
        AffectedSOPInstanceUID="1.2",
    )
    lone = encoded.data_pdu(encoded.fragment(b"abcd"))
    found = on_an_association((A, lone))
    assert found == ["pdu-fragments: data set without a command set"]

    twice = encoded.data_pdu(encoded.fragment(command, command=True)) * 2
    found = on_an_association((A, twice))
    assert found == [
        "pdu-fragments: command set before the data set of the previous one"
    ]

    other = encoded.data_pdu(encoded.fragment(b"abcd", context=5))
    found = on_an_association(
        (A, encoded.data_pdu(encoded.fragment(command, command=True)) + other)
    )
    assert found == [
        "pdu-fragments: fragment of context 5 inside a message of context 1"
    ]


def test_undecodable_command_set_is_reported() -> None:
    garbage = encoded.data_pdu(
        encoded.fragment(b"\x08\x00\x05\x00abcdef", command=True)
    )
    (found,) = on_an_association((A, garbage))
    assert found.startswith("message-broken: command set, byte 0")


# Messages


def test_context_that_was_not_proposed_is_reported() -> None:
    found, other = on_an_association(
        (A, encoded.echo(context=9)), (B, encoded.echo_response(context=9))
    )
    assert found == "context-not-negotiated: presentation context 9 was not proposed"
    assert other == found


def test_reused_message_id_is_reported() -> None:
    found = on_an_association(
        (A, encoded.echo(7) + encoded.echo(7)),
        (B, encoded.echo_response(7)),
        open_=(encoded.request(window=(0, 1)), encoded.answer(1, window=(0, 1))),
    )
    assert found == [
        "message-id-reused: Message ID 7 belongs to C-ECHO-RQ, which has no final"
        " response yet"
    ]


def test_exceeded_window_is_reported() -> None:
    found = on_an_association(
        (A, encoded.echo(1) + encoded.echo(2)),
        (B, encoded.echo_response(1) + encoded.echo_response(2)),
    )
    assert found == ["window-exceeded: 2 unanswered requests; the window is 1"]


def test_response_without_a_request_is_reported() -> None:
    found = on_an_association((B, encoded.echo_response(3)))
    assert found == [
        "response-unmatched: Message ID 3: the response matches no open request"
    ]


def test_response_of_another_service_is_reported() -> None:
    stored = encoded.message(
        0x8001, AffectedSOPClassUID=encoded.CT, MessageIDBeingRespondedTo=1, Status=0
    )
    found = on_an_association((A, encoded.echo()), (B, stored))
    assert found == [
        "response-mismatch: C-STORE-RSP is the response to C-ECHO-RQ",
    ]


def test_missing_response_is_reported() -> None:
    (found,) = on_an_association((A, encoded.echo()))
    assert found == (
        "response-missing: no response to C-ECHO-RQ with Message ID 1"
        " (Verification SOP Class)"
    )


def test_missing_final_response_is_reported() -> None:
    query = Dataset()
    query.QueryRetrieveLevel = "STUDY"
    find = encoded.message(
        0x0020, query, AffectedSOPClassUID=encoded.STUDY_FIND, MessageID=4, Priority=0
    )
    match = encoded.message(
        0x8020,
        query,
        AffectedSOPClassUID=encoded.STUDY_FIND,
        MessageIDBeingRespondedTo=4,
        Status=0xFF00,
    )
    (found,) = on_an_association(
        (A, find),
        (B, match),
        open_=(encoded.request(encoded.STUDY_FIND), encoded.answer(1)),
    )
    assert found.startswith("response-missing: no final response to C-FIND-RQ")


def test_acceptor_needs_a_negotiated_role_to_be_scu() -> None:
    assert on_an_association((B, encoded.echo()), (A, encoded.echo_response())) == [
        "role-not-negotiated: C-ECHO-RQ: the acceptor is not an SCU of Verification SOP"
        " Class"
    ]
    roles = [encoded.role(encoded.VERIFICATION, False, True)]
    found = on_an_association(
        (B, encoded.echo()),
        (A, encoded.echo_response()),
        open_=(encoded.request(roles=roles), encoded.answer(1, roles=roles)),
    )
    assert found == []


@pytest.mark.parametrize(
    ("counts", "texts"),
    [
        (((2, 1, 0, 0), (0, 3, 0, 0)), []),
        (((2, 1, 0, 0), (2, 2, 0, 0), (0, 3, 0, 0)), ["2 done and 2 remaining, of 3"]),
        (
            ((1, 2, 0, 0), (2, 1, 0, 0), (0, 3, 0, 0)),
            ["1 sub-operations are done; 2 were done before"],
        ),
        (((0, 2, 1, 0),), ["the status is success, but 1 failed"]),
    ],
)
def test_inconsistent_counts_of_sub_operations_are_reported(
    counts: tuple[tuple[int, ...], ...], texts: list[str]
) -> None:
    names = ("Remaining", "Completed", "Failed", "Warning")
    move = encoded.message(
        0x0021,
        Dataset(),
        AffectedSOPClassUID=encoded.STUDY_MOVE,
        MessageID=1,
        MoveDestination="HERE",
    )
    responses = b""
    for number, each in enumerate(counts):
        elements: dict[str, Any] = {
            f"NumberOf{name}Suboperations": count
            for name, count in zip(names, each, strict=True)
        }
        responses += encoded.message(
            0x8021,
            AffectedSOPClassUID=encoded.STUDY_MOVE,
            MessageIDBeingRespondedTo=1,
            Status=0xFF00 if number < len(counts) - 1 else 0,
            **elements,
        )
    found = on_an_association(
        (A, move),
        (B, responses),
        open_=(encoded.request(encoded.STUDY_MOVE), encoded.answer(1)),
    )
    assert found == [f"sub-operations: {each}" for each in texts]


# Endings


def test_abort_is_reported_with_its_reason_and_open_requests() -> None:
    found = messages_of(
        observed(
            (A, encoded.request()),
            (B, encoded.answer(1)),
            (A, encoded.echo()),
            (B, encoded.abort(2, 6)),
        )
    )
    assert found == [
        "association-aborted: by the acceptor's upper layer: invalid pdu parameter"
        " value; 1 open request"
    ]


def test_end_without_a_release_is_reported() -> None:
    found = messages_of(observed((A, encoded.request()), (B, encoded.answer(1))))
    assert found == ["association-cut: ended without a release or an abort"]


def test_end_within_a_pdu_is_reported() -> None:
    found = messages_of(
        observed(
            (A, encoded.request()), (B, encoded.answer(1)), (A, encoded.echo()[:20])
        )
    )
    assert found == [
        "association-cut: the connection ended within a PDU",
        "association-cut: ended without a release or an abort",
    ]


def test_connection_without_data_has_no_observations() -> None:
    assert observed() == []
