"""Attribute lists of messages: the smallest that their tables allow."""

from __future__ import annotations

from typing import Any, cast

from pydicom.dataset import Dataset

from .. import editions
from ..definitions import Definition
from ..dimse.attribute_lists import AttributeList
from ..dimse.keys import Key, Keys
from ..objects.fields import edition_of
from .choosing import WHOLE
from .construction import NOTHING, Builder, Construction, Wishes
from .making import builder_of
from .tree import Asked, Node


def build_message(
    definition: type[AttributeList], *, seed: int = 0, wishes: Wishes = NOTHING
) -> Dataset:
    """Return an example of an attribute list.

    Args:
        seed: Gives UIDs; examples of the same seed belong to the same study.
        wishes: What it is to have beyond the least.
    """
    builder = builder_of(edition_of(definition) or editions.bundled())
    return MessageConstruction(builder, definition, seed, wishes).dataset


class MessageConstruction(Construction):
    """One attribute list as it grows."""

    def __init__(
        self,
        builder: Builder,
        definition: type[AttributeList],
        seed: int,
        wishes: Wishes,
    ) -> None:
        self.edition = builder.edition
        self.facts = builder.facts
        self.definition = definition
        self.sop_class_uid = definition.sop_class.uid
        self.seed = seed
        self.wishes = wishes
        self.root = Node(builder.book, cast(Any, definition))
        self._refused = set()
        self._unique = _unique_keys(definition)
        self._constraints = {}
        self._grow()

    def outermost(self, node: Node) -> list[type[Definition]]:
        return [self.definition]

    def wanted(self, node: Node, asked: Asked) -> bool | None:
        """Also want the unique keys of a level, and those of the levels above it."""
        if node.parent is None and asked.keyword in self._unique:
            return True
        return super().wanted(node, asked)

    def wished_value(self, node: Node, asked: Asked) -> Any:
        """Return a value; the only one that a table allows goes without a wish."""
        wished = super().wished_value(node, asked)
        only = [
            each.values[0]
            for each in self.applicable(node, asked)
            if each.enumerated and len(each.values) == 1 and each.number is None
        ]
        if not only or wished is not None:
            return wished
        return int(only[0]) if asked.vr in WHOLE else only[0]

    def _finish(self) -> None:
        """Leave it as it is: a message has no file meta information."""


def _unique_keys(definition: type[AttributeList]) -> frozenset[str]:
    """Return the keywords of the unique keys that a query or retrieval has values of."""
    if not issubclass(definition, Keys) or not definition.level:
        return frozenset()
    fields = definition._layout_of().fields
    keys = {name: field.attributes[0] for name, field in fields.items()}
    unique = {n for n, key in keys.items() if isinstance(key, Key) and key.match == "U"}
    return frozenset({*unique, *definition.above})
