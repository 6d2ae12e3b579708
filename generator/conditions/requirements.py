"""From the text of a row to what it requires."""

from __future__ import annotations

from iodize.conditions.expressions import (
    Expression,
    Inside,
    Not,
    Or,
    Place,
    Present,
    Unknown,
)
from iodize.conditions.requirement import Otherwise, Requirement

from .reading import PROSE, read_expression, with_reason
from .reasons import reason_of
from .sentences import Says, Sentence, read_sentences
from .tokens import read_tokens
from .vocabulary import Vocabulary

SHARED = Inside("SharedFunctionalGroupsSequence")
PER_FRAME = Inside("PerFrameFunctionalGroupsSequence")


def read_requirement(
    text: str, vocabulary: Vocabulary, conditional: bool = False
) -> Requirement:
    """Return what a row's text requires, permits and forbids.

    Args:
        text: The row's cell, a paragraph a line.
        conditional: Whether the row must have a condition: types 1C and 2C, usage C.
    """
    required: list[Expression] = []
    permitted: list[Expression] = []
    forbidden: list[Expression] = []
    otherwise = Otherwise.UNSPECIFIED
    for sentence in read_sentences(text):
        match sentence.says:
            case Says.MAY_OTHERWISE:
                otherwise = Otherwise.MAY
            case Says.SHALL_NOT_OTHERWISE:
                otherwise = Otherwise.SHALL_NOT
            case Says.REQUIRED_IF:
                required.append(_read(sentence, vocabulary))
            case Says.PERMITTED_IF:
                permitted.append(_read(sentence, vocabulary))
            case Says.FORBIDDEN_IF:
                forbidden.append(_read(sentence, vocabulary))
            case Says.ONLY_IF:
                permitted.append(_read(sentence, vocabulary))
                otherwise = Otherwise.SHALL_NOT
            case Says.ONE_OF:
                required.append(_none_of(sentence, vocabulary))
                otherwise = Otherwise.MAY
    if conditional and not (required or permitted or forbidden):
        required.append(Unknown("unread"))
    return Requirement(
        required=_any(required),
        permitted=_any(permitted),
        forbidden=_any(forbidden),
        otherwise=otherwise,
    )


def _read(sentence: Sentence, vocabulary: Vocabulary) -> Expression:
    words = sentence.words
    if words == "@shared":
        return SHARED
    if words == "@frame":
        return PER_FRAME
    denied = words.startswith("unless ")
    expression = read_expression(words.removeprefix("unless "), vocabulary)
    reasoned = with_reason(expression, reason_of(words))
    return Not(reasoned) if denied else reasoned


def _none_of(sentence: Sentence, vocabulary: Vocabulary) -> Expression:
    """Return that none of the attributes is present: then this one has to be."""
    tokens = read_tokens(sentence.words, vocabulary)
    named = [str(t.value) for t in tokens if t.type == "ATTRIBUTE"]
    if not named:
        return PROSE
    return Not(Or(tuple(Present(Place(keyword)) for keyword in named)))


def _any(expressions: list[Expression]) -> Expression | None:
    if not expressions:
        return None
    return expressions[0] if len(expressions) == 1 else Or(tuple(expressions))
