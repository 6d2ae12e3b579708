"""Minimal attribute lists of messages."""

from __future__ import annotations

from typing import Any

from pydicom.dataset import Dataset

from ..dimse.services.attribute_lists import AttributeList
from ..dimse.services.keys import Key, Keys
from ..objects.rows import edition_of
from .choosing import WHOLE
from .construction import Construction
from .customization import MINIMAL, Customization
from .making import Builder, builder_of
from .parts import MessageParts
from .tree import Node, NodeAttribute


def build_message(
    definition: type[AttributeList], *, seed: int = 0, custom: Customization = MINIMAL
) -> Dataset:
    """Return an example of an attribute list.

    Args:
        seed: Determines the UIDs; examples with the same seed belong to the same study.
        custom: Optional attributes and values.
    """
    builder = builder_of(edition_of(definition))
    return MessageConstruction(builder, definition, seed, custom).dataset


class MessageConstruction(Construction):
    """An attribute list under construction."""

    def __init__(
        self,
        builder: Builder,
        definition: type[AttributeList],
        seed: int,
        custom: Customization,
    ) -> None:
        self._unique = _unique_keys(definition)
        parts = MessageParts(builder.edition, builder.facts, definition)
        super().__init__(
            builder.book, builder.facts, definition, parts, seed=seed, custom=custom
        )

    def wanted(self, node: Node, asked: NodeAttribute) -> bool | None:
        """Require the unique keys of a level, and those of higher levels."""
        if node.parent is None and asked.keyword in self._unique:
            return True
        return super().wanted(node, asked)

    def requested_value(self, node: Node, asked: NodeAttribute) -> Any:
        """Return the requested value, or the only one that the table allows."""
        requested = super().requested_value(node, asked)
        only = [
            each.values[0]
            for each in self.applicable(node, asked)
            if each.enumerated and len(each.values) == 1 and each.number is None
        ]
        if not only or requested is not None:
            return requested
        return int(only[0]) if asked.vr in WHOLE else only[0]


def _unique_keys(definition: type[AttributeList]) -> frozenset[str]:
    """Return the keywords of the unique keys that a query or retrieval must have."""
    if not issubclass(definition, Keys) or not definition.level:
        return frozenset()
    fields = definition._layout_of().fields
    keys = {name: field.rows[0] for name, field in fields.items()}
    unique = {n for n, key in keys.items() if isinstance(key, Key) and key.match == "U"}
    return frozenset({*unique, *definition.above})
