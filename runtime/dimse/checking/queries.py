"""Checks of the identifier of a query or a retrieval: its level, keys and their values.

Source: PS3.4 C.2.2.2 (matching), C.4.1.2.1 and C.4.2.2.1 (levels).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from pydicom.tag import BaseTag

from ...data_sets.in_memory import encoded
from ...encoding import value_forms
from ...encoding.character_sets import decoded
from ...encoding.headers import UNDEFINED
from ...encoding.readings import Element, RawElement, Reading
from ...encoding.single_values import text_of, words_of
from ...findings import codes
from ...findings.finding import Finding
from ...tables.editions import Edition
from ...validation.plan import AttributeRule, Plan, Scope, name_of, reference_of
from ...validation.structure import check_characters
from ..queries.matcher import LEVEL, NEVER_MATCHED, VIEW
from ..queries.matching import AVAILABILITY
from ..queries.time_pairs import companion
from ..services.attribute_lists import AttributeList, FindRequest, RetrieveRequest
from ..services.keys import Key, Keys
from ..services.negotiated import BASELINE, Negotiated
from ..services.sop_classes import sop_class_with
from .content import Content, parted, reading_of
from .key_forms import unmatchable
from .walks import MessageWalk, checker

LEVEL_KEYWORD: Final = "QueryRetrieveLevel"

_OF_TYPES: Final = frozenset(
    {codes.TYPE1_MISSING, codes.TYPE1_EMPTY, codes.TYPE2_MISSING}
)
_OF_VALUES: Final = frozenset(
    {codes.VM_WRONG, codes.VALUE_INVALID, codes.VALUE_NOT_ENUMERATED}
)


class Levels(NamedTuple):
    """The levels of an information model, for one of them."""

    names: tuple[str, ...]
    others: dict[int, str]
    """The keys of other levels only, each with the first such level."""
    unique: frozenset[int]
    """The unique key of the level."""
    above: frozenset[int]
    """The unique keys of the levels above."""


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
    """Return the findings of the identifier of a query or a retrieval.

    Args:
        request: A typed request; or its class, and its identifier.
        negotiated: Options negotiated for queries.
        edition: The bundled one if None.

    Source: PS3.4 C.2.2.2, C.4.1.2 and C.4.2.2.
    """
    definition, content = parted(request)
    walk = QueryWalk(definition, negotiated)
    reading = reading_of(content)
    return checker(edition).run(walk, definition, reading, conditional=False)


def unknown_level(requests: Sequence[type[AttributeList]], level: str) -> Finding:
    """Return the finding about a level that an information model does not have.

    Args:
        requests: The queries, or retrievals, of the model.
        level: The level of the identifier; empty if it is missing.
    """
    names = ", ".join(each.level for each in requests)
    code = codes.QUERY_LEVEL_UNKNOWN if level else codes.QUERY_LEVEL_MISSING
    return Finding(
        code.severity,
        code.name,
        LEVEL,
        LEVEL_KEYWORD,
        LEVEL_KEYWORD,
        requests[0].sop_class.name,
        (
            f"{level!r} is not one of {names}"
            if level
            else f"absent or empty; it must be one of {names}"
        ),
        code.reference,
        value=level or None,
    )


_LEVELS: Final[dict[type[AttributeList], Levels]] = {}
"""Cache; type checkers reject these classes as arguments of `functools.cache`."""


def levels_of(definition: type[AttributeList]) -> Levels:
    """Return the levels of the information model of a query, or a retrieval."""
    if definition not in _LEVELS:
        _LEVELS[definition] = _levels(definition)
    return _LEVELS[definition]


def _levels(definition: type[AttributeList]) -> Levels:
    if not definition.level:
        return Levels((), {}, frozenset(), frozenset())
    known = definition.attributes()
    requests = [
        request
        for operation in sop_class_with(definition).operations
        if definition in operation.requests
        for request in operation.requests
        if request.level
    ]
    others = {
        tag: request.level
        for request in reversed(requests)
        for tag in request.attributes()
        if tag not in known
    }
    names = definition.above if issubclass(definition, Keys) else ()
    above = frozenset(tag for tag, row in known.items() if row.keyword in names)
    unique = frozenset(
        tag for tag, row in known.items() if isinstance(row, Key) and row.match == "U"
    )
    return Levels(
        tuple(request.level for request in requests), others, unique - above, above
    )


class QueryWalk(MessageWalk):
    """A walk over an identifier, whose values must be valid for matching."""

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

    def enter(self, scope: Scope, reading: Reading) -> None:
        if scope.parent is None and self._level:
            self._check_level(scope)
            self._check_unique_keys(scope)
            self._check_other_levels(scope)
            if AVAILABILITY in scope.elements:
                what, where = "allowed in answers only", "PS3.4 C.4.1.1.3.2"
                code = codes.ATTRIBUTE_NOT_ALLOWED
                self.add(code, scope, AVAILABILITY, what, reference=where)
        super().enter(scope, reading)

    def _check_level(self, scope: Scope) -> None:
        level = text_of(scope.elements.get(LEVEL))
        if not level:
            what = "empty" if LEVEL in scope.elements else "absent"
            self.add(codes.QUERY_LEVEL_MISSING, scope, LEVEL, what)
        elif level != self._level:
            what = f"{level!r} is not one of {', '.join(self._levels.names)}"
            self.add(codes.QUERY_LEVEL_UNKNOWN, scope, LEVEL, what)

    def _check_unique_keys(self, scope: Scope) -> None:
        """Report unique keys that are absent, or lack a required single value."""
        if not self._negotiated.relational:
            for tag in self._levels.above:
                if what := _not_single(scope.elements.get(tag)):
                    what += f"; level {self._level} requires a single value"
                    self.add(codes.UNIQUE_KEY_MISSING, scope, tag, what)
        for tag in self._levels.unique:
            if what := self._not_unique(scope, tag):
                what += f"; it is the unique key of level {self._level}"
                self.add(codes.UNIQUE_KEY_MISSING, scope, tag, what)

    def _not_unique(self, scope: Scope, tag: int) -> str:
        """Return why the unique key of the level is invalid; empty if it is valid."""
        element = scope.elements.get(tag)
        if element is None:
            return "absent"
        if not self._retrieval:
            return ""
        text, rule = text_of(element), scope.rule(tag)
        if not text:
            return "empty"
        is_uid = rule is not None and rule.vr == "UI"  # reported by `unmatchable`
        wild = "*" in text or "?" in text
        return "a wild card" if wild and not is_uid else ""

    def _check_other_levels(self, scope: Scope) -> None:
        """Report keys of other levels."""
        relational = self._negotiated.relational
        code = codes.KEY_UNKNOWN if relational else codes.KEY_OF_OTHER_LEVEL
        for tag in self._levels.others.keys() & scope.elements.keys():
            other = self._levels.others[tag]
            what = f"a key of level {other} in a query of level {self._level}"
            self.add(code, scope, tag, what)

    def add(
        self,
        code: codes.Code,
        scope: Scope,
        tag: int | None,
        message: str,
        **details: str,
    ) -> None:
        if scope.parent is None and tag is not None and self._is_reported(code, tag):
            return
        if code is codes.ATTRIBUTE_OUTSIDE and self._retrieval:
            code, message = codes.ATTRIBUTE_NOT_ALLOWED, "not a key of a retrieval"
            details["reference"] = "PS3.4 C.2.2.1"
        elif code is codes.ATTRIBUTE_OUTSIDE:
            code, message = codes.KEY_UNKNOWN, "not a key of the information model"
            details["reference"] = self._reference
        details["module"] = details.get("module") or self._name
        super().add(code, scope, tag, message, **details)

    def _is_reported(self, code: codes.Code, tag: int) -> bool:
        """True if a more specific finding reports it, or none is needed."""
        levels = self._levels
        if code is codes.ATTRIBUTE_OUTSIDE:
            # Worklists do not have these attributes.
            own = self._level != "" and tag in (LEVEL, VIEW, AVAILABILITY)
            return own or tag in levels.others
        if tag == LEVEL and self._level and code in _OF_VALUES:
            return True  # any value but the level is an unknown one
        unique = tag in levels.unique or tag in levels.above
        return code in _OF_TYPES and (tag == LEVEL or unique)

    def check_value(self, scope: Scope, rule: AttributeRule, element: Element) -> None:
        if rule.tag in NEVER_MATCHED:
            super().check_value(scope, rule, element)
            return
        if not isinstance(element, RawElement):
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
            return  # a universal key
        if vr not in rule.acceptors or not isinstance(value, bytes):
            super().check_value(scope, rule, element)
            return
        if not value:
            return
        if vr not in value_forms.TEXT:
            super().check_value(scope, rule, element)
            return
        if length & 1 and length != UNDEFINED:
            self.add(codes.VALUE_LENGTH, scope, rule.tag, f"has {length} bytes")
        self._check_text(scope, rule, vr, value)

    def _check_text(
        self, scope: Scope, rule: AttributeRule, vr: str, value: bytes
    ) -> None:
        """Report an invalid value of a text key."""
        text: str | None = None
        if vr in value_forms.CHARACTER_SET and (
            not value.isascii() or b"\x1b" in value
        ):
            check_characters(self, scope, tag=rule.tag, vr=vr, value=value)
            text = decoded(value, scope.encodings(), vr)
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
        """True if a range of times belongs to a range of dates: C.2.2.2.5.4."""
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
    """Return why an element does not have a single value; empty if it has."""
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
