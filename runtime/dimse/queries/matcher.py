"""The keys of a query, compiled to tests of data sets.

Source: PS3.4 C.2.2.2 (matching).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag

from ...tables.descriptions import Attribute, Definition
from ..services.attribute_lists import AttributeList
from ..services.negotiated import BASELINE, Negotiated
from .comparisons import Comparison, comparison_of, is_universal
from .element_values import Source, element_of, first_of, values_of
from .time_pairs import Pair, pairs_of, within
from .time_zones import TIMEZONE, in_zone

CHARACTER_SET: Final = 0x00080005
LEVEL: Final = 0x00080052
"""Query/Retrieve Level."""
VIEW: Final = 0x00080053
"""Query/Retrieve View."""

NEVER_MATCHED: Final = frozenset({CHARACTER_SET, LEVEL, VIEW, TIMEZONE})
"""Elements of an identifier that are not keys."""

_EMPTY: Final = '""'

Test: TypeAlias = Callable[[Source], bool]
Tests: TypeAlias = "list[tuple[BaseTag, Test]]"
"""Tests by the tag of their key."""
Selection: TypeAlias = Callable[[Attribute | None, str], bool]
"""True for keys to be matched, given the definition of a key and its VR."""


class QueryKey(NamedTuple):
    """A key of an identifier."""

    tag: BaseTag
    vr: str
    definition: Attribute | None
    """None if the class of the query does not have the key."""
    inside: Matcher | None
    """The keys in the item of a sequence; None without keys."""
    comparison: Comparison | None
    """None if every value matches, and for sequences."""
    is_empty: bool = False
    """True if the key matches attributes without a value: C.2.2.2.7."""


class Matcher:
    """The keys of a query, or of an item in it.

    Args:
        definition: The class of the query, or of its item.
        identifier: The keys.
        negotiated: Options negotiated for queries.
        unknown_matches: True if an attribute without a value matches every key, as in
            models with levels (C.2.2.1.2); False if it matches none, as in worklists
            (K.2.2.1.1.1). If None, the model of the query decides.
        zone: Offset from UTC of dates and times in an item; that of the identifier if
            None.
    """

    def __init__(
        self,
        definition: type[Definition],
        identifier: Dataset,
        *,
        negotiated: Negotiated = BASELINE,
        unknown_matches: bool | None = None,
        zone: str | None = None,
    ) -> None:
        self.definition: Final = definition
        self.identifier: Final = identifier
        self.level: Final[str] = getattr(definition, "level", "")
        """Query/Retrieve Level; empty in models without levels."""
        if unknown_matches is None:
            unknown_matches = bool(self.level)
        self._unknown_matches: Final = unknown_matches
        if issubclass(definition, AttributeList) and not self.level:
            # Worklists always match dates together with times: K.5.1.1.
            negotiated = negotiated._replace(combined_date_time=True)
        self._negotiated: Final = negotiated
        if zone is None:
            zone = first_of(identifier, TIMEZONE) if negotiated.timezone else ""
        self._zone: Final = zone
        self.keys: Final = tuple(self._keys())

    @cached_property
    def _tests(self) -> Tests:
        return self.tests()

    def matches(self, dataset: Source) -> bool:
        """True if a data set, or an item, matches all keys."""
        return self._all(self._tests, dataset)

    def _all(self, tests: Tests, dataset: Source) -> bool:
        adjusted = in_zone(dataset, self._zone)
        return all(test(adjusted) for _, test in tests)

    def tests(
        self, selection: Selection | None = None, *, unknown_matches: bool | None = None
    ) -> Tests:
        """Return the tests that a matching data set passes.

        Args:
            selection: Keys to be matched; all if None.
            unknown_matches: That of the matcher if None.
        """
        unknown = self._unknown_matches if unknown_matches is None else unknown_matches
        selected = [key for key in self.keys if _is_matched(key, selection)]
        tests: Tests = []
        paired: set[int] = set()
        for pair in self._pairs(selected):
            tests.append((pair.date, within(pair, unknown)))
            paired |= {int(pair.date), int(pair.time)}
        for key in selected:
            if key.inside is not None:
                if inner := key.inside.tests(selection, unknown_matches=unknown):
                    tests.append((key.tag, _of_items(key.tag, key.inside, inner)))
            elif key.is_empty:
                tests.append((key.tag, _of_absence(key.tag)))
            elif key.comparison is not None and key.tag not in paired:
                tests.append((key.tag, _of_values(key.tag, key.comparison, unknown)))
        return tests

    def _pairs(self, selected: list[QueryKey]) -> Iterator[Pair]:
        """Yield the ranges of dates and times that are matched as one."""
        if self._negotiated.combined_date_time:
            tags = {key.tag for key in selected}
            for pair in pairs_of(self.identifier):
                if pair.date in tags and pair.time in tags:
                    yield pair

    def _keys(self) -> Iterator[QueryKey]:
        """Yield the keys; those that the query's class does not have are not supported.

        Source: PS3.4 C.2.2.1.3: an unsupported key is neither matched nor returned.
        """
        known = self.definition.attributes()
        for tag in sorted(map(int, self.identifier.keys())):
            row = known.get(tag)
            element = element_of(self.identifier, BaseTag(tag))
            if element is None or tag in NEVER_MATCHED:
                continue
            if row is None and not self.definition.extensible:
                continue
            yield self._key(element, row)

    def _key(self, element: DataElement, row: Attribute | None) -> QueryKey:
        tag, vr = element.tag, str(element.VR)
        if vr == "SQ":
            return QueryKey(tag, vr, row, self._inside(row, element), None)
        values = _texts(element)
        if self._negotiated.empty_value and values == [_EMPTY]:
            return QueryKey(tag, vr, row, None, None, is_empty=True)
        if is_universal(values):
            return QueryKey(tag, vr, row, None, None)
        all_of = self._negotiated.multiple_value and vr != "UI"
        comparison = comparison_of(vr, values, all_of=all_of, zone=self._zone)
        return QueryKey(tag, vr, row, None, comparison)

    def _inside(self, row: Attribute | None, element: DataElement) -> Matcher | None:
        if row is None or row.item is None or not element.value:
            return None
        item = element.value[0]
        if not len(item):
            return None
        return Matcher(
            row.item,
            item,
            negotiated=self._negotiated,
            unknown_matches=self._unknown_matches,
            zone=self._zone,
        )


def _is_matched(key: QueryKey, selection: Selection | None) -> bool:
    if getattr(key.definition, "match", "O") == "-":
        return False
    return selection is None or selection(key.definition, key.vr)


def _of_absence(tag: BaseTag) -> Test:
    return lambda dataset: not values_of(dataset, tag)


def _of_values(tag: BaseTag, comparison: Comparison, unknown_matches: bool) -> Test:
    def test(dataset: Source) -> bool:
        values = values_of(dataset, tag)
        return comparison(values) if values else unknown_matches

    return test


def _of_items(tag: BaseTag, inside: Matcher, tests: Tests) -> Test:
    def test(dataset: Source) -> bool:
        element = element_of(dataset, tag)
        if element is None or element.VR != "SQ" or not element.value:
            return False
        return any(inside._all(tests, item) for item in element.value)

    return test


def _texts(element: DataElement) -> list[str]:
    """Return the values of a key as text: one empty string if it has no value."""
    value = element.value
    if value is None or value == b"":
        return [""]
    if isinstance(value, list | MultiValue):
        return [str(one) for one in value]
    return [str(value)]
