"""Attributes and arguments as stubs declare them, and references between classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from iodize.objects.documentation import module_note
from iodize.objects.fields import AttributeField
from iodize.objects.typed import as_typed
from iodize.tables.descriptions import Definition, Iod

from .types import argument

PLACES = ("iods", "modules", "macros", "functional_groups")
"""Folders whose classes are qualified with the folder: `macros.Code`."""


MACRO_FILES = ("coded_entries", "ups_macros")
"""Files of macros among the SOP classes, which qualify names like folders."""


@frozen
class MemberStub:
    """An attribute, or an optional module, of a class."""

    name: str
    annotation: str
    note: str


@frozen
class Argument:
    """One parameter of a signature; "*" precedes keyword-only ones."""

    name: str
    annotation: str = ""
    optional: bool = False

    @property
    def text(self) -> str:
        """The text of the parameter: "Rows: int", "*"."""
        default = " = ..." if self.optional else ""
        return f"{self.name}: {self.annotation}{default}" if self.annotation else "*"


def differs(one: str, other: str) -> bool:
    """Whether two types differ, ignoring the paths of classes."""
    return one != other and _last_names(one) != _last_names(other)


def _last_names(annotation: str) -> str:
    return re.sub(r"[\w.]+\.(?=\w)", "", annotation)


def reference(target: type, cls: type[Definition]) -> str:
    """Format a reference from the file of a class to another class."""
    if target.__module__ == cls.__module__:
        direct = f"{cls.__qualname__}.{target.__name__}" == target.__qualname__
        return target.__name__ if direct else target.__qualname__
    *_, folder, file = target.__module__.split(".")
    if folder in PLACES:
        return f"{folder}.{target.__qualname__}"
    if file in MACRO_FILES:
        return f"{file}.{target.__qualname__}"
    return target.__qualname__


def given(field: AttributeField, cls: type[Definition], optional: bool) -> str:
    """Return the type of the argument for an attribute of a class."""
    return argument(field, optional, lambda item: reference(item, cls))


def module_members(cls: type[Definition]) -> Iterator[MemberStub]:
    """Yield the optional modules of an IOD."""
    uses = (
        {use.definition: use for use in cls.module_uses} if issubclass(cls, Iod) else {}
    )
    for name, module in as_typed(cls)._layout_of().members.items():
        typed = reference(module, cls)
        fields = as_typed(module)._layout_of().fields.values()
        if fields and all(field.rows[0].repeating for field in fields):
            typed = f"list[{typed}]"
        yield MemberStub(name, f"{typed} | None", module_note(uses[module]))
