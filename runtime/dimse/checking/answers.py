"""An answer to a query, against its definition and against the query.

Source: PS3.4 C.4.1.1.3.2 (what an answer contains), C.2.2.2 (what matches); of worklists
K.4.1.1.3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any, Final, NamedTuple

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from ...conditions import parse
from ...conditions.expressions import places
from ...definitions import Attribute
from ...editions import Edition
from ...validation import codes, values
from ...validation.elements import Element, Elements, Reading
from ...validation.findings import Finding
from ...validation.memory import decoded, encodings_of
from ...validation.plan import PlanBook
from ...validation.rules import name_of
from ...validation.scope import Scope
from ...validation.text import text_of
from ..attribute_lists import AttributeList, FindAnswer, FindRequest
from ..comparisons import RANGED
from ..keys import Key
from ..matching import (
    AVAILABILITY,
    CHARACTER_SET,
    LEVEL,
    LOCATIONS,
    NEVER_MATCHED,
    RETRIEVE_AE,
    Matcher,
)
from ..negotiated import BASELINE, Negotiated
from ..zones import TIMEZONE
from .attribute_lists import (
    ABSENT,
    Content,
    MessageWalk,
    Requested,
    checker,
    items_of,
    parted,
    reading_of,
)
from .queries import levels_of

UNASKED: Final = frozenset(
    {
        *NEVER_MATCHED,
        *LOCATIONS,
        AVAILABILITY,
        0x0040A390,  # HL7 Structured Document Reference Sequence
        0x00083002,  # Available Transfer Syntax UID
    }
)
"""What an answer may have though nobody asked for it: C.4.1.1.3.2, K.4.1.1.3.2."""

LOWEST: Final = "IMAGE"
"""The level at which instances are somewhere for certain."""

_CONDITIONAL: Final = frozenset({codes.TYPE1C_MISSING, codes.TYPE2C_MISSING})


class AnswerChecker:
    """Checks the answers to one query."""

    def __init__(
        self,
        query: FindRequest[AttributeList] | tuple[type[AttributeList], Content],
        *,
        negotiated: Negotiated = BASELINE,
        edition: Edition | None = None,
    ) -> None:
        """Look at what a query asks for.

        Args:
            query: A typed request; or its class, and the identifier that should be one.
            negotiated: What the two sides agreed on beyond the baseline.
            edition: The bundled one if None.
        """
        definition, content = parted(query)
        elements = reading_of(content).elements
        self._compiled: Final = partial(
            Matcher,
            definition,
            content if isinstance(content, Dataset) else _identifier(elements),
            negotiated=negotiated,
            unknown_matches=True,
        )
        self._matcher: Final = self._compiled(matched=_is_certain)
        self._zone: Final = text_of(elements.get(TIMEZONE))
        self._checker = checker(edition)
        self._requested: Final = requested_by(content)
        self._answer: type[AttributeList] = getattr(definition, "reply", FindAnswer)
        self._level = definition.level
        levels = levels_of(definition)
        self._free = UNASKED | levels.unique | levels.above

    @cached_property
    def _timeless(self) -> Matcher:
        """What matches whatever the zone that times are told in."""
        return self._compiled(
            matched=lambda key, vr: vr not in RANGED and _is_certain(key, vr)
        )

    def check(self, answer: FindAnswer | Content) -> tuple[Finding, ...]:
        """Return what is wrong with an answer."""
        content = answer.to_dataset() if isinstance(answer, FindAnswer) else answer
        name = name_of(self._answer)
        walk = AnswerWalk(name, self._requested, self._free, self._level)
        reading = reading_of(content)
        walk.mismatches += self._mismatches(reading.elements)
        return self._checker.run(walk, self._answer, reading)

    def _mismatches(self, elements: Elements) -> Iterator[int]:
        """Yield the tags of what does not match the query; what is unknown may.

        Times of another zone, or of none, match as the SCP knows: C.2.2.2.5.4.
        """
        dataset = Received(elements, self._checker.book)
        same_zone = text_of(elements.get(TIMEZONE)) == self._zone
        for tag, test in (self._matcher if same_zone else self._timeless).tests:
            if tag in elements and not test(dataset):
                yield int(tag)


def check_answer(
    query: FindRequest[AttributeList] | tuple[type[AttributeList], Content],
    answer: FindAnswer | Content,
    *,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with an answer to a query.

    Of many answers, `AnswerChecker` looks at the query but once.
    """
    return AnswerChecker(query, edition=edition).check(answer)


def _is_certain(key: Attribute, vr: str) -> bool:
    """Return whether what does not match a key was not to be answered.

    A SCP need not match optional keys, and names match as it decides: PS3.4 C.2.2.2.1.1.
    """
    return isinstance(key, Key) and key.match in ("U", "R", "RC", "*") and vr != "PN"


class Held(NamedTuple):
    """An element of an answer, as a query is compared with it."""

    VR: str
    value: Any


class Received:
    """A data set, or item, that was received: its values are decoded when they matter."""

    def __init__(
        self, elements: Elements, book: PlanBook, encodings: list[str] | None = None
    ) -> None:
        """Look at elements.

        Args:
            encodings: Of the data set around an item, where the item has none of its own.
        """
        own = elements.get(CHARACTER_SET)
        if encodings is None or own is not None:
            encodings = encodings_of(own)
        self._elements: Final = elements
        self._book: Final = book
        self._encodings: Final = encodings

    def get_item(self, tag: BaseTag) -> Held | None:
        """Return an element; None if it is absent."""
        element = self._elements.get(tag)
        if element is None:
            return None
        rule = self._book.unlisted(tag)
        vr = element.VR or (rule.implicit_vr if rule else "UN")
        if vr == "SQ":
            items = items_of(element)
            return Held(
                vr, [Received(item, self._book, self._encodings) for item in items]
            )
        value = element.value
        if isinstance(element, DataElement):
            return Held(vr, value)
        if not value or vr not in values.KNOWN:
            return Held(vr, None)
        if vr in values.CHARACTER_SET:
            return Held(vr, self._texts(vr, value))
        return Held(vr, values.terms(vr, value, element.is_little_endian))

    def _texts(self, vr: str, value: bytes) -> list[str] | None:
        """Return the values of a text; None where its characters cannot be told."""
        text = decoded(value, self._encodings)
        if text is None or vr in values.UNDIVIDED:
            return None if text is None else [text.rstrip("\0")]
        return [part.rstrip("\0") for part in text.split("\\")]


def _identifier(elements: Elements) -> Dataset:
    """Return an identifier that was received, as pydicom has it."""
    dataset = Dataset()
    dataset.update({BaseTag(tag): element for tag, element in elements.items()})
    return dataset


def requested_by(content: Content) -> Requested:
    """Return what a query asks for: of a sequence what its item has, all if nothing."""
    return _requested(reading_of(content).elements)


def _requested(elements: Elements) -> Requested:
    return {
        tag: _requested_in(element)
        for tag, element in elements.items()
        if tag not in NEVER_MATCHED
    }


def _requested_in(element: Element) -> Requested | None:
    """Return what is asked for in the items of a sequence; None for all there is."""
    if element.VR not in ("SQ", None):
        return None
    for item in items_of(element):
        return _requested(item) or None
    return None


class AnswerWalk(MessageWalk):
    """A walk over an answer: what was not asked for is not missed, nor welcome."""

    def __init__(
        self,
        name: str,
        requested: Requested,
        free: frozenset[int],
        level: str = "",
    ) -> None:
        """Begin a walk.

        Args:
            name: What findings call the answer.
            free: What may be there though it was not asked for.
            level: The level of the query; empty where the model has none.
        """
        super().__init__(requested)
        self._name = name
        self._free = free
        self._level = level
        self.mismatches: list[int] = []
        """Tags of what does not match the query."""

    def _enter(self, scope: Scope, reading: Reading) -> None:
        if scope.parent is None:
            for tag in self.mismatches:
                what = "does not match the query"
                self.add(codes.ANSWER_MISMATCH, scope, tag, what)
        asked = self.asked_in(scope)
        if asked is not None:
            for tag in reading.elements.keys() - asked.keys():
                if scope.parent is not None or tag not in self._free:
                    self.add(codes.KEY_NOT_ASKED, scope, tag, "was not asked for")
        if scope.parent is None and self._level:
            self._check_level(scope)
            self._check_location(scope)
        super()._enter(scope, reading)

    def _check_level(self, scope: Scope) -> None:
        level = text_of(scope.elements.get(LEVEL))
        if level != self._level:
            what = f"{level!r}" if level else "absent"
            what += f"; the query was of the level {self._level}"
            code = codes.ANSWER_MISMATCH if level else codes.QUERY_LEVEL_MISSING
            self.add(code, scope, LEVEL, what)

    def _check_location(self, scope: Scope) -> None:
        """Report an answer that does not tell where its instances are: C.4.1.1.3.2."""
        there = [tag for tag in LOCATIONS if tag in scope.elements]
        if not there:
            what = "absent, as are Storage Media File-Set ID and UID"
        elif self._level != LOWEST or any(text_of(scope.elements[t]) for t in there):
            return
        else:
            what = f"empty, which an answer of the level {LOWEST} may not have"
        where = "PS3.4 C.4.1.1.3.2"
        self.add(codes.KEY_NOT_RETURNED, scope, RETRIEVE_AE, what, reference=where)

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        **told: str,
    ) -> None:
        if code in ABSENT:
            if not self.asked(scope, tag) or self._cannot_tell(code, scope, tag):
                return
            code, message = codes.KEY_NOT_RETURNED, f"{message}; it was asked for"
        elif code is codes.ATTRIBUTE_OUTSIDE and (
            tag in self._free or not self.asked(scope, tag)
        ):
            return  # it may be there, or there is a finding that says more
        told["module"] = told.get("module") or self._name
        super().add(code, scope, tag, message, **told)

    def _cannot_tell(self, code: codes.Code, scope: Scope, tag: int | None) -> bool:
        """Return whether a condition looks at what was not asked for: then it says nothing."""
        if code not in _CONDITIONAL or tag is None:
            return False
        rows = (row for _, row in scope.level.plan.sources.get(tag, ()))
        named = {
            (place.within or (place.keyword,))[0]
            for row in rows
            if row.when is not None and row.when.required is not None
            for place in places(parse(row.when.required))
        }
        return not named <= self._asked_around(scope)

    def _asked_around(self, scope: Scope) -> set[str]:
        """Return the keywords of what was asked for in an item and around it."""
        found: set[str] = set()
        around: Scope | None = scope
        while around is not None:
            asked = self.asked_in(around)
            tags = around.level.plan.sources if asked is None else asked
            found |= {around.keyword(tag) for tag in tags}
            around = around.parent
        return found
