"""The rows of a table: its attributes, and the macros that it includes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ..dimse.services.keys import Key
from ..export.tags import REPEATING_GROUP_MASK, hexadecimal, printed
from ..render.links import link
from ..rules.paragraphs import paragraph_of
from ..show.trees import OPEN
from ..tables.descriptions import (
    Attribute,
    Definition,
    FunctionalGroupsItem,
    Item,
    RecordKeysItem,
    When,
)
from .addresses import Addresses
from .page import INCLUDED, RowName
from .requirements import Condition, Values, condition, notes_of, values


class Row(NamedTuple):
    """An attribute of a table."""

    path: tuple[str, ...]
    """Keywords from the top of the table, after the prefix of its anchors."""
    first: int
    """Length of the prefix."""
    tag: str
    name: str
    address: str
    """Address of the page of its data element; empty if it is not registered."""
    type: str
    """Type, or matching of a key."""
    vr: str
    vm: str
    retired: bool
    condition: Condition
    values: tuple[Values, ...]
    notes: tuple[str, ...]
    link: str
    """Address of the row in the published standard."""

    @property
    def keyword(self) -> str:
        return self.path[-1]

    @property
    def anchor(self) -> str:
        return ".".join(self.path)

    @property
    def depth(self) -> int:
        return len(self.path) - self.first - 1

    @property
    def row_name(self) -> RowName:
        """The name of the row in changes of its table."""
        return self.path[self.first :]


class Include(NamedTuple):
    """The attributes of another table, at this place."""

    above: tuple[str, ...]
    """Keywords of the sequences that it is in, after the prefix of the table's anchors."""
    first: int
    """Length of the prefix."""
    keyword: str
    name: str
    table: str
    address: str
    condition: Condition

    @property
    def anchor(self) -> str:
        return ".".join((*self.above, f"include-{self.keyword}"))

    @property
    def depth(self) -> int:
        return len(self.above) - self.first

    @property
    def row_name(self) -> RowName:
        """The name of the row in changes of its table."""
        return (*self.above[self.first :], INCLUDED, self.name)


Line = Row | Include


class Table:
    """The rows of a definition, in the order of the standard."""

    def __init__(
        self,
        addresses: Addresses,
        definition: type[Definition],
        prefix: tuple[str, ...] = (),
    ) -> None:
        """Create a table.

        Args:
            prefix: Begins the anchors, if a page has several tables.
        """
        self._addresses = addresses
        self._definition = definition
        self._prefix = prefix

    @cached_property
    def lines(self) -> list[Line]:
        """The rows, those of nested items below their sequence."""
        found: dict[str, Line] = {}
        for line in self._lines(self._definition, self._prefix, ()):
            found.setdefault(line.anchor, line)
        return list(found.values())

    def _lines(
        self,
        definition: type[Definition],
        path: tuple[str, ...],
        enclosing: tuple[type[Definition], ...],
    ) -> Iterator[Line]:
        enclosing = (*enclosing, definition)
        own = [v for v in vars(definition).values() if isinstance(v, Attribute)]
        includes = _includes(definition, self._addresses.edition.package)
        for attribute in own:
            yield from self._included(includes, attribute.keyword, path, enclosing)
            below = (*path, attribute.keyword)
            yield self._row(attribute, below)
            if attribute.item is not None:
                yield from self._items(attribute.item, below, enclosing)
        yield from self._included(includes, "", path, enclosing)

    def _included(
        self,
        includes: Mapping[type[Definition], tuple[str, When | None]],
        before: str,
        path: tuple[str, ...],
        enclosing: tuple[type[Definition], ...],
    ) -> Iterator[Line]:
        for macro, (place, when) in includes.items():
            if place != before:
                continue
            if self._addresses.of(macro) or when is not None:
                yield self._include(macro, path, when)
            else:  # a part of the same table, shared by several classes
                yield from self._lines(macro, path, enclosing)

    def _items(
        self,
        item: type[Definition],
        path: tuple[str, ...],
        enclosing: tuple[type[Definition], ...],
    ) -> Iterator[Line]:
        nested = issubclass(item, Item) and not self._is_of_another_table(item)
        if nested and item not in enclosing:
            yield from self._lines(item, path, enclosing)
        elif not nested or item in enclosing:
            yield self._include(item, path, None)

    def _is_of_another_table(self, item: type[Definition]) -> bool:
        address, own = self._addresses.of(item), self._addresses.of(self._definition)
        return bool(address) and address.partition("#")[0] != own

    def _include(
        self, macro: type[Definition], path: tuple[str, ...], when: When | None
    ) -> Include:
        try:
            name, _, table, _ = macro.origin()
        except LookupError:
            name, table = macro.__name__, ""
        return Include(
            above=path,
            first=len(self._prefix),
            keyword=macro.__name__,
            name=name or macro.__name__,
            table=table,
            address=self._addresses.of(macro),
            condition=condition(when),
        )

    def _row(self, attribute: Attribute, path: tuple[str, ...]) -> Row:
        edition = self._addresses.edition
        element = edition.element(attribute.tag)
        mask = REPEATING_GROUP_MASK if attribute.repeating else 0xFFFFFFFF
        type_ = attribute.match if isinstance(attribute, Key) else attribute.type
        return Row(
            path=path,
            first=len(self._prefix),
            tag=printed(hexadecimal(attribute.tag, mask)),
            name=element.name if element else attribute.keyword,
            address=self._addresses.of_element(attribute.tag),
            type=type_ or "",
            vr=element.vr if element else "",
            vm=attribute.vm or (element.vm if element else ""),
            retired=element is not None and element.retired,
            condition=condition(attribute.when),
            values=tuple(values(attribute.terms)),
            notes=(*notes_of(attribute), *_open(attribute.item)),
            link=published(self._addresses, attribute),
        )


def published(addresses: Addresses, attribute: Attribute) -> str:
    """Return the address of a row in the published standard."""
    edition = addresses.edition
    try:
        origin = attribute.owner.origin()
    except LookupError:
        return ""
    return link(str(origin), edition.name, paragraph_of(attribute, edition))


def _open(item: type[Definition] | None) -> Iterator[str]:
    """Yield the kind of attributes that items have besides those of the table."""
    if item is None:
        return
    if issubclass(item, FunctionalGroupsItem):
        yield f"items: {OPEN['functional_groups']}"
    elif issubclass(item, RecordKeysItem):
        yield f"items: {OPEN['record_keys']}"
    elif item.extensible:
        yield f"items: {OPEN['attributes']} too"


def _includes(
    definition: type[Definition], package: str
) -> dict[type[Definition], tuple[str, When | None]]:
    """Return the included tables in order, with the row that follows and the condition."""
    whens: dict[type[Definition], When | None] = {
        base: None
        for base in definition.__bases__
        if issubclass(base, Definition) and base.__module__.startswith(f"{package}.")
    }
    for each in vars(definition).get("conditional_includes", ()):
        whens[each.definition] = each.when
    places = vars(definition).get("include_rows") or {}
    order = [*(m for m in places if m in whens), *(m for m in whens if m not in places)]
    return {macro: (places.get(macro, ""), whens[macro]) for macro in order}
