"""NAME=VALUE on a command line, as the attributes of a message.

A name is a keyword of the message; of a nested attribute its keyword alone, if only one
place has it, or the path: ScheduledProcedureStepSequence.Modality, of the second item
PerformedSeriesSequence[1].SeriesInstanceUID.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from ..definitions import Attribute, Definition
from ..dimse.attribute_lists import AttributeList, FindRequest
from ..dimse.keys import Returning
from ..editions import bundled
from ..errors import IodizeError
from ..objects.errors import InvalidValueError
from ..validation.findings import format_tag

DEEPEST = 5
"""Levels of sequences that are looked into: some contain themselves."""

FEW = 8
"""Attributes that an error names all of."""

FORMS = {
    "DA": "a date is like 20260131, a range like 20260101-20260131, 20260101- or -20260131",
    "TM": "a time is like 0930 or 093000, a range like 08-12, 0930- or -0930",
    "DT": "a moment is like 202601310930, a range like 20260101-20260131",
}
"""What is matched with attributes of a VR: PS3.4 C.2.2.2.5."""

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
_TAG = re.compile(r"\(?([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})\)?")
_NUMBERS = frozenset({"US", "SS", "UL", "SL", "UV", "SV"})

List = TypeVar("List", bound=AttributeList)
Query = TypeVar("Query", bound="FindRequest[Any]")


class Place(NamedTuple):
    """Where an attribute is in a message."""

    path: tuple[str, ...]
    """Keywords, of the sequences around it first."""
    attribute: Attribute

    @property
    def name(self) -> str:
        return ".".join(self.path)


class UnknownNameError(IodizeError):
    """A name that is none of a message's attributes."""

    def __init__(
        self, name: str, message: str, similar: Sequence[str], known: Sequence[str]
    ) -> None:
        super().__init__(name, message, similar, known)
        self.name = name
        self.message = message
        self.similar = similar
        self.known = known
        """The names of all attributes."""
        if similar:
            self.hint = f"did you mean {' or '.join(similar)}?"
        elif len(known) <= FEW:
            self.hint = f"it has {', '.join(known)}"
        else:
            self.hint = "--keys lists what there is"

    def __str__(self) -> str:
        return f"{self.name!r} is no attribute of {self.message}"


class AmbiguousNameError(IodizeError):
    """A keyword that several sequences of a message have."""

    def __init__(self, name: str, places: Sequence[str]) -> None:
        super().__init__(name, places)
        self.name = name
        self.places = places
        self.hint = f"name one of {', '.join(places)}"

    def __str__(self) -> str:
        return f"{self.name!r} is in {len(self.places)} places"


class RepeatedNameError(IodizeError):
    """An attribute that is given twice, or both as a whole and in part."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        self.hint = "values of one attribute are separated by backslashes"

    def __str__(self) -> str:
        return f"{self.name!r} is given more than once"


def places(message: type[Definition]) -> list[Place]:
    """Return all attributes of a message, those at its top first."""
    return sorted(_walk(message, ()), key=lambda place: len(place.path))


def _walk(definition: type[Definition], outer: tuple[str, ...]) -> Iterator[Place]:
    for attribute in definition.attributes().values():
        path = (*outer, attribute.keyword)
        yield Place(path, attribute)
        if attribute.item is not None and len(path) < DEEPEST:
            yield from _walk(attribute.item, path)


class Names:
    """Finds the attributes of a message by their names."""

    def __init__(self, message: type[AttributeList], title: str = "") -> None:
        """Look at a message.

        Args:
            title: What errors call it.
        """
        self._title = title or message.__name__
        self._places = places(message)

    def find(self, name: str) -> tuple[Place, tuple[int, ...]]:
        """Return the place that a name stands for, and the number of each item there.

        Raises:
            UnknownNameError: There is none.
            AmbiguousNameError: There are several.
        """
        steps = [_STEP.fullmatch(part) for part in name.split(".")]
        tag = _TAG.fullmatch(name)
        if tag is not None:
            wanted, numbers = [int(tag[1] + tag[2], 16)], [0]
            found = [each for each in self._places if each.attribute.tag == wanted[0]]
        elif all(steps):
            words = tuple(step[1].lower() for step in steps if step)
            numbers = [int(step[2] or 0) for step in steps if step]
            found = [
                each
                for each in self._places
                if tuple(map(str.lower, each.path[-len(words) :])) == words
            ]
        else:
            found, numbers = [], []
        whole = [each for each in found if len(each.path) == len(numbers)]
        found = whole or found
        if not found:
            known = [each.name for each in self._places]
            raise UnknownNameError(name, self._title, self._similar(name), known)
        if len(found) > 1:
            raise AmbiguousNameError(name, [each.name for each in found])
        (place,) = found
        around = len(place.path) - len(numbers)
        return place, (*([0] * around), *numbers)

    def _similar(self, name: str) -> list[str]:
        from difflib import get_close_matches  # only where something is wrong

        known = {each.path[-1].lower(): each.path[-1] for each in self._places}
        last = name.rpartition(".")[2].lower()
        return [known[each] for each in get_close_matches(last, known, n=1, cutoff=0.7)]


def split(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield names and values; what has no "=" has no value."""
    for text in texts:
        name, _, value = text.partition("=")
        yield name.strip(), value


def query_of(
    message: type[Query], texts: Iterable[str], returning: Returning, title: str = ""
) -> Query:
    """Return a query with matching keys.

    Args:
        texts: Keys with what they are matched with: a value, with wildcards in text, a
            range of dates or times, UIDs with backslashes between; nothing for a key that
            is to be returned.
        returning: Which keys are asked for, beside those.

    Raises:
        UnknownNameError, AmbiguousNameError, RepeatedNameError: A name is wrong.
        InvalidValueError: Nothing can be matched with a value.
    """
    given = _tree(message, texts, title)
    try:
        made: Query = cast(Any, message)(**_keys(message, given), returning=returning)
    except InvalidValueError as error:
        element = bundled().element(error.tag)
        error.hint = FORMS.get(element.vr, "") if element else ""
        raise
    return made


def retrieval_of(message: type[List], texts: Iterable[str], title: str = "") -> List:
    """Return what C-MOVE or C-GET retrieves, by its keys."""
    return message(**_keys(message, _tree(message, texts, title)))


def attributes_of(
    message: type[List],
    texts: Iterable[str],
    title: str = "",
    base: Dataset | None = None,
) -> List:
    """Return an attribute list with values, on top of a data set.

    Raises:
        UnknownNameError, AmbiguousNameError, RepeatedNameError: A name is wrong.
        UnreadableValueError: A value is none of its attribute.
    """
    names = Names(message, title)
    dataset = Dataset() if base is None else base
    for name, value in split(texts):
        place, numbers = names.find(name)
        _put(dataset, place, numbers, value)
    return message.from_dataset(dataset)


class UnreadableValueError(IodizeError):
    """A text that is no value of an attribute."""

    def __init__(self, name: str, value: str, vr: str, reason: str) -> None:
        super().__init__(name, value, vr, reason)
        self.name = name
        self.value = value
        self.vr = vr
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.value!r} is no value of VR {self.vr}: {self.reason}"


def _put(dataset: Dataset, place: Place, numbers: Sequence[int], value: str) -> None:
    """Set a value in a data set, and make the items around it."""
    for keyword, number in zip(place.path[:-1], numbers, strict=False):
        items = dataset.get(keyword)
        if items is None:
            items = Items()
            setattr(dataset, keyword, items)
            items = dataset[keyword].value
        while len(items) <= number:
            items.append(Dataset())
        dataset = items[number]
    tag = place.attribute.tag
    element = bundled().element(tag)
    vr = element.vr.split(" or ")[0] if element else "UN"
    try:
        if vr == "SQ":
            if value:
                raise ValueError("name an attribute of its items")
            dataset.add(DataElement(tag, vr, Items()))
            return
        parts: Any = value.split("\\")
        if vr in _NUMBERS:
            parts = [int(part, 0) for part in parts] if value else []
        elif vr in ("FL", "FD"):
            parts = [float(part) for part in parts] if value else []
        elif vr == "AT":
            parts = [int(part.replace(",", ""), 16) for part in parts] if value else []
        dataset.add(DataElement(tag, vr, parts[0] if len(parts) == 1 else parts))
    except (ValueError, TypeError, OverflowError) as error:
        raise UnreadableValueError(place.name, value, vr, str(error)) from None


Tree = dict[str, "str | Tree"]


def _tree(message: type[AttributeList], texts: Iterable[str], title: str) -> Tree:
    """Return keys by keyword; of a sequence, the keys of its item."""
    names = Names(message, title)
    tree: Tree = {}
    for name, value in split(texts):
        place, _ = names.find(name)
        inner = tree
        for keyword in place.path[:-1]:
            nested = inner.setdefault(keyword, {})
            if isinstance(nested, str):
                raise RepeatedNameError(keyword)
            inner = nested
        if place.path[-1] in inner:
            raise RepeatedNameError(name)
        inner[place.path[-1]] = value
    return tree


def _keys(definition: type[Definition], tree: Tree) -> dict[str, object]:
    """Return keys as the arguments that make an object of them."""
    known = {each.keyword: each for each in definition.attributes().values()}
    made: dict[str, object] = {}
    for keyword, value in tree.items():
        attribute = known[keyword]
        if isinstance(value, dict):
            assert attribute.item is not None
            made[keyword] = attribute.item(**_keys(attribute.item, value))
        elif attribute.item is not None or not value:
            made[keyword] = None
        else:
            made[keyword] = value.split("\\") if "\\" in value else value
    return made


def listing(message: type[AttributeList]) -> Iterator[tuple[str, str, str]]:
    """Yield path, tag and matching, or type, of every attribute of a message."""
    for place in _walk(message, ()):
        attribute = place.attribute
        kind = getattr(attribute, "match", "") or attribute.type or ""
        yield place.name, format_tag(attribute.tag), kind
