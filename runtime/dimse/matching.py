"""Queries over data sets: what matches, and what is answered.

Source: PS3.4 C.2.2.2 (matching), C.4.1.1.3.2 and K.4.1.1.3.2 (answers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, cast

from pydicom.datadict import dictionary_VR
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

from ..definitions import Attribute, Definition
from ..objects.kinds import empty
from .attribute_lists import AttributeList, FindAnswer, FindRequest
from .comparisons import RANGED, comparison_of, is_universal
from .keys import Key, Keys
from .negotiated import BASELINE, Negotiated
from .sources import Source, element_of, first_of, values_of
from .time_pairs import pairs_of, within
from .zones import TIMEZONE, in_zone

CHARACTER_SET: Final = 0x00080005
LEVEL: Final = 0x00080052
"""Query/Retrieve Level."""

VIEW: Final = 0x00080053
"""Query/Retrieve View."""

AVAILABILITY: Final = 0x00080056
"""Instance Availability."""

RETRIEVE_AE: Final = 0x00080054
LOCATIONS: Final = (RETRIEVE_AE, 0x00880130, 0x00880140)
"""Retrieve AE Title; or Storage Media File-Set ID and UID: one of the two ways to tell where
instances are."""

NEVER_MATCHED: Final = frozenset({CHARACTER_SET, LEVEL, VIEW, TIMEZONE})
"""Character set, level, view, time zone: what an identifier has beside its keys."""

_EMPTY: Final = '""'

A = TypeVar("A", bound=FindAnswer)

Test: TypeAlias = Callable[[Source], bool]


class Wanted(NamedTuple):
    """A key, as answers return it."""

    tag: BaseTag
    vr: str
    required: bool
    """Whether it is returned without a value, rather than not at all."""
    inside: Matcher | None = None
    """The keys of the items of a sequence; None where all of them are returned."""


class Matcher:
    """The keys of a query, compiled: of the whole, or of an item of a sequence."""

    def __init__(
        self,
        keys: type[Definition],
        identifier: Dataset,
        answer: type[Definition] | None = None,
        *,
        negotiated: Negotiated = BASELINE,
        unknown_matches: bool | None = None,
        matched: Callable[[Attribute, str], bool] | None = None,
        zone: str | None = None,
    ) -> None:
        """Compile keys.

        Args:
            keys: The class of the query, or of its item.
            identifier: The keys.
            answer: The class of the answers; that of the query if None.
            negotiated: What the two sides agreed on beyond the baseline.
            unknown_matches: Whether what has no value matches every key, as in the models
                with levels (C.2.2.1.2), or none, as in worklists (K.2.2.1.1.1); what the
                query's model says if None.
            matched: Tells of a key and its VR whether it is matched; all are if None.
            zone: The offset from UTC of dates and times in an item; the identifier's own
                if None.
        """
        if answer is None:
            answer = getattr(keys, "reply", FindAnswer)
        level = getattr(keys, "level", "")
        self._unknown_matches: Final = (
            bool(level) if unknown_matches is None else unknown_matches
        )
        if issubclass(keys, AttributeList) and not level:
            # Worklists match dates together with times in any case: K.5.1.1.
            negotiated = negotiated._replace(combined_date_time=True)
        self._negotiated: Final = negotiated
        if zone is None:
            zone = first_of(identifier, TIMEZONE) if negotiated.timezone else ""
        self._zone: Final = zone
        self._level: Final = level
        self._matched: Final = matched
        self.tests: Final[list[tuple[BaseTag, Test]]] = []
        """What tells whether a data set matches, key by key."""
        self.wanted: Final[list[Wanted]] = []
        known, returned = keys.attributes(), answer.attributes()
        together = self._pairs(identifier, keys)
        for tag in sorted(map(int, identifier.keys())):
            row = known.get(tag)
            element = element_of(identifier, BaseTag(tag))
            if element is None or tag in NEVER_MATCHED:
                continue
            if row is None and not keys.extensible:
                continue  # not supported: neither matched nor returned, C.2.2.1.3
            inside = self._inside(row, returned.get(tag), element)
            self._want(element, returned.get(tag), inside)
            if tag not in together and self._is_matched(row, str(element.VR)):
                test = self._test(element, inside)
                if test is not None:
                    self.tests.append((element.tag, test))
        self._add_unique(keys, identifier, returned)

    def matches(self, dataset: Source) -> bool:
        """Return whether a data set, or an item, matches all keys."""
        seen = in_zone(dataset, self._zone)
        return all(test(seen) for _, test in self.tests)

    def answer(self, dataset: Dataset) -> Dataset:
        """Return what is answered of a data set: the keys that were asked for."""
        made = Dataset()
        encoding = dataset.get_item(CHARACTER_SET)
        if encoding is not None:
            made[CHARACTER_SET] = dataset[CHARACTER_SET]
        if self._level:
            made.add_new(LEVEL, "CS", self._level)
            for tag in map(BaseTag, (*LOCATIONS, AVAILABILITY)):
                if (element := element_of(dataset, tag)) is not None:
                    made[tag] = element
        for wanted in self.wanted:
            self._return(wanted, dataset, made)
        if first_of(dataset, TIMEZONE) and _has_times(made):
            made[TIMEZONE] = dataset[TIMEZONE]
        return made

    def _return(self, wanted: Wanted, dataset: Dataset, made: Dataset) -> None:
        tag, vr, required, inside = wanted
        element = element_of(dataset, tag)
        if element is None:
            if required:
                made.add_new(tag, vr, empty(vr))
        elif inside is None or element.VR != "SQ":
            made[tag] = element
        else:
            items = [inside.answer(i) for i in element.value or () if inside.matches(i)]
            made.add_new(tag, "SQ", Sequence(items))

    def _is_matched(self, row: Attribute | None, vr: str) -> bool:
        """Return whether a key is matched, if it asks for something."""
        if getattr(row, "match", "O") == "-":
            return False
        return self._matched is None or (row is not None and self._matched(row, vr))

    def _pairs(self, identifier: Dataset, keys: type[Definition]) -> set[int]:
        """Add the tests of dates with times; return the tags that are matched by them."""
        found: set[int] = set()
        if not self._negotiated.combined_date_time:
            return found
        for pair in pairs_of(identifier):
            rows = [keys.attributes().get(tag) for tag in (pair.date, pair.time)]
            known = keys.extensible or None not in rows
            if known and all(map(self._is_matched, rows, ("DA", "TM"))):
                self.tests.append((pair.date, within(pair, self._unknown_matches)))
                found |= {int(pair.date), int(pair.time)}
        return found

    def _inside(
        self, row: Attribute | None, returned: Attribute | None, element: DataElement
    ) -> Matcher | None:
        """Return the keys in the item of a sequence; None where it has none."""
        items = element.value if element.VR == "SQ" else None
        if not items or not len(items[0]) or row is None or row.item is None:
            return None
        answer = row.item if returned is None else returned.item or row.item
        return Matcher(
            row.item,
            items[0],
            answer,
            negotiated=self._negotiated,
            unknown_matches=self._unknown_matches,
            matched=self._matched,
            zone=self._zone,
        )

    def _want(
        self, element: DataElement, returned: Attribute | None, inside: Matcher | None
    ) -> None:
        required = returned is not None and returned.type in ("1", "2", "2C")
        self.wanted.append(Wanted(element.tag, str(element.VR), required, inside))

    def _add_unique(
        self,
        keys: type[Definition],
        identifier: Dataset,
        returned: dict[int, Attribute] | Any,
    ) -> None:
        """Add the unique keys of the levels, which every answer has: C.4.1.3.1.1."""
        if not self._level or not issubclass(keys, Keys):
            return
        for tag, row in keys.attributes().items():
            unique = isinstance(row, Key) and row.match == "U"
            if unique and tag not in identifier:
                self.wanted.append(Wanted(BaseTag(tag), dictionary_VR(tag), True))
        self.wanted.sort(key=lambda wanted: int(wanted.tag))

    def _test(self, element: DataElement, inside: Matcher | None) -> Test | None:
        """Return what tells whether a data set matches a key; None if all do."""
        tag, vr = element.tag, str(element.VR)
        if vr == "SQ":
            return None if inside is None or not inside.tests else _items(tag, inside)
        asked = _texts(element)
        if self._negotiated.empty_value and asked == [_EMPTY]:
            return lambda dataset: not values_of(dataset, tag)
        if is_universal(vr, asked):
            return None
        many = self._negotiated.multiple_value and vr != "UI"
        compares = comparison_of(vr, asked, all_of=many, zone=self._zone)
        unknown = self._unknown_matches

        def matches(dataset: Source) -> bool:
            values = values_of(dataset, tag)
            return compares(values) if values else unknown

        return matches


def matches(
    query: FindRequest[Any] | tuple[type[AttributeList], Dataset],
    dataset: Dataset,
    *,
    negotiated: Negotiated = BASELINE,
) -> bool:
    """Return whether a data set matches a query.

    Names match whatever their case and accents; a time that was given to the minute ends
    a range with the last moment of it. Keys that the query's class does not have match
    everything.

    Args:
        query: A typed query; or its class, and the identifier.
        dataset: What the SCP has; at what level, is its own matter.
        negotiated: What the two sides agreed on beyond the baseline.

    Source: PS3.4 C.2.2.2.
    """
    return matcher_of(query, negotiated).matches(dataset)


def answer(
    query: FindRequest[Any] | tuple[type[AttributeList], Dataset],
    dataset: Dataset,
    answer_class: type[FindAnswer] | None = None,
) -> Dataset:
    """Return what is answered of a data set: the keys asked for, as the SCP owes them.

    Of sequences, the items that match, with the keys in the query's item. What has no value
    is there without one where its type says so. Keys that the query's class does not have
    are left out.

    Args:
        query: A typed query; or its class, and the identifier.
        dataset: What the SCP has.
        answer_class: The class of the answer; that of the query if None.

    Source: PS3.4 C.4.1.1.3.2, C.2.2.2.6 and K.4.1.1.3.2.
    """
    if answer_class is not None:
        keys, identifier = _parted(query)
        return Matcher(keys, identifier, answer_class).answer(dataset)
    return matcher_of(query, BASELINE).answer(dataset)


def answers(
    query: FindRequest[A],
    contents: Iterable[Dataset | AttributeList],
    *,
    negotiated: Negotiated = BASELINE,
) -> Iterator[A]:
    """Yield what a provider answers to a query: what it asks for, of each that matches.

    Args:
        query: A typed query.
        contents: What the SCP has, of the level that the query asks for: data sets, or
            objects such as whole answers.
        negotiated: What the two sides agreed on beyond the baseline.

    Source: PS3.4 C.2.2.2 and C.4.1.1.3.2.
    """
    matcher = matcher_of(query, negotiated)
    for each in contents:
        dataset = each if isinstance(each, Dataset) else each.to_dataset()
        if matcher.matches(dataset):
            yield cast(A, query.reply.from_dataset(matcher.answer(dataset)))


def matcher_of(
    query: FindRequest[Any] | tuple[type[AttributeList], Dataset],
    negotiated: Negotiated = BASELINE,
) -> Matcher:
    """Return a query, compiled; of a typed query, again only if it was changed."""
    if isinstance(query, tuple):
        return Matcher(*query, negotiated=negotiated)
    state = (negotiated, *_state(query))
    kept = query.__dict__.get("_matcher")
    if kept is None or kept[0] != state:
        made = Matcher(type(query), query.to_dataset(), negotiated=negotiated)
        # Made after the data set: what is read of a sequence is kept in the object.
        kept = query.__dict__["_matcher"] = ((negotiated, *_state(query)), made)
    matcher: Matcher = kept[1]
    return matcher


def _state(keys: Any) -> Iterator[object]:
    """Yield what changes when a query, or an item of it, is changed."""
    yield id(keys._source)
    for tag, value in keys._values.items():
        yield tag
        if isinstance(value, list):
            for item in value:
                if isinstance(item, Definition):
                    yield from _state(item)
                else:
                    yield item
        else:
            yield value


def _parted(
    query: FindRequest[Any] | tuple[type[AttributeList], Dataset],
) -> tuple[type[AttributeList], Dataset]:
    return query if isinstance(query, tuple) else (type(query), query.to_dataset())


def _items(tag: BaseTag, inside: Matcher) -> Test:
    def matches(dataset: Source) -> bool:
        element = element_of(dataset, tag)
        if element is None or element.VR != "SQ" or not element.value:
            return False
        return any(inside.matches(item) for item in element.value)

    return matches


def _has_times(dataset: Dataset) -> bool:
    """Return whether there are values that an offset from UTC matters to."""
    return any(
        (
            any(map(_has_times, element.value or ()))
            if element.VR == "SQ"
            else element.VR in RANGED and bool(element.value)
        )
        for element in dataset
    )


def _texts(element: DataElement) -> list[str]:
    """Return the values of a key as text; one that is empty for none."""
    value = element.value
    if value is None or value == b"":
        return [""]
    if isinstance(value, list) or type(value).__name__ == "MultiValue":
        return [str(one) for one in value]
    return [str(value)]
