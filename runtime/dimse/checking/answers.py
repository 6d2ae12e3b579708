"""Checks of the answers to a query, against their definition and the query.

Source: PS3.4 C.4.1.1.3.2 (content of answers), C.2.2.2 (matching); of worklists
K.4.1.1.3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from pydicom.dataset import Dataset

from ...conditions import parse
from ...conditions.expressions import places
from ...data_sets.in_memory import of_pydicom
from ...encoding.readings import Element, Elements, Reading
from ...encoding.single_values import text_of
from ...findings import codes
from ...findings.finding import Finding
from ...tables.descriptions import Attribute
from ...tables.editions import Edition
from ...validation.plan import Scope, name_of
from ..queries.matcher import LEVEL, NEVER_MATCHED, Matcher, Tests
from ..queries.matching import AVAILABILITY, LOCATIONS, RETRIEVE_AE, matcher_of
from ..queries.time_zones import TIMEZONE
from ..services.attribute_lists import AttributeList, FindAnswer, FindRequest
from ..services.keys import RANGED, Key
from ..services.negotiated import BASELINE, Negotiated
from .content import Content, items_of, reading_of
from .queries import levels_of
from .received import ReceivedDataSet
from .walks import ABSENT, MessageWalk, Requested, checker

ALWAYS_ALLOWED: Final = frozenset(
    {
        *NEVER_MATCHED,
        *LOCATIONS,
        AVAILABILITY,
        0x0040A390,  # HL7 Structured Document Reference Sequence
        0x00083002,  # Available Transfer Syntax UID
    }
)
"""Attributes that an answer may have without a key: C.4.1.1.3.2, K.4.1.1.3.2."""

LOWEST: Final = "IMAGE"
"""The level whose answers must have a location."""

_CONDITIONAL: Final = frozenset({codes.TYPE1C_MISSING, codes.TYPE2C_MISSING})


class AnswerChecker:
    """Checks the answers to one query.

    Args:
        query: A typed request; or its class, and its identifier.
        negotiated: Options negotiated for queries.
        edition: The bundled one if None.
    """

    def __init__(
        self,
        query: FindRequest[AttributeList] | tuple[type[AttributeList], Content],
        *,
        negotiated: Negotiated = BASELINE,
        edition: Edition | None = None,
    ) -> None:
        self._matcher: Final = _matcher(query, negotiated)
        definition, content = (
            query
            if isinstance(query, tuple)
            else (type(query), self._matcher.identifier)
        )
        elements = reading_of(content).elements
        self._zone: Final = text_of(elements.get(TIMEZONE))
        self._checker = checker(edition)
        self._requested: Final = _requested(elements)
        self._answer: type[AttributeList] = getattr(definition, "reply", FindAnswer)
        self._level = definition.level
        levels = levels_of(definition)
        self._allowed = ALWAYS_ALLOWED | levels.unique | levels.above

    @cached_property
    def _tests(self) -> Tests:
        return self._matcher.tests(_must_match, unknown_matches=True)

    @cached_property
    def _timeless_tests(self) -> Tests:
        """Tests that do not depend on the offset from UTC."""
        return self._matcher.tests(
            lambda key, vr: vr not in RANGED and _must_match(key, vr),
            unknown_matches=True,
        )

    def check(self, answer: FindAnswer | Content) -> tuple[Finding, ...]:
        """Return the findings of an answer."""
        content = answer.to_dataset() if isinstance(answer, FindAnswer) else answer
        name = name_of(self._answer)
        walk = AnswerWalk(name, self._requested, self._allowed, self._level)
        reading = reading_of(content)
        walk.mismatches += self._mismatches(reading.elements)
        return self._checker.run(walk, self._answer, reading)

    def _mismatches(self, elements: Elements) -> Iterator[int]:
        """Yield the tags of elements that do not match the query.

        Elements without a value match. Times of another offset from UTC, or of none, match
        as the SCP decides: C.2.2.2.5.4.
        """
        dataset = ReceivedDataSet(elements, self._checker.book)
        same_zone = text_of(elements.get(TIMEZONE)) == self._zone
        for tag, test in self._tests if same_zone else self._timeless_tests:
            if tag in elements and not test(dataset):
                yield int(tag)


def check_answer(
    query: FindRequest[AttributeList] | tuple[type[AttributeList], Content],
    answer: FindAnswer | Content,
    *,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of an answer to a query.

    For several answers, use an `AnswerChecker`, which reads the query once.
    """
    return AnswerChecker(query, edition=edition).check(answer)


def _matcher(
    query: FindRequest[AttributeList] | tuple[type[AttributeList], Content],
    negotiated: Negotiated,
) -> Matcher:
    if not isinstance(query, tuple):
        return matcher_of(query, negotiated)
    definition, content = query
    if not isinstance(content, Dataset):
        elements = reading_of(content).elements
        content = Dataset()
        content.update({each.tag: each for each in map(of_pydicom, elements.values())})
    return Matcher(definition, content, negotiated=negotiated)


def _must_match(key: Attribute | None, vr: str) -> bool:
    """True if an answer must match a key.

    An SCP need not match optional keys, and decides how names match: C.2.2.2.1.1.
    """
    return isinstance(key, Key) and key.match in ("U", "R", "RC", "*") and vr != "PN"


def _requested(elements: Elements) -> Requested:
    """Return the attributes that a query requests, with those in items of sequences."""
    return {
        tag: _requested_in(element)
        for tag, element in elements.items()
        if tag not in NEVER_MATCHED
    }


def _requested_in(element: Element) -> Requested | None:
    """Return the attributes requested in the items of a sequence; None for all."""
    if element.VR not in ("SQ", None):
        return None
    for item in items_of(element):
        return _requested(item) or None
    return None


class AnswerWalk(MessageWalk):
    """A walk over an answer, which must have what was requested, and nothing else.

    Args:
        name: Name of the answer in findings.
        allowed: Tags of attributes that may be present without a key.
        level: The level of the query; empty in models without levels.
    """

    def __init__(
        self,
        name: str,
        requested: Requested,
        allowed: frozenset[int],
        level: str = "",
    ) -> None:
        super().__init__(requested)
        self._name = name
        self._allowed = allowed
        self._level = level
        self.mismatches: list[int] = []
        """Tags of elements that do not match the query."""

    def enter(self, scope: Scope, reading: Reading) -> None:
        if scope.parent is None:
            for tag in self.mismatches:
                what = "does not match the query"
                self.add(codes.ANSWER_MISMATCH, scope, tag, what)
        requested = self.requested_in(scope)
        if requested is not None:
            for tag in reading.elements.keys() - requested.keys():
                if scope.parent is not None or tag not in self._allowed:
                    self.add(codes.KEY_NOT_ASKED, scope, tag, "not requested")
        if scope.parent is None and self._level:
            self._check_level(scope)
            self._check_location(scope)
        super().enter(scope, reading)

    def _check_level(self, scope: Scope) -> None:
        level = text_of(scope.elements.get(LEVEL))
        if level != self._level:
            what = f"{level!r}" if level else "absent"
            what += f"; the level of the query is {self._level}"
            code = codes.ANSWER_MISMATCH if level else codes.QUERY_LEVEL_MISSING
            self.add(code, scope, LEVEL, what)

    def _check_location(self, scope: Scope) -> None:
        """Report an answer without the location of its instances: C.4.1.1.3.2."""
        present = [tag for tag in LOCATIONS if tag in scope.elements]
        if not present:
            what = "absent, like Storage Media File-Set ID and UID"
        elif self._level != LOWEST or any(text_of(scope.elements[t]) for t in present):
            return
        else:
            what = f"empty; an answer of level {LOWEST} requires a location"
        where = "PS3.4 C.4.1.1.3.2"
        self.add(codes.KEY_NOT_RETURNED, scope, RETRIEVE_AE, what, reference=where)

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        **details: str,
    ) -> None:
        if code in ABSENT:
            if not self.requests(scope, tag) or self._is_open(code, scope, tag):
                return
            code, message = codes.KEY_NOT_RETURNED, f"{message}; requested by the query"
        elif code is codes.ATTRIBUTE_OUTSIDE and (
            tag in self._allowed or not self.requests(scope, tag)
        ):
            return  # allowed, or reported as not requested
        details["module"] = details.get("module") or self._name
        super().add(code, scope, tag, message, **details)

    def _is_open(self, code: codes.Code, scope: Scope, tag: int | None) -> bool:
        """True if a condition depends on attributes that were not requested."""
        if code not in _CONDITIONAL or tag is None:
            return False
        rows = (row for _, row in scope.level.plan.sources.get(tag, ()))
        named = {
            (place.within or (place.keyword,))[0]
            for row in rows
            if row.when is not None and row.when.required is not None
            for place in places(parse(row.when.required))
        }
        return not named <= self._requested_around(scope)

    def _requested_around(self, scope: Scope) -> set[str]:
        """Return the keywords of the attributes requested in an item and around it."""
        found: set[str] = set()
        around: Scope | None = scope
        while around is not None:
            requested = self.requested_in(around)
            tags = around.level.plan.sources if requested is None else requested
            found |= {around.keyword(tag) for tag in tags}
            around = around.parent
        return found
