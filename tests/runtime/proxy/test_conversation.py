"""Associations that go wrong, and what is said of them."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset

from iodize.proxy.assembly import Message
from iodize.proxy.conversation import Conversation
from iodize.proxy.exchanges import Exchange
from iodize.proxy.negotiation import Negotiation, Side
from iodize.proxy.observation import Observation
from iodize.proxy.recording import AssociationRecord
from iodize.report import FileReport

from . import speech

A, B = Side.REQUESTOR, Side.ACCEPTOR


class NoContent:
    """Judges no message."""

    def check(
        self, message: Message, exchange: Exchange | None, negotiation: Negotiation
    ) -> FileReport:
        return FileReport("", message.sop_class_uid, "", ())

    def status(self, message: Message, exchange: Exchange | None) -> str:
        return f"{message.status:04X}"


def heard(*said: tuple[Side, bytes], ends: bool = True) -> list[Observation]:
    conversation = Conversation(1, NoContent())
    found = [each for side, data in said for each in conversation.hear(side, data)]
    return found + (list(conversation.end()) if ends else [])


def told(observations: Iterable[Observation]) -> list[str]:
    return [
        f"{finding.code}: {finding.message}"
        for each in observations
        for finding in each.findings
    ]


def on_an_association(
    *said: tuple[Side, bytes],
    open_: tuple[bytes, bytes] = (speech.request(), speech.answer(1)),
) -> list[str]:
    """Return what is told of messages between a good beginning and a good end."""
    asked, answered = open_
    ending = (A, speech.RELEASE), (B, speech.RELEASED)
    return told(heard((A, asked), (B, answered), *said, *ending))


def test_a_good_association_has_no_findings() -> None:
    observations = heard(
        (A, speech.request()),
        (B, speech.answer(1)),
        (A, speech.echo()),
        (B, speech.echoed()),
        (A, speech.RELEASE),
        (B, speech.RELEASED),
    )

    assert told(observations) == []
    assert [(each.side, each.name) for each in observations] == [
        (A, "A-ASSOCIATE-RQ"),
        (B, "A-ASSOCIATE-AC"),
        (A, "C-ECHO-RQ"),
        (B, "C-ECHO-RSP"),
        (A, "A-RELEASE-RQ"),
        (B, "A-RELEASE-RP"),
    ]


# Negotiation


def test_a_refused_context_is_told() -> None:
    (found,) = on_an_association(
        open_=(
            speech.request(speech.VERIFICATION, speech.CT),
            speech.answer(1, refused=(3,)),
        )
    )
    assert found == "context-refused: CT Image Storage: abstract syntax not supported"


def test_one_of_several_contexts_of_an_abstract_syntax_is_enough() -> None:
    found = on_an_association(
        open_=(
            speech.request(speech.CT, speech.CT),
            speech.answer(1, refused=(3,)),
        )
    )
    assert found == []


def test_contexts_that_nobody_proposed_or_answered() -> None:
    found = on_an_association(
        open_=(speech.request(speech.VERIFICATION, speech.CT), speech.answer(1, 7))
    )
    assert found == [
        "context-mismatch: presentation context 7 was not proposed",
        "context-mismatch: presentation context 3 is not answered",
    ]


def test_a_transfer_syntax_that_was_not_proposed() -> None:
    (found,) = on_an_association(
        open_=(speech.request(), speech.answer(1, syntax="1.2.840.10008.1.2.1"))
    )
    assert found == (
        "context-mismatch: presentation context 1: Explicit VR Little Endian is"
        " accepted, which was not proposed"
    )


def test_a_role_or_window_beyond_the_proposal() -> None:
    found = on_an_association(
        open_=(
            speech.request(window=(4, 1)),
            speech.answer(
                1, window=(8, 1), roles=[speech.role(speech.VERIFICATION, True, True)]
            ),
        )
    )
    assert [each.partition(":")[0] for each in found] == ["negotiation-invalid"] * 2


def test_an_answer_that_cannot_be_read_is_told_and_nothing_after_it() -> None:
    broken = bytearray(speech.answer(1))
    broken[74 + 2 : 74 + 4] = b"\x00\x03"  # the length of the application context
    found = told(
        heard((A, speech.request()), (B, bytes(broken)), (A, speech.echo()), ends=False)
    )
    assert len(found) == 1
    assert found[0].startswith("pdu-broken: A-ASSOCIATE-AC")


def test_items_of_unknown_type_are_ignored() -> None:
    item = b"\x77\x00\x00\x02hi"
    body = speech.request() + item
    body = body[:2] + (len(body) - 6).to_bytes(4, "big") + body[6:]

    assert told(heard((A, body), ends=False)) == []


def test_a_rejection_says_why() -> None:
    found = told(heard((A, speech.request()), (B, speech.rejection())))
    assert found == [
        "association-rejected: Rejected (Permanent), DUL service-user:"
        " Called AE title not recognised"
    ]


def test_a_rejection_without_a_meaning_is_told() -> None:
    found = told(heard((A, speech.request()), (B, speech.rejection(1, 9, 9))))
    assert found == [
        "pdu-broken: A-ASSOCIATE-RJ: result, source and reason 1, 9, 9 have no meaning"
    ]


# PDUs


def test_data_before_the_association_is_accepted() -> None:
    found = told(heard((A, speech.request()), (A, speech.echo()), ends=False))
    assert found[0] == (
        "pdu-unexpected: P-DATA-TF from the requestor, before the association was"
        " accepted"
    )


def test_the_acceptor_does_not_ask_for_associations() -> None:
    (found,) = told(heard((B, speech.request()), ends=False))
    assert found.startswith("pdu-unexpected: A-ASSOCIATE-RQ from the acceptor")


def test_who_asked_for_a_release_sends_no_more_data() -> None:
    found = told(
        heard(
            (A, speech.request()),
            (B, speech.answer(1)),
            (A, speech.RELEASE),
            (A, speech.echo()),
            (B, speech.echoed()),
            (B, speech.RELEASED),
        )
    )
    assert found == [
        "pdu-unexpected: P-DATA-TF from the requestor, after a release was asked for"
    ]


def test_where_the_disk_is_full_messages_are_judged_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Full(AssociationRecord):
        def message(self, number: int, message: Message) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    conversation = Conversation(1, NoContent(), Full(tmp_path))
    said = (A, speech.request()), (B, speech.answer(1)), (A, speech.echo())
    names = [each.name for said_ in said for each in conversation.hear(*said_)]

    assert names == ["A-ASSOCIATE-RQ", "A-ASSOCIATE-AC", "C-ECHO-RQ"]
    assert "association 1 is recorded no more" in caplog.text
    assert len(list(tmp_path.iterdir())) == 2


def test_both_may_ask_for_a_release_at_the_same_time() -> None:
    """Each answers the other then: PS3.8 Table 9-8, AR-8."""
    opened = (A, speech.request()), (B, speech.answer(1))
    asked, answered = speech.RELEASE, speech.RELEASED
    both = (A, asked), (B, asked), (A, answered), (B, answered)

    assert told(heard(*opened, *both)) == []
    assert told(heard(*opened, (A, asked), (B, answered), (B, answered))) == [
        "pdu-unexpected: A-RELEASE-RP from the acceptor, after the association was over"
    ]


def test_a_pdu_longer_than_its_receiver_takes_is_told_once() -> None:
    long = speech.data_pdu(speech.fragment(bytes(5000), command=True, last=False))
    found = on_an_association(
        (A, long),
        (A, long),
        (A, speech.data_pdu(speech.fragment(b"", command=True))),
        open_=(speech.request(), speech.answer(1, maximum=4096)),
    )
    assert found[0] == "pdu-too-long: 5006 bytes, where the acceptor takes 4096"
    assert [each for each in found if "pdu-too-long" in each] == found[:1]


def test_the_limit_is_the_receiver_s() -> None:
    found = on_an_association(
        (A, speech.echo()),
        (B, speech.echoed()),
        open_=(speech.request(maximum=16), speech.answer(1, maximum=4096)),
    )
    (told,) = found
    assert told.startswith("pdu-too-long")
    assert told.endswith("where the requestor takes 16")


def test_fragments_out_of_order() -> None:
    command = speech.command_set(
        0x0001,
        data=True,
        MessageID=1,
        AffectedSOPClassUID=speech.CT,
        AffectedSOPInstanceUID="1.2",
    )
    lone = speech.data_pdu(speech.fragment(b"abcd"))
    found = on_an_association((A, lone))
    assert found == ["pdu-fragments: a data set without a command"]

    twice = speech.data_pdu(speech.fragment(command, command=True)) * 2
    found = on_an_association((A, twice))
    assert found == [
        "pdu-fragments: a command where the data set of the last one is missing"
    ]

    other = speech.data_pdu(speech.fragment(b"abcd", context=5))
    found = on_an_association(
        (A, speech.data_pdu(speech.fragment(command, command=True)) + other)
    )
    assert found == [
        "pdu-fragments: a fragment of context 5 within a message of context 1"
    ]


@pytest.mark.filterwarnings("ignore:Unknown encoding")
def test_a_command_set_that_cannot_be_read() -> None:
    garbage = speech.data_pdu(speech.fragment(b"\x08\x00\x05\x00abcdef", command=True))
    (found,) = on_an_association((A, garbage))
    assert found.startswith("message-broken: the command set")


# Messages


def test_a_context_that_was_not_negotiated() -> None:
    found, other = on_an_association(
        (A, speech.echo(context=9)), (B, speech.echoed(context=9))
    )
    assert found == "context-not-negotiated: presentation context 9 was not proposed"
    assert other == found


def test_a_message_id_that_is_in_use() -> None:
    found = on_an_association(
        (A, speech.echo(7) + speech.echo(7)),
        (B, speech.echoed(7)),
        open_=(speech.request(window=(0, 1)), speech.answer(1, window=(0, 1))),
    )
    assert found == [
        "message-id-reused: Message ID 7 is that of C-ECHO-RQ, which is not answered yet"
    ]


def test_more_requests_at_once_than_were_negotiated() -> None:
    found = on_an_association(
        (A, speech.echo(1) + speech.echo(2)),
        (B, speech.echoed(1) + speech.echoed(2)),
    )
    assert found == [
        "window-exceeded: 2 requests wait for their answers; 1 may at a time"
    ]


def test_a_response_without_a_request() -> None:
    found = on_an_association((B, speech.echoed(3)))
    assert found == [
        "response-unmatched: Message ID 3: no request waits for that answer"
    ]


def test_a_response_to_something_else() -> None:
    stored = speech.message(
        0x8001, AffectedSOPClassUID=speech.CT, MessageIDBeingRespondedTo=1, Status=0
    )
    found = on_an_association((A, speech.echo()), (B, stored))
    assert found == [
        "response-mismatch: C-STORE-RSP answers C-ECHO-RQ",
    ]


def test_no_response_before_the_end() -> None:
    (found,) = on_an_association((A, speech.echo()))
    assert found == (
        "response-missing: C-ECHO-RQ with Message ID 1 (Verification SOP Class)"
        " got no response"
    )


def test_no_final_response_before_the_end() -> None:
    query = Dataset()
    query.QueryRetrieveLevel = "STUDY"
    find = speech.message(
        0x0020, query, AffectedSOPClassUID=speech.STUDY_FIND, MessageID=4, Priority=0
    )
    match = speech.message(
        0x8020,
        query,
        AffectedSOPClassUID=speech.STUDY_FIND,
        MessageIDBeingRespondedTo=4,
        Status=0xFF00,
    )
    (found,) = on_an_association(
        (A, find),
        (B, match),
        open_=(speech.request(speech.STUDY_FIND), speech.answer(1)),
    )
    assert found.endswith("got no final response")


def test_the_acceptor_is_scu_only_where_that_was_negotiated() -> None:
    assert on_an_association((B, speech.echo()), (A, speech.echoed())) == [
        "role-not-negotiated: C-ECHO-RQ: the acceptor is no SCU of Verification SOP"
        " Class"
    ]
    roles = [speech.role(speech.VERIFICATION, False, True)]
    found = on_an_association(
        (B, speech.echo()),
        (A, speech.echoed()),
        open_=(speech.request(roles=roles), speech.answer(1, roles=roles)),
    )
    assert found == []


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (((2, 1, 0, 0), (0, 3, 0, 0)), []),
        (((2, 1, 0, 0), (2, 2, 0, 0), (0, 3, 0, 0)), ["2 done and 2 remaining, of 3"]),
        (
            ((1, 2, 0, 0), (2, 1, 0, 0), (0, 3, 0, 0)),
            ["1 sub-operations are done, after 2 were"],
        ),
        (((0, 2, 1, 0),), ["success, though 1 failed"]),
    ],
)
def test_sub_operations_are_counted(
    counts: tuple[tuple[int, ...], ...], told: list[str]
) -> None:
    names = ("Remaining", "Completed", "Failed", "Warning")
    move = speech.message(
        0x0021,
        Dataset(),
        AffectedSOPClassUID=speech.STUDY_MOVE,
        MessageID=1,
        MoveDestination="HERE",
    )
    responses = b""
    for number, each in enumerate(counts):
        elements: dict[str, Any] = {
            f"NumberOf{name}Suboperations": count
            for name, count in zip(names, each, strict=True)
        }
        responses += speech.message(
            0x8021,
            AffectedSOPClassUID=speech.STUDY_MOVE,
            MessageIDBeingRespondedTo=1,
            Status=0xFF00 if number < len(counts) - 1 else 0,
            **elements,
        )
    found = on_an_association(
        (A, move),
        (B, responses),
        open_=(speech.request(speech.STUDY_MOVE), speech.answer(1)),
    )
    assert found == [f"sub-operations: {each}" for each in told]


# Endings


def test_an_abort_is_told_with_its_reason_and_what_it_left() -> None:
    found = told(
        heard(
            (A, speech.request()),
            (B, speech.answer(1)),
            (A, speech.echo()),
            (B, speech.abort(2, 6)),
        )
    )
    assert found == [
        "association-aborted: by the acceptor's upper layer: invalid pdu parameter"
        " value; 1 unanswered"
    ]


def test_a_connection_that_just_ends() -> None:
    found = told(heard((A, speech.request()), (B, speech.answer(1))))
    assert found == ["association-cut: ended without a release or an abort"]


def test_a_connection_that_ends_amid_a_message() -> None:
    found = told(
        heard((A, speech.request()), (B, speech.answer(1)), (A, speech.echo()[:20]))
    )
    assert found == [
        "association-cut: the connection ended within a PDU",
        "association-cut: ended without a release or an abort",
    ]


def test_a_connection_that_says_nothing_is_no_fault() -> None:
    assert heard() == []
