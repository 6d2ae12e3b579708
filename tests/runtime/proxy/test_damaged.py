"""Associations whose bytes are damaged: told of, and nothing else happens."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pydicom.dataset import Dataset

from iodize import editions
from iodize.proxy.content import Content
from iodize.proxy.conversation import Conversation
from iodize.proxy.negotiation import Side
from iodize.proxy.sop_classes import sop_classes_of

from . import speech

A, B = Side.REQUESTOR, Side.ACCEPTOR
UID: dict[str, Any] = {"AffectedSOPClassUID": speech.STUDY_FIND}


def talk() -> list[tuple[Side, bytes]]:
    query = Dataset()
    query.QueryRetrieveLevel, query.StudyInstanceUID = "STUDY", ""
    match = Dataset()
    match.QueryRetrieveLevel, match.StudyInstanceUID = "STUDY", "1.2"
    answers: dict[str, Any] = {"MessageIDBeingRespondedTo": 2, **UID}
    return [
        (A, speech.request(speech.VERIFICATION, speech.STUDY_FIND)),
        (B, speech.answer(1, 3)),
        (A, speech.echo(1)),
        (B, speech.echoed(1)),
        (A, speech.message(0x0020, query, context=3, MessageID=2, Priority=0, **UID)),
        (B, speech.message(0x8020, match, context=3, Status=0xFF00, **answers)),
        (B, speech.message(0x8020, context=3, Status=0, **answers)),
        (A, speech.RELEASE),
        (B, speech.RELEASED),
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
def content() -> Content:
    edition = editions.bundled()
    return Content(edition, sop_classes_of(edition))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("number", range(len(talk())))
def test_damage_is_no_exception(content: Content, number: int) -> None:
    chance = random.Random(number)
    for _ in range(30):
        conversation = Conversation(1, content)
        for place, (side, data) in enumerate(talk()):
            said = damaged(data, chance) if place == number else data
            list(conversation.hear(side, said))
        list(conversation.end())
