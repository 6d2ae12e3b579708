"""Messages from arguments NAME=VALUE of a command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar, cast

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from ....dimse.services.attribute_lists import AttributeList, FindRequest
from ....dimse.services.keys import Returning
from ....encoding.value_forms import FLOATS, INTEGERS
from ....errors import IodizeError
from ....objects.errors import InvalidValueError
from ....tables.descriptions import Definition
from ....tables.editions import bundled
from .keywords import Names, Place

FORMS: Final = {
    "DA": "use a date such as 20260131, or a range: 20260101-20260131, 20260101-, -20260131",
    "TM": "use a time such as 0930 or 093000, or a range: 08-12, 0930-, -0930",
    "DT": "use a date and time such as 202601310930, or a range: 20260101-20260131",
}
"""Values that can be matched with attributes of a VR: PS3.4 C.2.2.2.5."""

BINARY: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
"""VRs of values that have no text."""

List = TypeVar("List", bound=AttributeList)
Query = TypeVar("Query", bound="FindRequest[Any]")
Tree = dict[str, "str | Tree"]


class RepeatedNameError(IodizeError):
    """An attribute that is given twice, or both as a whole and in part."""

    hint = "separate several values of an attribute by backslashes"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name!r} is given more than once"


class UnreadableValueError(IodizeError):
    """A text that is not a valid value of an attribute."""

    def __init__(self, name: str, value: str, vr: str, reason: str) -> None:
        super().__init__(name, value, vr, reason)
        self.name = name
        self.value = value
        self.vr = vr
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.value!r} is not a valid value of VR {self.vr}:"
            f" {self.reason}"
        )


def query_of(
    message: type[Query], texts: Iterable[str], returning: Returning, title: str = ""
) -> Query:
    """Return a query with matching keys.

    Args:
        texts: KEY=VALUE. A value may have wildcards in text, ranges of dates or times, or
            several UIDs separated by backslashes. A key without a value is returned.
        returning: The additional keys to return.

    Raises:
        UnknownNameError, AmbiguousNameError, RepeatedNameError: A name is not valid.
        InvalidValueError: A value cannot be matched.
    """
    given = _tree(message, texts, title)
    try:
        query: Query = cast(Any, message)(**_keys(message, given), returning=returning)
    except InvalidValueError as error:
        element = bundled().element(error.tag)
        error.hint = FORMS.get(element.vr, "") if element else ""
        raise
    return query


def retrieval_of(message: type[List], texts: Iterable[str], title: str = "") -> List:
    """Return a request of C-MOVE or C-GET with its keys."""
    return message(**_keys(message, _tree(message, texts, title)))


def attributes_of(
    message: type[List],
    texts: Iterable[str],
    title: str = "",
    base: Dataset | None = None,
) -> List:
    """Return an attribute list with values that are added to a data set.

    Raises:
        UnknownNameError, AmbiguousNameError, RepeatedNameError: A name is not valid.
        UnreadableValueError: A value is not valid for its attribute.
    """
    names = Names(message, title)
    dataset = Dataset() if base is None else base
    for name, value in _split(texts):
        place, numbers = names.find(name)
        _put(dataset, place, numbers, value)
    return message.from_dataset(dataset)


def _split(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield names and values; a text without "=" has an empty value."""
    for text in texts:
        name, _, value = text.partition("=")
        yield name.strip(), value


def _put(dataset: Dataset, place: Place, numbers: Sequence[int], value: str) -> None:
    """Set a value in a data set, and create the enclosing items."""
    for keyword, number in zip(place.path[:-1], numbers, strict=False):
        items = dataset.get(keyword)
        if items is None:
            setattr(dataset, keyword, Items())
            items = dataset[keyword].value
        while len(items) <= number:
            items.append(Dataset())
        dataset = items[number]
    tag = place.attribute.tag
    element = bundled().element(tag)
    vr = element.vr.split(" or ")[0] if element else "UN"
    try:
        dataset.add(DataElement(tag, vr, _converted(vr, value)))
    except (ValueError, TypeError, OverflowError) as error:
        raise UnreadableValueError(place.name, value, vr, str(error)) from None


def _converted(vr: str, value: str) -> object:
    """Return a value of a VR.

    Raises:
        ValueError: The text is not a value of the VR.
    """
    if vr == "SQ":
        if value:
            raise ValueError("use the names of attributes of its items")
        return Items()
    if vr in BINARY:
        raise ValueError("a binary value cannot be given as text")
    parts: list[Any] = value.split("\\")
    if vr in INTEGERS:
        parts = [int(part, 0) for part in parts] if value else []
    elif vr in FLOATS:
        parts = [float(part) for part in parts] if value else []
    elif vr == "AT":
        parts = [int(part.replace(",", ""), 16) for part in parts] if value else []
    return parts[0] if len(parts) == 1 else parts


def _tree(message: type[AttributeList], texts: Iterable[str], title: str) -> Tree:
    """Return the values by keyword; for a sequence, the values of its item."""
    names = Names(message, title)
    tree: Tree = {}
    for name, value in _split(texts):
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
    """Return keys as the arguments of their class."""
    known = {each.keyword: each for each in definition.attributes().values()}
    keys: dict[str, object] = {}
    for keyword, value in tree.items():
        attribute = known[keyword]
        if isinstance(value, dict):
            assert attribute.item is not None
            keys[keyword] = attribute.item(**_keys(attribute.item, value))
        elif attribute.item is not None or not value:
            keys[keyword] = None
        else:
            keys[keyword] = value.split("\\") if "\\" in value else value
    return keys
