"""C-FIND matching: select matching data sets and build the answers.

Source: PS3.4 C.2.2.2 (matching), C.4.1.1.3.2 and K.4.1.1.3.2 (answers).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeVar, cast

from pydicom.datadict import dictionary_VR
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

from ...data_sets.value_types import empty
from ...tables.descriptions import Attribute, Definition
from ..services.attribute_lists import (
    AttributeList,
    FindAnswer,
    FindRequest,
    data_set_of,
)
from ..services.keys import RANGED, Key, Keys
from ..services.negotiated import BASELINE, Negotiated
from .element_values import element_of, first_of
from .matcher import CHARACTER_SET, LEVEL, Matcher, QueryKey
from .time_zones import TIMEZONE

AVAILABILITY: Final = 0x00080056
"""Instance Availability."""
RETRIEVE_AE: Final = 0x00080054
LOCATIONS: Final = (RETRIEVE_AE, 0x00880130, 0x00880140)
"""Retrieve AE Title; Storage Media File-Set ID and UID: the locations of instances."""

A = TypeVar("A", bound=FindAnswer)


class ReturnedKey(NamedTuple):
    """An attribute of answers."""

    tag: BaseTag
    vr: str
    required: bool
    """Without a value, it is returned empty if True, and omitted if False."""
    inside: AnswerBuilder | None = None
    """Builds the items of a sequence; None if they are returned unchanged."""


class AnswerBuilder:
    """Builds the answers to a query, or the items of sequences in them.

    Args:
        matcher: The keys of the query, or of its item.
        answer: The class of the answers, or of its items.
    """

    def __init__(self, matcher: Matcher, answer: type[Definition]) -> None:
        self._matcher: Final = matcher
        returned = answer.attributes()
        keys = [_returned(key, returned.get(key.tag)) for key in matcher.keys]
        keys += self._unique_keys()
        self._returned: Final = sorted(keys, key=lambda key: int(key.tag))

    def build(self, dataset: Dataset) -> Dataset:
        """Return the answer for a data set that matches: the requested keys."""
        answer = Dataset()
        if CHARACTER_SET in dataset:
            answer[CHARACTER_SET] = dataset[CHARACTER_SET]
        if self._matcher.level:
            answer.add_new(LEVEL, "CS", self._matcher.level)
            for tag in map(BaseTag, (*LOCATIONS, AVAILABILITY)):
                if (element := element_of(dataset, tag)) is not None:
                    answer[tag] = element
        for key in self._returned:
            self._return(key, dataset, answer)
        if first_of(dataset, TIMEZONE) and _has_times(answer):
            answer[TIMEZONE] = dataset[TIMEZONE]
        return answer

    def _return(self, key: ReturnedKey, dataset: Dataset, answer: Dataset) -> None:
        tag, vr, required, inside = key
        element = element_of(dataset, tag)
        if element is None:
            if required:
                answer.add_new(tag, vr, empty(vr))
        elif inside is None or element.VR != "SQ":
            answer[tag] = element
        else:
            items = filter(inside._matcher.matches, element.value or ())
            answer.add_new(tag, "SQ", Sequence(map(inside.build, items)))

    def _unique_keys(self) -> Iterator[ReturnedKey]:
        """Yield the unique keys of the levels, which every answer has: C.4.1.3.1.1."""
        definition = self._matcher.definition
        if self._matcher.level and issubclass(definition, Keys):
            for tag, row in definition.attributes().items():
                unique = isinstance(row, Key) and row.match == "U"
                if unique and tag not in self._matcher.identifier:
                    yield ReturnedKey(BaseTag(tag), dictionary_VR(tag), True)


def _returned(key: QueryKey, returned: Attribute | None) -> ReturnedKey:
    required = returned is not None and returned.type in ("1", "2", "2C")
    inside = None
    if key.inside is not None:
        items = returned.item if returned is not None else None
        inside = AnswerBuilder(key.inside, items or key.inside.definition)
    return ReturnedKey(key.tag, key.vr, required, inside)


def _has_times(dataset: Dataset) -> bool:
    """True if there are values that depend on an offset from UTC."""
    return any(
        (
            any(map(_has_times, element.value or ()))
            if element.VR == "SQ"
            else element.VR in RANGED and bool(element.value)
        )
        for element in dataset
    )


def matches(
    query: FindRequest[Any] | tuple[type[AttributeList], Dataset],
    dataset: Dataset,
    *,
    negotiated: Negotiated = BASELINE,
) -> bool:
    """Return True if a data set matches a query.

    Names match regardless of case and accents. A range includes its end to the precision
    of the end: 1200 includes 12:00:59. Keys that the class of the query does not have match
    everything.

    Args:
        query: A typed query; or its class, and the identifier.
        dataset: A data set of the level of the query.
        negotiated: Options negotiated for queries.

    Source: PS3.4 C.2.2.2.
    """
    return matcher_of(query, negotiated).matches(dataset)


def answer(
    query: FindRequest[Any] | tuple[type[AttributeList], Dataset],
    dataset: Dataset,
    answer_class: type[FindAnswer] | None = None,
) -> Dataset:
    """Return the answer of an SCP for a data set: the requested keys.

    Sequences contain the items that match, with the keys of the query's item. An attribute
    without a value is returned empty if its type requires it. Keys that the class of the
    query does not have are left out.

    Args:
        query: A typed query; or its class, and the identifier.
        dataset: A data set that matches.
        answer_class: The class of the answer; that of the query if None.

    Source: PS3.4 C.4.1.1.3.2, C.2.2.2.6 and K.4.1.1.3.2.
    """
    return _builder(matcher_of(query), answer_class).build(dataset)


def answers(
    query: FindRequest[A],
    contents: Iterable[Dataset | AttributeList],
    *,
    negotiated: Negotiated = BASELINE,
) -> Iterator[A]:
    """Yield the answers of an SCP to a query, one for each data set that matches.

    Args:
        query: A typed query.
        contents: What the SCP has, of the level of the query: data sets, or objects such
            as complete answers.
        negotiated: Options negotiated for queries.

    Source: PS3.4 C.2.2.2 and C.4.1.1.3.2.
    """
    matcher = matcher_of(query, negotiated)
    builder = _builder(matcher)
    for each in contents:
        dataset = data_set_of(each)
        if matcher.matches(dataset):
            yield cast(A, query.reply.from_dataset(builder.build(dataset)))


def _builder(
    matcher: Matcher, answer_class: type[FindAnswer] | None = None
) -> AnswerBuilder:
    own: type[FindAnswer] = getattr(matcher.definition, "reply", FindAnswer)
    return AnswerBuilder(matcher, answer_class or own)


def matcher_of(
    query: FindRequest[Any] | tuple[type[AttributeList], Dataset],
    negotiated: Negotiated = BASELINE,
) -> Matcher:
    """Return the matcher of a query; a typed query keeps it until it is changed."""
    if isinstance(query, tuple):
        return Matcher(*query, negotiated=negotiated)
    state = (negotiated, *_state(query))
    kept = query.__dict__.get("_matcher")
    if kept is None or kept[0] != state:
        made = Matcher(type(query), data_set_of(query), negotiated=negotiated)
        # The state is read again: encoding a sequence keeps its items in the object.
        kept = query.__dict__["_matcher"] = ((negotiated, *_state(query)), made)
    matcher: Matcher = kept[1]
    return matcher


def _state(keys: Any) -> Iterator[object]:
    """Yield values that change whenever a query, or an item in it, is changed."""
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
