"""Converts tokens to an expression: Lark parses, `_Meaning` implements each rule."""

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
    IsOther,
    Not,
    Or,
    Place,
    Position,
    Present,
    Private,
    Referenced,
    Same,
    Scope,
    Unknown,
    Used,
    Valued,
)
from iodize.conditions.language import parse

from .references import NUMBERS, by_number
from .spellings import SECTIONS
from .subjects import About, Subject, within
from .tokens import Token, read_tokens
from .vocabulary import Vocabulary

PROSE = Unknown("prose")
"""Words without a rule in the grammar, until `with_reason` classifies them."""
CHANGES = Unknown("changes")
DECIDABLE = frozenset(
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
        "ANY_OF",
        "VALUE_IN",
    ]
)
"""Tokens of which at least one is required for a condition that an object can decide."""
PIXELS = frozenset({"PixelData", "FloatPixelData", "DoubleFloatPixelData"})
"""Attributes whose frames are not values of their own."""
FRAMED = PIXELS | {"OverlayData"}
"""Attributes whose number of frames is another attribute."""
FIRST = Position("first")
LAST = Position("last")


class _Lexer(Lexer):
    """Passes tokens to Lark; the value of a Lark token is its index in the list."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, types: str) -> Iterator[LarkToken]:  # type: ignore[override]
        for index, type_ in enumerate(str(types).split()):
            yield LarkToken(type_, str(index))


@cache
def _parser(with_prose: bool) -> Lark:
    """Return the parser; without prose it is much faster, and often sufficient."""
    grammar = Path(__file__).with_name("grammar.lark").read_text("utf-8")
    if not with_prose:
        grammar = grammar.replace("      | prose\n", "")
    return Lark(grammar, parser="earley", lexer=_Lexer, ambiguity="resolve")


@cache
def _tree(types: str) -> Tree[LarkToken] | None:
    """Parse a sequence of token types; cached, because many conditions share one."""
    if DECIDABLE.isdisjoint(types.split()):
        return None
    for with_prose in (False, True):
        try:
            return _parser(with_prose).parse(types)
        except LarkError:
            continue
    return None


def read_expression(text: str, vocabulary: Vocabulary) -> Expression:
    """Parse a condition; parts that are not understood are `Unknown`."""
    tokens = read_tokens(text, vocabulary)
    tree = _tree(" ".join(token.type for token in tokens)) if tokens else None
    if tree is None:
        return PROSE
    return simplified(_Meaning(tokens, vocabulary).transform(tree))


def simplified(expression: Expression) -> Expression:
    """Remove redundant nesting and repetition from an expression."""
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
    """Replace `PROSE` in an expression by the reason."""
    match expression:
        case Unknown("prose"):
            return Unknown(reason)
        case Or(parts) if reason == CHANGES.reason and any(map(_is_about_first, parts)):
            # "For the first item if X, or if Y changes": the first one changes nothing.
            later = And((Not(FIRST), CHANGES))
            return Or(tuple(later if part == PROSE else part for part in parts))
        case And(parts) | Or(parts):
            changed = tuple(with_reason(part, reason) for part in parts)
            return simplified(type(expression)(changed))
        case Not(part):
            return Not(with_reason(part, reason))
    return expression


def _is_about_first(part: Expression) -> bool:
    return isinstance(part, And) and FIRST in part.parts


@v_args(inline=True)
class _Meaning(Transformer[LarkToken, Any]):
    """The meaning of each rule of the grammar; predicates are functions of a subject."""

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

    # Subjects with predicates

    def attribute(self, token: LarkToken) -> Subject:
        return self._subject(self._value(token), None)

    def numbered(self, token: LarkToken, *rest: LarkToken) -> Subject:
        number = next(t for t in rest if t.type == "NUMBER")
        return self._subject(self._value(token), int(self._value(number)))

    def number_of(self, number: LarkToken, token: LarkToken) -> Subject:
        return self._subject(self._value(token), int(self._value(number)))

    def again(self, number: LarkToken) -> Subject:
        place = self._last or Place("", Scope.NEAR)
        return Subject(place, int(self._value(number)))

    def anywhere(self, token: LarkToken, _: LarkToken) -> Subject:
        return Subject(Place(self._value(token), Scope.EVERYWHERE))

    def inside(self, token: LarkToken, _: LarkToken, around: LarkToken) -> Subject:
        place = Place(self._value(token), Scope.NEAR, (self._value(around),))
        return Subject(place)

    def of_referenced(
        self, token: LarkToken, _: LarkToken, reference: LarkToken
    ) -> Subject:
        number = self._value(reference)

        def look_up(condition: Expression) -> Expression:
            return by_number(number, condition) if number in NUMBERS else PROSE

        return Subject(Place(self._value(token)), None, look_up)

    def for_number(self, *tokens: LarkToken) -> Subject:
        keyword, number, around = (
            self._value(t) for t in tokens if t.type == "ATTRIBUTE"
        )
        reference = Place(number, Scope.NEAR)
        place = Place(number, Scope.NEAR, (around,))
        return Subject(
            Place(keyword), None, lambda part: Referenced(reference, place, part)
        )

    def _subject(self, keyword: str, number: int | None) -> Subject:
        self._last = Place(keyword, Scope.NEAR)
        return Subject(self._last, number)

    def subjects(self, *parts: Any) -> About:
        return About.of(parts)

    def about(self, about: About, predicate: Any) -> Expression:
        return about.are(predicate)

    def neither(self, *parts: Any) -> Expression:
        subjects = [part for part in parts if isinstance(part, Subject)]
        predicate = parts[-1]
        return And(tuple(Not(predicate(subject)) for subject in subjects))

    def used(self, *tokens: LarkToken) -> Any:
        names = [t for t in tokens if t.type in ("MODULE", "GROUP")]
        places = tuple(Used(self._value(t), t.type == "GROUP") for t in names)
        joined = any(t.type in ("AND", "COMMA_AND") for t in tokens)
        return places, joined

    def presence(self, used: Any, predicate: Any) -> Expression:
        places, joined = used
        result = predicate(Subject(Place("", Scope.NEAR)))
        parts = tuple(Not(p) if isinstance(result, Not) else p for p in places)
        if isinstance(result, Unknown):
            return PROSE
        return And(parts) if joined else Or(parts)

    # Predicates

    def predicates(self, predicate: Any) -> Any:
        return predicate

    def predicate_chain(self, *parts: Any) -> Any:
        """Combine predicates of one subject; "or" binds looser than "and" and commas."""
        alternatives: list[list[Any]] = [[]]
        for part in parts:
            if not isinstance(part, LarkToken):
                alternatives[-1].append(part)
            elif part.type in ("OR", "COMMA_OR"):
                alternatives.append([])

        def combined(subject: Subject) -> Expression:
            return Or(tuple(And(tuple(p(subject) for p in a)) for a in alternatives))

        return combined

    def is_present(self, *_: LarkToken) -> Any:
        return lambda subject: Present(subject.place)

    def is_present_anywhere(self, *_: LarkToken) -> Any:
        return lambda subject: Present(Place(subject.place.keyword, Scope.EVERYWHERE))

    def is_valued_anywhere(self, _: LarkToken) -> Any:
        return lambda subject: Valued(Place(subject.place.keyword, Scope.EVERYWHERE))

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
        def many(subject: Subject) -> Expression:
            if subject.place.keyword == "OverlayData":
                frames = Place("NumberOfFramesInOverlay", Scope.REPEATED)
                return Compares(frames, ">", 1)
            if subject.place.keyword in PIXELS:
                return Compares(Place("NumberOfFrames", Scope.TOP), ">", 1)
            return Compares(subject.place, ">", 1, counted=True)

        return many

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

        def compared(subject: Subject) -> Expression:
            sequence = self._vocabulary.vrs.get(subject.place.keyword) == "SQ"
            return Compares(subject.place, operator, float(text), counted=sequence)

        return compared

    def values(self, *tokens: LarkToken) -> tuple[str, ...]:
        return tuple(self._value(t) for t in tokens if t.type == "VALUE")

    def codes(self, *tokens: LarkToken) -> tuple[tuple[str, str], ...]:
        found = (self._value(t) for t in tokens if t.type == "CODE")
        return tuple(dict.fromkeys(found))

    def is_equal(self, *parts: Any) -> Any:
        values = next(part for part in parts if isinstance(part, tuple))
        return lambda subject: Is(subject.place, values, subject.number)

    def is_not_equal(self, verb: LarkToken, values: tuple[str, ...]) -> Any:
        """Return a predicate; an absent attribute "is not" X, but is not "other than" X."""

        def differs(subject: Subject) -> Expression:
            other = Not(Is(subject.place, values, subject.number))
            if self._value(verb) != "not":
                return other
            return Or((Not(Present(subject.place)), other))

        return differs

    def is_another(self, *parts: Any) -> Any:
        values = next(part for part in parts if isinstance(part, tuple))

        def another(subject: Subject) -> Expression:
            if subject.number is None:
                return IsOther(subject.place, values)
            equal = Is(subject.place, values, subject.number)
            return And((Valued(subject.place), Not(equal)))

        return another

    def any_other(self, *parts: Any) -> Expression:
        subject, values = (p for p in parts if not isinstance(p, LarkToken))
        return IsOther(subject.place, values)

    def is_greater_anywhere(self, _: LarkToken, value: LarkToken, __: LarkToken) -> Any:
        compared = self._comparison(">", value)
        return lambda subject: compared(
            Subject(Place(subject.place.keyword, Scope.EVERYWHERE))
        )

    def many_in(self, _: LarkToken, subject: Subject) -> Expression:
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

        def pointing(subject: Subject) -> Expression:
            vr = self._vocabulary.vrs.get(subject.place.keyword)
            if vr == "SQ":
                return Or(tuple(Present(within(k, subject)) for k in keywords))
            if vr == "AT":
                tags = {keyword: tag for tag, keyword in self._vocabulary.tags.items()}
                values = tuple(tags[k].strip("()").replace(",", "") for k in keywords)
                return Is(subject.place, values)
            others = (Place(keyword, Scope.NEAR) for keyword in keywords)
            return Or(tuple(Same(subject.place, other) for other in others))

        return pointing

    def lacks(self, _: LarkToken, token: LarkToken) -> Any:
        keyword = self._value(token)
        return lambda subject: Not(Present(within(keyword, subject)))

    # Clauses without a subject

    def position(self, place: Expression) -> Expression:
        return place

    def position_if(
        self, place: Expression, _: LarkToken, then: Expression
    ) -> Expression:
        return And((place, then))

    def positions(self, *parts: Any) -> Expression:
        # "for the first Item and for the last one": either of them.
        return Or(tuple(p for p in parts if not isinstance(p, LarkToken)))

    def value_in(self, _: LarkToken, about: About) -> Expression:
        return about.are(lambda subject: Valued(subject.place))

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

    def prose(self, *_: LarkToken) -> Expression:
        return PROSE
