"""The optional parts of an IOD: modules as members, functional groups in one item class."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from ..tables.descriptions import Definition, FunctionalGroupsItem, Iod, Module
from .typed import as_typed

if TYPE_CHECKING:
    from ..rules.effective_attribute import EffectiveAttribute
    from .typed import Typed

GROUPS: Final = range(0, 0x20, 2)
"""Offsets from the first group of a repeating one: overlays have groups 6000 to 601E."""


def members_of(iod: type[Iod]) -> Mapping[str, type[Definition]]:
    """Return the optional modules of an IOD by the names of their members."""
    return {
        module.member_name: module
        for use in iod.module_uses
        if use.usage in ("C", "U") and issubclass(module := use.definition, Module)
    }


def functional_groups_of(iod: type[Iod]) -> type[FunctionalGroupsItem]:
    """Return the class of the items that hold an IOD's functional groups.

    It has the sequences of all macros that the IOD lists. Which of them are required, in
    the shared or the per-frame item, depends on the complete object. A class derived from
    a generated one has the class of its base.
    """
    stated = {"module_uses", "functional_group_uses"}
    iod = next(base for base in iod.__mro__ if stated & vars(base).keys())
    known: type[FunctionalGroupsItem] | None = iod.__dict__.get("_functional_groups")
    if known is not None:
        return known
    made: type[FunctionalGroupsItem] = type(
        "FunctionalGroups",
        (cast("Any", iod)._functional_groups_item,),
        {
            "__module__": iod.__module__,
            "__qualname__": f"{iod.__qualname__}.FunctionalGroups",
            "__doc__": f"Functional groups of the {iod.origin().name} IOD.",
        },
    )
    groups = (use.definition for use in iod.functional_group_uses)
    made.macros = (*groups, *_items_with_more(iod))
    made._outer = iod
    as_typed(iod)._functional_groups = made  # type: ignore[attr-defined]
    return made


def _items_with_more(iod: type[Iod]) -> Iterator[type[Definition]]:
    """Yield items of functional groups with further attributes: Selected Frame Number."""
    for use in iod.module_uses:
        for attribute in use.definition.attributes().values():
            item = attribute.item or Definition
            if issubclass(item, FunctionalGroupsItem) and item.attributes():
                yield item


def member(instance: Typed, module: type[Definition]) -> Any:
    """Return an optional module of an instance; None if none of its attributes is present.

    The module shares the values of the instance: a change of one is a change of both.
    A module of a repeating group is a list, with one object for each group.
    """
    layout = as_typed(module)._layout_of()
    if _repeats(layout.fields.values()):
        groups = [shift << 16 for shift in GROUPS]
        planes = [g for g in groups if any(instance._has(t + g) for t in layout.by_tag)]
        return [_part(instance, module, group) for group in planes] or None
    own = layout.by_tag.keys() - instance._layout_of().by_tag.keys()
    if not any(instance._has(tag) for tag in own):
        return None
    return _part(instance, module, 0)


def set_member(
    instance: Typed, name: str, module: type[Definition], value: object
) -> None:
    """Replace an optional module of an instance; None removes it."""
    layout = as_typed(module)._layout_of()
    repeats = _repeats(layout.fields.values())
    parts: list[Typed] = []
    if value is not None:
        parts = list(value) if repeats and isinstance(value, list) else [value]  # type: ignore[list-item]
    for part in parts:
        if not isinstance(part, module):
            wanted = f"a list of {module.__name__}" if repeats else module.__name__
            raise TypeError(f"{name} must be {wanted}, got {type(part).__name__}")
    held = [{t: part._read(f.keyword) for t, f in _held(part)} for part in parts]
    for shift in GROUPS if repeats else range(1):
        for tag in layout.by_tag.keys() - instance._layout_of().by_tag.keys():
            instance._remove(tag + (shift << 16))
    for shift, part, values in zip(GROUPS, parts, held, strict=False):
        group = shift << 16
        instance._values.update({tag + group: each for tag, each in values.items()})
        part.__dict__.update(vars(_part(instance, module, group)))


def _held(part: Typed) -> list[tuple[int, Any]]:
    """Return the attributes that a module has, including those without a value."""
    fields = part._layout_of().by_tag.items()
    return [(tag, field) for tag, field in fields if part._has(tag + part._shift)]


def _part(instance: Typed, module: type[Definition], shift: int) -> Any:
    made = module.__new__(module)
    made.__dict__.update(
        _values=instance._values, _source=instance._source, _shift=shift, _part=True
    )
    return made


def _repeats(fields: Collection[EffectiveAttribute]) -> bool:
    """Return True for a module of a repeating group: Overlay Plane."""
    return bool(fields) and all(field.rows[0].repeating for field in fields)
