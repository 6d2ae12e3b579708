"""The identifier of a query or a retrieval: its level, its keys, how they can be matched.

Source: PS3.4 C.2.2.2 (matching), C.4.1.2.1 and C.4.2.2.1 (levels).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from pydicom.dataelem import DataElement
from pydicom.tag import BaseTag

from ...editions import Edition
from ...validation import codes, values
from ...validation.elements import Element, Reading
from ...validation.findings import Finding
from ...validation.memory import decoded, encoded
from ...validation.plain import UNDEFINED
from ...validation.plan import Plan
from ...validation.rules import Rule, name_of, reference_of
from ...validation.scope import Scope
from ...validation.structure.characters import check_characters
from ...validation.text import text_of, words_of
from ..attribute_lists import AttributeList, FindRequest, RetrieveRequest
from ..keys import Key, Keys
from ..matching import AVAILABILITY, LEVEL, NEVER_MATCHED, VIEW
from ..negotiated import BASELINE, Negotiated
from ..time_pairs import companion
from .attribute_lists import Content, MessageWalk, checker, parted, reading_of
from .key_forms import unmatchable

_OF_TYPES: Final = frozenset(
    {codes.TYPE1_MISSING, codes.TYPE1_EMPTY, codes.TYPE2_MISSING}
)


class Levels(NamedTuple):
    """The levels of the information model that a query belongs to."""

    names: tuple[str, ...]
    others: dict[int, str]
    """The keys that only other levels have, each with the first of those."""
    unique: frozenset[int]
    """The unique key of the query's level."""
    above: frozenset[int]
    """Those of the levels above."""


def check_query(
    request: (
        FindRequest[AttributeList]
        | RetrieveRequest
        | tuple[type[AttributeList], Content]
    ),
    *,
    negotiated: Negotiated = BASELINE,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with the identifier of a query or a retrieval.

    Args:
        request: A typed request; or its class, and the identifier that should be one.
        negotiated: What the two sides agreed on beyond the baseline.
        edition: The bundled one if None.

    Source: PS3.4 C.2.2.2, C.4.1.2 and C.4.2.2.
    """
    definition, content = parted(request)
    walk = QueryWalk(definition, negotiated)
    reading = reading_of(content)
    return checker(edition).run(walk, definition, reading, conditional=False)


_LEVELS: Final[dict[type[AttributeList], Levels]] = {}
"""Found so far."""


def levels_of(definition: type[AttributeList]) -> Levels:
    """Return the levels of the model that a query, or a retrieval, belongs to."""
    if definition not in _LEVELS:
        _LEVELS[definition] = _levels(definition)
    return _LEVELS[definition]


def _levels(definition: type[AttributeList]) -> Levels:
    if not definition.level:
        return Levels((), {}, frozenset(), frozenset())
    known = definition.attributes()
    beside = [
        request
        for operation in definition.sop_class.operations
        if definition in operation.requests
        for request in operation.requests
        if request.level
    ]
    others = {
        tag: request.level
        for request in reversed(beside)
        for tag in request.attributes()
        if tag not in known
    }
    names = definition.above if issubclass(definition, Keys) else ()
    above = frozenset(tag for tag, row in known.items() if row.keyword in names)
    unique = frozenset(
        tag for tag, row in known.items() if isinstance(row, Key) and row.match == "U"
    )
    return Levels(
        tuple(request.level for request in beside), others, unique - above, above
    )


class QueryWalk(MessageWalk):
    """A walk over an identifier: what its keys may hold is what matching allows."""

    def __init__(
        self, definition: type[AttributeList], negotiated: Negotiated = BASELINE
    ) -> None:
        super().__init__()
        self._name: Final = name_of(definition)
        self._reference: Final = reference_of(definition)
        self._level: Final = definition.level
        self._levels: Final = levels_of(definition)
        self._negotiated = negotiated
        self._retrieval = issubclass(definition, RetrieveRequest)

    def _enter(self, scope: Scope, reading: Reading) -> None:
        if scope.parent is None and self._level:
            self._check_level(scope)
            self._check_unique_keys(scope)
            self._check_other_levels(scope)
            if AVAILABILITY in scope.elements:
                what, where = "only answers may have it", "PS3.4 C.4.1.1.3.2"
                code = codes.ATTRIBUTE_NOT_ALLOWED
                self.add(code, scope, AVAILABILITY, what, reference=where)
        super()._enter(scope, reading)

    def _check_level(self, scope: Scope) -> None:
        level = text_of(scope.elements.get(LEVEL))
        if not level:
            what = "empty" if LEVEL in scope.elements else "absent"
            self.add(codes.QUERY_LEVEL_MISSING, scope, LEVEL, what)
        elif level != self._level:
            what = f"{level!r} is none of {', '.join(self._levels.names)}"
            self.add(codes.QUERY_LEVEL_UNKNOWN, scope, LEVEL, what)

    def _check_unique_keys(self, scope: Scope) -> None:
        """Report unique keys that are absent, or not a single value where one is needed."""
        if not self._negotiated.relational:
            for tag in self._levels.above:
                if what := _not_single(scope.elements.get(tag)):
                    what += f"; the level {self._level} needs one value of it"
                    self.add(codes.UNIQUE_KEY_MISSING, scope, tag, what)
        for tag in self._levels.unique:
            if what := self._not_unique(scope, tag):
                what += f"; the unique key of the level {self._level}"
                self.add(codes.UNIQUE_KEY_MISSING, scope, tag, what)

    def _not_unique(self, scope: Scope, tag: int) -> str:
        """Say why the unique key of the level names no instances; empty if it does."""
        element = scope.elements.get(tag)
        if element is None:
            return "absent"
        if not self._retrieval:
            return ""
        text, rule = text_of(element), scope.rule(tag)
        if not text:
            return "empty"
        is_uid = rule is not None and rule.vr == "UI"  # of which `unmatchable` tells
        wild = "*" in text or "?" in text
        return "a wild card" if wild and not is_uid else ""

    def _check_other_levels(self, scope: Scope) -> None:
        """Report keys that the level of the query does not have, but another one."""
        relational = self._negotiated.relational
        code = codes.KEY_UNKNOWN if relational else codes.KEY_OF_OTHER_LEVEL
        for tag in self._levels.others.keys() & scope.elements.keys():
            other = self._levels.others[tag]
            what = f"a key of the level {other}, in a query of the level {self._level}"
            self.add(code, scope, tag, what)

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        **told: str,
    ) -> None:
        if scope.parent is None and tag is not None and self._is_told(code, tag):
            return
        if code is codes.ATTRIBUTE_OUTSIDE and self._retrieval:
            code, message = codes.ATTRIBUTE_NOT_ALLOWED, "no key of a retrieval"
            told["reference"] = "PS3.4 C.2.2.1"
        elif code is codes.ATTRIBUTE_OUTSIDE:
            code, message = codes.KEY_UNKNOWN, "not among the keys of the model"
            told["reference"] = self._reference
        told["module"] = told.get("module") or self._name
        super().add(code, scope, tag, message, **told)

    def _is_told(self, code: codes.Code, tag: int) -> bool:
        """Return whether there is a finding already, that says more; or none is needed."""
        levels = self._levels
        if code is codes.ATTRIBUTE_OUTSIDE:
            # Worklists have none of these.
            own = self._level != "" and tag in (LEVEL, VIEW, AVAILABILITY)
            return own or tag in levels.others
        unique = tag in levels.unique or tag in levels.above
        return code in _OF_TYPES and (tag == LEVEL or unique)

    def _check_value(self, scope: Scope, rule: Rule, element: Element) -> None:
        if rule.tag in NEVER_MATCHED:
            super()._check_value(scope, rule, element)
            return
        if isinstance(element, DataElement):
            raw = encoded(element, scope.encodings())
            if raw is None:
                self.add(codes.VALUE_INVALID, scope, rule.tag, "cannot be encoded")
                return
        else:
            raw = element
        vr, length, value = raw[1], raw[2], raw[3]
        if vr is None or " or " in vr:
            vr = rule.implicit_vr
        if not length and vr in rule.acceptors:
            return  # most keys of a query are empty: everything matches
        if vr not in rule.acceptors or not isinstance(value, bytes):
            super()._check_value(scope, rule, element)
            return
        if not value:
            return
        if vr not in values.TEXT:
            super()._check_value(scope, rule, element)
            return
        if length & 1 and length != UNDEFINED:
            self.add(codes.VALUE_LENGTH, scope, rule.tag, f"has {length} bytes")
        self._check_text(scope, rule, vr, value)

    def _check_text(self, scope: Scope, rule: Rule, vr: str, value: bytes) -> None:
        """Report what a key of text cannot be matched with."""
        text: str | None = None
        if vr in values.CHARACTER_SET and (not value.isascii() or b"\x1b" in value):
            check_characters(self, scope, rule, value)
            text = decoded(value, scope.encodings())
        text = value.decode("latin-1") if text is None else text
        for code, message in unmatchable(
            vr,
            text.rstrip("\0" if vr == "UI" else " \0"),
            self._negotiated,
            several=rule.vm != "1",
            crosses_midnight=vr == "TM" and self._has_dates(scope, rule.tag),
        ):
            self.add(code, scope, rule.tag, message)

    def _has_dates(self, scope: Scope, tag: int) -> bool:
        """Return whether a range of times is part of a range of dates: C.2.2.2.5.4."""
        combined = self._negotiated.combined_date_time or not self._level
        date = companion(BaseTag(tag)) if combined else None
        return date is not None and "-" in text_of(scope.elements.get(date))

    def _check_items(
        self, scope: Scope, tag: int, element: Element, plan: Plan, module: str
    ) -> int:
        number = super()._check_items(scope, tag, element, plan, module)
        if number > 1:
            self.add(codes.KEY_ITEMS, scope, tag, f"has {number} items")
        return number


def _not_single(element: Element | None) -> str:
    """Say why an element does not have one value; empty if it has."""
    if element is None:
        return "absent"
    text = text_of(element)
    if not text:
        return "empty"
    if len(words_of(element)) > 1:
        return "a list"
    if "*" in text or "?" in text:
        return "a wild card"
    return ""
