"""Stubs of `replace` and `following`: the types of their arguments, by table."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import Factory, define, frozen

from iodize.objects.typed import as_typed
from iodize.tables.descriptions import Definition, Iod

from .stub_members import differs, given, module_members, reference

NAME = "_Values"
"""The class of the arguments, in the class of a table. It exists for checkers only."""


@frozen
class ArgumentsStub:
    """The arguments that a table gives to the methods of an IOD."""

    name: str
    bases: list[str]
    types: Mapping[str, str]
    """Arguments that the bases lack, or whose types differ there, by name."""
    accepted: bool
    """Whether the class is an IOD, whose methods accept them."""


@define
class ArgumentStubs:
    """Makes the stubs of the arguments of one package.

    Args:
        shared: The classes whose attributes are attributes of an instance.
    """

    _shared: Collection[type]
    _known: dict[type, Mapping[str, str]] = Factory(dict)

    def of(self, cls: type[Definition]) -> ArgumentsStub | None:
        """Return the stub of a class; None if it has no arguments."""
        bases = [base for base in cls.__bases__ if self._accepted(base)]
        inherited = [self._accepted(base) for base in bases]
        own = {
            name: type_
            for name, type_ in self._accepted(cls).items()
            # Checkers disagree on which base prevails.
            if not (known := [types[name] for types in inherited if name in types])
            or any(differs(type_, other) for other in known)
        }
        if not own and not bases:
            return None
        names = [f"{reference(base, cls)}.{NAME}" for base in bases]
        return ArgumentsStub(NAME, names or ["TypedDict"], own, issubclass(cls, Iod))

    def _accepted(self, cls: type) -> Mapping[str, str]:
        if cls not in self._shared:
            return {}
        return self.types(cls)

    def types(self, cls: type[Definition]) -> Mapping[str, str]:
        """Return the types of the arguments of a class, by name."""
        if cls not in self._known:
            fields = as_typed(cls)._layout_of().fields.values()
            self._known[cls] = {
                **{each.keyword: given(each, cls, each.type != "1") for each in fields},
                **{each.name: each.annotation for each in module_members(cls)},
            }
        return self._known[cls]
