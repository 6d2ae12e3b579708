"""From tokens to an expression: Lark parses, this file says what each rule means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Transformer, Tree, v_args
from lark.exceptions import LarkError
from lark.lexer import Lexer
from lark.lexer import Token as LarkToken

from iodize.conditions.expressions import (
    And,
    Coded,
    Compares,
    Expression,
    Is,
    Not,
    Or,
    Place,
    Position,
    Present,
    Private,
    Same,
    Scope,
    Unknown,
    Used,
    Valued,
)
from iodize.conditions.language import parse

from .reasons import UNCLASSIFIED
from .spellings import SECTIONS
from .tokens import Token, read_tokens
from .vocabulary import Vocabulary

PROSE = Unknown("prose")
NAMED_PROSE = Unknown("prose-with-attributes")
"""Words that name an attribute, so that the object might tell."""
CHANGES = Unknown("changes")
TELLING = frozenset(
    [
        "ATTRIBUTE",
        "MODULE",
        "GROUP",
        "SECTION",
        "IDIOM",
        "FIRST",
        "LAST",
        "ALL_BUT_LAST",
        "LATER",
        "MANY_IN",
        "VALUE_IN",
    ]
)
"""Tokens without which nothing is said that the object could tell."""
FIRST = Position("first")
LAST = Position("last")


class _Lexer(Lexer):
    """Hands our tokens to Lark; a token's value is its place in the list."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, types: str) -> Iterator[LarkToken]:  # type: ignore[override]
        for index, type_ in enumerate(str(types).split()):
            yield LarkToken(type_, str(index))


@cache
def _parser(with_prose: bool) -> Lark:
    """Return the parser; without prose it is much faster, and often that suffices."""
    grammar = Path(__file__).with_name("grammar.lark").read_text("utf-8")
    if not with_prose:
        grammar = grammar.replace("      | prose\n", "")
    return Lark(grammar, parser="earley", lexer=_Lexer, ambiguity="resolve")


@cache
def _tree(types: str) -> Tree[LarkToken] | None:
    """Return the parse of a sequence of token types; many conditions share one."""
    if TELLING.isdisjoint(types.split()):
        return None
    for with_prose in (False, True):
        try:
            return _parser(with_prose).parse(types)
        except LarkError:
            continue
    return None


def read_expression(text: str, vocabulary: Vocabulary) -> Expression:
    """Return what a condition says, as far as it is understood."""
    tokens = read_tokens(text, vocabulary)
    tree = _tree(" ".join(token.type for token in tokens)) if tokens else None
    if tree is None:
        return PROSE
    return simplified(_Meaning(tokens, vocabulary).transform(tree))


def simplified(expression: Expression) -> Expression:
    """Return an expression without needless nesting or repetition."""
    match expression:
        case And(parts) | Or(parts):
            flat: list[Expression] = []
            for part in map(simplified, parts):
                inner = part.parts if isinstance(part, type(expression)) else (part,)
                flat += [p for p in inner if p not in flat]
            return flat[0] if len(flat) == 1 else type(expression)(tuple(flat))
        case Not(Not(inner)):
            return simplified(inner)
        case Not(part):
            return Not(simplified(part))
    return expression


def with_reason(expression: Expression, reason: str) -> Expression:
    """Return an expression whose prose says what kind of knowledge it asks for."""
    match expression:
        case Unknown("prose"):
            return Unknown(reason)
        case Unknown("prose-with-attributes"):
            return Unknown("not-understood" if reason == UNCLASSIFIED else reason)
        case And(parts) | Or(parts):
            changed = tuple(with_reason(part, reason) for part in parts)
            return simplified(type(expression)(changed))
        case Not(part):
            return Not(with_reason(part, reason))
    return expression


class _Subject:
    """What a predicate is said of: an attribute, perhaps one of its values."""

    def __init__(self, place: Place, number: int | None = None) -> None:
        self.place = place
        self.number = number


class _About:
    """Several subjects, and whether all of them are meant or one."""

    def __init__(self, subjects: Sequence[_Subject], all_of_them: bool) -> None:
        self.subjects = subjects
        self.all_of_them = all_of_them


@v_args(inline=True)
class _Meaning(Transformer[LarkToken, Any]):
    """What each rule of the grammar means; predicates are functions of a subject."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        super().__init__()
        self._tokens = tokens
        self._vocabulary = vocabulary
        self._last: Place | None = None

    def _value(self, token: LarkToken) -> Any:
        return self._tokens[int(token)].value

    def start(self, expression: Expression) -> Expression:
        return expression

    def conjunction(self, *parts: Any) -> Expression:
        return And(tuple(p for p in parts if not isinstance(p, LarkToken)))

    def disjunction(self, *parts: Any) -> Expression:
        return Or(tuple(p for p in parts if not isinstance(p, LarkToken)))

    def part(self, *parts: Any) -> Expression:
        return parts[-1]  # type: ignore[no-any-return]

    def unless(self, *parts: Any) -> Expression:
        clause, exception = (p for p in parts if not isinstance(p, LarkToken))
        return And((clause, Not(exception)))

    # What is said of what

    def attribute(self, token: LarkToken) -> _Subject:
        return self._subject(self._value(token), None)

    def numbered(self, token: LarkToken, *rest: LarkToken) -> _Subject:
        number = next(t for t in rest if t.type == "NUMBER")
        return self._subject(self._value(token), int(self._value(number)))

    def number_of(self, number: LarkToken, token: LarkToken) -> _Subject:
        return self._subject(self._value(token), int(self._value(number)))

    def again(self, number: LarkToken) -> _Subject:
        place = self._last or Place("", Scope.NEAR)
        return _Subject(place, int(self._value(number)))

    def anywhere(self, token: LarkToken, _: LarkToken) -> _Subject:
        return _Subject(Place(self._value(token), Scope.EVERYWHERE))

    def inside(self, token: LarkToken, _: LarkToken, around: LarkToken) -> _Subject:
        place = Place(self._value(token), Scope.NEAR, (self._value(around),))
        return _Subject(place)

    def _subject(self, keyword: str, number: int | None) -> _Subject:
        self._last = Place(keyword, Scope.NEAR)
        return _Subject(self._last, number)

    def subjects(self, *parts: Any) -> _About:
        subjects = [part for part in parts if isinstance(part, _Subject)]
        words = {part.type for part in parts if isinstance(part, LarkToken)}
        return _About(subjects, bool(words & {"AND", "COMMA_AND"}))

    def about(self, about: _About, predicate: Any) -> Expression:
        parts = tuple(predicate(subject) for subject in about.subjects)
        return And(parts) if about.all_of_them else Or(parts)

    def neither(self, *parts: Any) -> Expression:
        subjects = [part for part in parts if isinstance(part, _Subject)]
        predicate = parts[-1]
        return And(tuple(Not(predicate(subject)) for subject in subjects))

    def used(self, *tokens: LarkToken) -> Any:
        names = [t for t in tokens if t.type in ("MODULE", "GROUP")]
        places = tuple(Used(self._value(t), t.type == "GROUP") for t in names)
        joined = any(t.type in ("AND", "COMMA_AND") for t in tokens)
        return places, joined

    def presence(self, used: Any, predicate: Any) -> Expression:
        places, joined = used
        said = predicate(_Subject(Place("", Scope.NEAR)))
        parts = tuple(Not(p) if isinstance(said, Not) else p for p in places)
        if isinstance(said, Unknown):
            return PROSE
        return And(parts) if joined else Or(parts)

    # Predicates

    def predicates(self, predicate: Any) -> Any:
        return predicate

    def predicate_chain(self, *parts: Any) -> Any:
        """Predicates of one subject; "or" binds looser than "and" and commas."""
        alternatives: list[list[Any]] = [[]]
        for part in parts:
            if not isinstance(part, LarkToken):
                alternatives[-1].append(part)
            elif part.type in ("OR", "COMMA_OR"):
                alternatives.append([])

        def said(subject: _Subject) -> Expression:
            return Or(tuple(And(tuple(p(subject) for p in a)) for a in alternatives))

        return said

    def is_present(self, *_: LarkToken) -> Any:
        return lambda subject: Present(subject.place)

    def is_present_anywhere(self, *_: LarkToken) -> Any:
        return lambda subject: Present(Place(subject.place.keyword, Scope.EVERYWHERE))

    def is_absent(self, _: LarkToken) -> Any:
        return lambda subject: Not(Present(subject.place))

    def is_empty(self, _: LarkToken) -> Any:
        return lambda subject: Not(Valued(subject.place))

    def is_valued(self, *_: LarkToken) -> Any:
        return lambda subject: Valued(subject.place)

    def is_nonzero(self, _: LarkToken) -> Any:
        return lambda subject: Or(
            (Compares(subject.place, ">", 0), Compares(subject.place, "<", 0))
        )

    def is_many(self, _: LarkToken) -> Any:
        return lambda subject: Compares(subject.place, ">", 1, counted=True)

    def is_one(self, _: LarkToken) -> Any:
        return lambda subject: Compares(subject.place, "==", 1, counted=True)

    def is_private(self, _: LarkToken) -> Any:
        return lambda subject: Private(subject.place)

    def is_changing(self, _: LarkToken) -> Any:
        return lambda subject: And((Not(FIRST), CHANGES))

    def is_greater(self, _: LarkToken, value: LarkToken) -> Any:
        return self._comparison(">", value)

    def is_less(self, _: LarkToken, value: LarkToken) -> Any:
        return self._comparison("<", value)

    def _comparison(self, operator: str, value: LarkToken) -> Any:
        text = self._value(value)
        if not str(text).replace(".", "", 1).isdigit():
            return lambda subject: PROSE

        def compared(subject: _Subject) -> Expression:
            sequence = self._vocabulary.vrs.get(subject.place.keyword) == "SQ"
            return Compares(subject.place, operator, float(text), counted=sequence)

        return compared

    def values(self, *tokens: LarkToken) -> tuple[str, ...]:
        return tuple(self._value(t) for t in tokens if t.type == "VALUE")

    def codes(self, *tokens: LarkToken) -> tuple[tuple[str, str], ...]:
        return tuple(self._value(t) for t in tokens if t.type == "CODE")

    def is_equal(self, *parts: Any) -> Any:
        values = next(part for part in parts if isinstance(part, tuple))
        return lambda subject: Is(subject.place, values, subject.number)

    def is_not_equal(self, _: LarkToken, values: tuple[str, ...]) -> Any:
        return lambda subject: Not(Is(subject.place, values, subject.number))

    def is_another(self, *parts: Any) -> Any:
        values = next(part for part in parts if isinstance(part, tuple))
        return lambda subject: And(
            (Valued(subject.place), Not(Is(subject.place, values, subject.number)))
        )

    def is_greater_anywhere(self, _: LarkToken, value: LarkToken, __: LarkToken) -> Any:
        compared = self._comparison(">", value)
        return lambda subject: compared(
            _Subject(Place(subject.place.keyword, Scope.EVERYWHERE))
        )

    def many_in(self, _: LarkToken, subject: _Subject) -> Expression:
        return Compares(subject.place, ">", 1, counted=True)

    def is_equal_within(self, *parts: Any) -> Any:
        values = next(part for part in parts if isinstance(part, tuple))
        around = self._value(parts[-1])
        return lambda subject: Is(
            Place(subject.place.keyword, Scope.NEAR, (around,)), values, subject.number
        )

    def is_equal_anywhere(self, *parts: Any) -> Any:
        values = next(part for part in parts if isinstance(part, tuple))
        return lambda subject: Is(
            Place(subject.place.keyword, Scope.EVERYWHERE), values, subject.number
        )

    def has_code(self, _: LarkToken, codes: tuple[tuple[str, str], ...]) -> Any:
        return lambda subject: Coded(subject.place, codes)

    def has_other_code(self, _: LarkToken, codes: tuple[tuple[str, str], ...]) -> Any:
        return lambda subject: And(
            (Valued(subject.place), Not(Coded(subject.place, codes)))
        )

    def is_attribute(self, *tokens: LarkToken) -> Any:
        keywords = [self._value(t) for t in tokens if t.type == "ATTRIBUTE"]

        def pointing(subject: _Subject) -> Expression:
            if self._vocabulary.vrs.get(subject.place.keyword) == "AT":
                tags = {keyword: tag for tag, keyword in self._vocabulary.tags.items()}
                values = tuple(tags[k].strip("()").replace(",", "") for k in keywords)
                return Is(subject.place, values)
            others = (Place(keyword, Scope.NEAR) for keyword in keywords)
            return Or(tuple(Same(subject.place, other) for other in others))

        return pointing

    # What is said without a subject

    def position(self, place: Expression) -> Expression:
        return place

    def position_if(
        self, place: Expression, _: LarkToken, then: Expression
    ) -> Expression:
        return And((place, then))

    def positions(self, *parts: Any) -> Expression:
        # "for the first Item and for the last one": either is meant.
        return Or(tuple(p for p in parts if not isinstance(p, LarkToken)))

    def value_in(self, _: LarkToken, about: _About) -> Expression:
        parts = tuple(Valued(subject.place) for subject in about.subjects)
        return And(parts) if about.all_of_them else Or(parts)

    def idiom(self, token: LarkToken) -> Expression:
        return parse(self._value(token))

    def first(self, _: LarkToken) -> Expression:
        return FIRST

    def last(self, _: LarkToken) -> Expression:
        return LAST

    def all_but_last(self, _: LarkToken) -> Expression:
        return Not(LAST)

    def later(self, _: LarkToken) -> Expression:
        return Not(FIRST)

    def section(self, token: LarkToken) -> Expression:
        label = self._value(token)
        return parse(SECTIONS[label]) if label in SECTIONS else Unknown("section")

    def prose(self, *tokens: LarkToken) -> Expression:
        named = any(token.type == "ATTRIBUTE" for token in tokens)
        return NAMED_PROSE if named else PROSE
