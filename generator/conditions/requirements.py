"""Parser of the requirement in the text of a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container

from iodize.conditions.expressions import (
    NOT_UNDERSTOOD,
    And,
    Expression,
    Inside,
    Not,
    Or,
    Place,
    Present,
    Unknown,
)
from iodize.conditions.requirement import Otherwise, Requirement

from .accounting import unread_presence
from .reading import PROSE, read_expression, simplified, with_reason
from .reasons import reason_of, unknown_of
from .references import of_devices
from .sentences import Decision, Sentence, read_sentences
from .tokens import read_tokens
from .vocabulary import Vocabulary

SHARED = Inside("SharedFunctionalGroupsSequence")
PER_FRAME = Inside("PerFrameFunctionalGroupsSequence")

_CONDITIONAL = re.compile(
    r"\b(?:if|in case|only|required?|unless|when|whenever|where)\b", re.IGNORECASE
)
"""A word of texts that state a condition."""


def read_requirement(
    text: str, vocabulary: Vocabulary, conditional: bool = False
) -> Requirement:
    """Parse what the text of a row requires, permits and forbids.

    Args:
        text: The cell, with a line for each paragraph.
        conditional: Whether the row must have a condition: types 1C and 2C, usage C.
    """
    said: defaultdict[Decision, list[Expression]] = defaultdict(list)
    for sentence in read_sentences(text):
        said[sentence.decision].append(read_sentence(sentence, vocabulary))
    for statement in unread_presence(text):
        denies = " not be " in statement
        decision = Decision.FORBIDDEN_IF if denies else Decision.REQUIRED_IF
        said[decision].append(Unknown(reason_of(statement)))
    otherwise = _otherwise(said.keys())
    required = [*said[Decision.REQUIRED_IF], *said[Decision.ONE_OF]]
    permitted, forbidden = said[Decision.PERMITTED_IF], said[Decision.FORBIDDEN_IF]
    if conditional and required and said[Decision.ONLY_IF] == required:
        # It is required under the condition, and not allowed without it.
        otherwise = Otherwise.SHALL_NOT
    elif required:
        # It is required under one condition, and never allowed without the other.
        forbidden += map(_denied, said[Decision.ONLY_IF])
    elif said[Decision.ONLY_IF]:
        permitted += said[Decision.ONLY_IF]
        otherwise = Otherwise.SHALL_NOT
    if where := said[Decision.ONLY_REQUIRED_IF]:
        # Elsewhere it is not required, but not forbidden either.
        permitted += map(_denied, where)
        other = _any(required)
        required = [simplified(And((*where, *([other] if other else []))))]
    if conditional and not (required or permitted or forbidden):
        stated = _CONDITIONAL.search(text) is not None
        required.append(Unknown(NOT_UNDERSTOOD if stated else "not-stated"))
    return Requirement(
        required=_any(required),
        permitted=_any(permitted),
        forbidden=_any(forbidden),
        otherwise=otherwise,
    )


def _otherwise(said: Container[Decision]) -> Otherwise:
    """Return the statement for the case that it is not required."""
    if Decision.SHALL_NOT_OTHERWISE in said:
        return Otherwise.SHALL_NOT
    if Decision.MAY_OTHERWISE in said or Decision.ONE_OF in said:
        return Otherwise.MAY
    return Otherwise.UNSPECIFIED


def read_sentence(sentence: Sentence, vocabulary: Vocabulary) -> Expression:
    """Parse the condition of one sentence, once."""
    if sentence not in vocabulary.expressions:
        vocabulary.expressions[sentence] = _parsed(sentence, vocabulary)
    return vocabulary.expressions[sentence]


def _parsed(sentence: Sentence, vocabulary: Vocabulary) -> Expression:
    words = sentence.words
    if sentence.decision is Decision.ONE_OF:
        return _none_of(sentence, vocabulary)
    if words == "@shared":
        return SHARED
    if words == "@frame":
        return PER_FRAME
    denied = words.startswith("unless ")
    expression = read_expression(words.removeprefix("unless "), vocabulary)
    if expression == PROSE:
        reasoned = unknown_of(words)
    else:
        reasoned = of_devices(with_reason(expression, reason_of(words)))
    return Not(reasoned) if denied else reasoned


def _none_of(sentence: Sentence, vocabulary: Vocabulary) -> Expression:
    """Return the condition that none of the attributes is present."""
    tokens = read_tokens(sentence.words, vocabulary)
    named = [str(t.value) for t in tokens if t.type == "ATTRIBUTE"]
    if not named:
        return Unknown(NOT_UNDERSTOOD)
    return Not(Or(tuple(Present(Place(keyword)) for keyword in named)))


def _any(expressions: list[Expression]) -> Expression | None:
    return simplified(Or(tuple(expressions))) if expressions else None


def _denied(expression: Expression) -> Expression:
    return expression if isinstance(expression, Unknown) else Not(expression)
