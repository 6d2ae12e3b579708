"""The attributes of a definition in the order of its table, with included macros."""

from __future__ import annotations

from collections.abc import Iterator

from ..tables.descriptions import Attribute, Definition


def rows(definition: type[Definition]) -> Iterator[tuple[Attribute, bool]]:
    """Yield each attribute once, and whether it is included under a condition."""
    chosen = definition.attributes()
    own = {attribute.tag for attribute in _own(definition)}
    listed: set[int] = set()
    for attribute, conditional in _in_order(definition):
        tag = attribute.tag
        if tag in listed or (tag in own and attribute.owner is not definition):
            continue
        listed.add(tag)
        yield (chosen[tag], False) if tag in chosen else (attribute, conditional)


def _own(definition: type[Definition]) -> list[Attribute]:
    return [one for one in vars(definition).values() if isinstance(one, Attribute)]


def _in_order(definition: type[Definition]) -> Iterator[tuple[Attribute, bool]]:
    """Yield the table's own attributes, and those of a macro at the row that includes it."""
    bases = [base for base in definition.__bases__ if issubclass(base, Definition)]
    conditional = vars(definition).get("conditional_includes", ())
    last = dict.fromkeys([*bases, *(each.definition for each in conditional)], "")
    places = vars(definition).get("include_rows") or last

    def included(before: str) -> Iterator[tuple[Attribute, bool]]:
        for macro, place in places.items():
            if place == before:
                for attribute, depends in rows(macro):
                    yield attribute, depends or macro not in bases

    for attribute in _own(definition):
        yield from included(attribute.keyword)
        yield attribute, False
    yield from included("")
