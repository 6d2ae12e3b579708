"""Damaged bytes on an association raise nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pydicom.dataset import Dataset

from iodize.proxy.content import ContentChecker
from iodize.proxy.conversation import Conversation
from iodize.proxy.sides import Side
from iodize.proxy.sop_classes import sop_classes_of
from iodize.tables import editions

from . import encoded

A, B = Side.REQUESTOR, Side.ACCEPTOR
UID: dict[str, Any] = {"AffectedSOPClassUID": encoded.STUDY_FIND}


def association() -> list[tuple[Side, bytes]]:
    query = Dataset()
    query.QueryRetrieveLevel, query.StudyInstanceUID = "STUDY", ""
    match = Dataset()
    match.QueryRetrieveLevel, match.StudyInstanceUID = "STUDY", "1.2"
    answers: dict[str, Any] = {"MessageIDBeingRespondedTo": 2, **UID}
    return [
        (A, encoded.request(encoded.VERIFICATION, encoded.STUDY_FIND)),
        (B, encoded.answer(1, 3)),
        (A, encoded.echo(1)),
        (B, encoded.echo_response(1)),
        (A, encoded.message(0x0020, query, context=3, MessageID=2, Priority=0, **UID)),
        (B, encoded.message(0x8020, match, context=3, Status=0xFF00, **answers)),
        (B, encoded.message(0x8020, context=3, Status=0, **answers)),
        (A, encoded.RELEASE_REQUEST),
        (B, encoded.RELEASE_RESPONSE),
    ]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Change, leave out or put in some bytes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed)) if changed else 0
        length = chance.randint(0, 8)
        some = bytes(chance.randrange(256) for _ in range(chance.randint(0, 8)))
        changed[place : place + length] = some
    return bytes(changed)


@pytest.fixture(scope="module")
def content() -> ContentChecker:
    edition = editions.bundled()
    return ContentChecker(edition, sop_classes_of(edition))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("number", range(len(association())))
def test_damaged_bytes_raise_nothing(content: ContentChecker, number: int) -> None:
    chance = random.Random(number)
    for _ in range(30):
        conversation = Conversation(1, content)
        for place, (side, data) in enumerate(association()):
            received = damaged(data, chance) if place == number else data
            list(conversation.receive(side, received))
        list(conversation.end())
