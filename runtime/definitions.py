"""The classes that generated code is built from: a description of a table, with values.

`iodize.tables.descriptions` describes tables; `iodize.objects` constructs, reads and
writes objects. Generated classes are both: `CTImage.Modality` is the row of the table,
`ct.Modality` is a value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from .objects.instance import Instance
from .objects.typed import Typed, TypedDefinition
from .tables import descriptions
from .tables.descriptions import STRICTNESS as STRICTNESS
from .tables.descriptions import Constraint as Constraint
from .tables.descriptions import Included as Included
from .tables.descriptions import Origin as Origin
from .tables.descriptions import Relationship as Relationship
from .tables.descriptions import Type as Type
from .tables.descriptions import Usage as Usage
from .tables.descriptions import Use as Use
from .tables.descriptions import When as When
from .tables.descriptions import conditional as conditional
from .tables.descriptions import constrain as constrain
from .tables.descriptions import included as included
from .tables.descriptions import listed as listed
from .tables.descriptions import mandatory as mandatory
from .tables.descriptions import user_option as user_option
from .tables.descriptions import when as when
from .tables.values import ItemCount as ItemCount
from .tables.values import Items as Items
from .tables.values import Limits as Limits
from .tables.values import Terms as Terms
from .tables.values import counted as counted
from .tables.values import defined as defined
from .tables.values import enumerated as enumerated
from .tables.values import item_count
from .tables.values import limits as limits

if TYPE_CHECKING:
    from .objects.fields import AttributeField
    from .rules.effective_attribute import TableRow
    from .tables.editions import Element


class Attribute(descriptions.Attribute):
    """An attribute whose values objects of the class hold."""

    __slots__ = ()

    if not TYPE_CHECKING:  # checkers know the values of objects from stubs

        def __get__(self, instance: Typed | None, owner: type) -> Any:
            """Return the definition itself from a class, its value from an object."""
            return self if instance is None else instance._read(self.keyword)

    def compiled(
        self,
        element: Element,
        rows: Sequence[TableRow],
        constraints: Sequence[Constraint],
        owner: type[descriptions.Definition],
    ) -> AttributeField:
        """Return the rules for values of the attribute in objects of a class.

        Args:
            rows: All rows of it that apply to the class, this one first.
        """
        from .objects.fields import AttributeField

        return AttributeField(element, rows, constraints, owner)


def attribute(
    tag: int,
    type: Type | None,
    *values: Terms | Limits,
    vm: str = "",
    empty: bool = False,
    when: When | None = None,
) -> Any:
    """Declare an attribute; its keyword is the name it is assigned to."""
    return Attribute(tag, type, values, None, False, when, vm, empty=empty)


def repeating(
    tag: int,
    type: Type | None,
    *values: Terms | Limits,
    vm: str = "",
    when: When | None = None,
) -> Any:
    """Declare an attribute of a repeating group, such as an overlay's."""
    return Attribute(tag, type, values, None, True, when, vm)


def sequence(
    tag: int,
    type: Type | None,
    item: type[Definition] | Callable[[], type[Definition]] | None = None,
    *,
    items: Items | None = None,
    counts: tuple[ItemCount, ...] = (),
    when: When | None = None,
) -> Any:
    """Declare a sequence.

    Args:
        item: The class of the items; a function where the sequence contains itself.
        items: Number of items: 1, (1, None), or the keyword of the attribute with it.
        counts: Conditional numbers of items.
    """
    return Attribute(tag, type, (), item, False, when, "", item_count(items), counts)


class Definition(TypedDefinition):
    """Base of all generated classes."""


class Macro(Definition, descriptions.Macro):
    __doc__ = descriptions.Macro.__doc__


class FunctionalGroup(Macro, descriptions.FunctionalGroup):
    __doc__ = descriptions.FunctionalGroup.__doc__


class Module(Definition, descriptions.Module):
    __doc__ = descriptions.Module.__doc__


class Item(Definition, descriptions.Item):
    __doc__ = descriptions.Item.__doc__


class FunctionalGroupsItem(Item, descriptions.FunctionalGroupsItem):
    __doc__ = descriptions.FunctionalGroupsItem.__doc__


class RecordKeysItem(Item, descriptions.RecordKeysItem):
    __doc__ = descriptions.RecordKeysItem.__doc__


class DirectoryRecord(Definition, descriptions.DirectoryRecord):
    __doc__ = descriptions.DirectoryRecord.__doc__


class Iod(Definition, descriptions.Iod, Instance):
    __doc__ = descriptions.Iod.__doc__
    _functional_groups_item = FunctionalGroupsItem


class CompositeIod(Iod, descriptions.CompositeIod):
    __doc__ = descriptions.CompositeIod.__doc__


class NormalizedIod(Iod, descriptions.NormalizedIod):
    __doc__ = descriptions.NormalizedIod.__doc__


class DirectoryIod(Iod, descriptions.DirectoryIod):
    __doc__ = descriptions.DirectoryIod.__doc__
