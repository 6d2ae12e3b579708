"""Checks do not raise for any bytes."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iodize.dimse.checking import (
    AnswerChecker,
    Encoded,
    InstanceState,
    check_attribute_list,
    check_command,
    check_query,
    check_status,
    decide,
)
from iodize.dimse.messages.errors import MalformedCommandError, UnknownMessageError
from iodize.dimse.messages.messages import Message
from iodize.generated import messages

from ..definitions import Step, Studies, Worklist, new
from .test_answers import scheduled
from .test_attribute_lists import created, encoded

MANY = settings(suppress_health_check=[HealthCheck.too_slow])

GOOD = encoded(created()).data
ANSWER = encoded(scheduled()).data
COMMAND = messages.CFindRSP(
    MessageIDBeingRespondedTo=1, Status=0xFF00, has_data_set=True
).encode()


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Return the data with bytes changed, inserted or removed."""
    made = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(len(made) - 1, 0)))
        match draw(st.sampled_from(["change", "cut", "insert"])):
            case "change" if made:
                made[place] = draw(st.integers(0, 255))
            case "cut":
                del made[place:]
            case _:
                made[place:place] = draw(st.binary(max_size=6))
    return bytes(made)


@MANY
@given(damaged(GOOD), st.booleans(), st.booleans())
def test_checks_survive_damaged_attribute_lists(
    data: bytes, implicit: bool, little: bool
) -> None:
    content = Encoded(data, implicit, little)

    check_attribute_list((Step.Create, content))
    check_query((Studies.StudyQuery, content))
    decide(Step, "N-SET", content, InstanceState("IN PROGRESS", content=content))


@MANY
@given(damaged(ANSWER))
def test_checks_survive_damaged_answers(data: bytes) -> None:
    step = new(Worklist.Query.ScheduledProcedureStepKeys, Modality="CT")
    query = new(Worklist.Query, ScheduledProcedureStepSequence=step)

    AnswerChecker(query).check(Encoded(data))


@MANY
@given(damaged(ANSWER))
def test_checks_survive_damaged_queries(data: bytes) -> None:
    checker = AnswerChecker((Worklist.Query, Encoded(data)))

    checker.check(Encoded(ANSWER))


@MANY
@given(damaged(COMMAND))
def test_checks_survive_damaged_commands(data: bytes) -> None:
    check_command(data, data_set=True, context=Step)
    try:
        message = Message.decode(data)
    except (MalformedCommandError, UnknownMessageError):
        return
    check_status(message, Step)
    check_command(message, request=message)
