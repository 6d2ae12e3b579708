"""Stubs of the generated classes, for type checkers and editors.

Stubs are made from the loaded classes, so that required attributes and value types are
determined by the same code at run time and for type checkers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import ModuleType

from attrs import Factory, define, field, frozen

from iodize.objects.documentation import attribute_note, class_note
from iodize.objects.fields import AttributeField
from iodize.objects.typed import as_typed
from iodize.tables.descriptions import Attribute, Definition, Iod

from .argument_stubs import ArgumentsStub, ArgumentStubs
from .preview import is_made
from .stub_members import (
    Argument,
    MemberStub,
    differs,
    given,
    module_members,
    reference,
)
from .types import annotation


@frozen
class ClassStub:
    """One class."""

    name: str
    bases: list[str]
    note: str
    items: list[ClassStub]
    members: list[MemberStub]
    signatures: list[list[Argument]]
    """The overloads of the constructor."""
    arguments: ArgumentsStub | None = None
    """The arguments of `replace` and `following`."""


@frozen
class FileStub:
    """One file of classes."""

    classes: list[ClassStub]
    narrows: bool
    """Whether attributes of a class differ from those of its bases, or its bases differ."""

    @property
    def methods(self) -> bool:
        """Whether methods of a class name the arguments that those of its bases accept."""
        return any(stub.arguments and stub.arguments.accepted for stub in self.classes)

    def words(self) -> set[str]:
        """Return the names that the file uses."""
        return words(_texts(self.classes))


def words(texts: Iterable[str]) -> set[str]:
    """Return the names in types and bases, outside of string literals."""
    lines = "\n".join(dict.fromkeys(texts))  # many attributes have the same type
    return set(re.findall(r"\w+", re.sub(r'"[^"\n]*"', "", lines)))


def _texts(classes: list[ClassStub]) -> Iterator[str]:
    for stub in classes:
        yield from stub.bases
        yield "overload" if len(stub.signatures) > 1 else ""
        arguments = (each for signature in stub.signatures for each in signature)
        typed: Iterable[MemberStub | Argument] = (*stub.members, *arguments)
        for member in typed:
            yield member.annotation
        if stub.arguments is not None:
            yield from _argument_texts(stub.arguments)
        yield from _texts(stub.items)


def _argument_texts(stub: ArgumentsStub) -> Iterator[str]:
    yield from stub.bases
    yield from stub.types.values()
    if stub.accepted:
        yield "InstanceOrDataset Self Unpack"


@define
class Stubs:
    """Makes the stubs of one package."""

    edition: str
    _shared: Collection[type] = ()
    """The classes whose attributes are attributes of an instance."""
    _declared: dict[type, dict[str, MemberStub]] = Factory(dict)
    """The declarations of each class, by name."""
    _arguments: ArgumentStubs = field(init=False)

    @_arguments.default
    def _of_classes(self) -> ArgumentStubs:
        return ArgumentStubs(self._shared)

    def file(self, module: ModuleType) -> FileStub:
        """Return the stub of a module that defines classes."""
        own = [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Definition)
            and value.__module__ == module.__name__
        ]
        stubs = [self.class_stub(cls) for cls in own]
        return FileStub(stubs, self.narrows(own))

    def narrows(self, own: Iterable[type[Definition]]) -> bool:
        """Whether classes, or their item classes, differ from their bases."""
        return any(self._narrows(cls) for cls in self._all(own))

    def _all(self, classes: Iterable[type[Definition]]) -> Iterator[type[Definition]]:
        """Yield classes and their item classes."""
        for cls in classes:
            yield cls
            yield from self._all(v for v in vars(cls).values() if _is_item_of(v, cls))

    def _narrows(self, cls: type[Definition]) -> bool:
        """Whether declarations of a class differ from a base, or between bases."""
        declared: dict[str, set[str]] = {}
        for base in filter(is_made, cls.__mro__):
            for name, member in self._declared.get(base, {}).items():
                declared.setdefault(name, set()).add(member.annotation)
            for item in vars(base).values():
                if _is_item_of(item, base):
                    declared.setdefault(item.__name__, set()).add(item.__qualname__)
        return any(len(ways) > 1 for ways in declared.values())

    def class_stub(self, cls: type[Definition]) -> ClassStub:
        """Return the stub of a class, with its item classes."""
        nested = [value for value in vars(cls).values() if _is_item_of(value, cls)]
        if issubclass(cls, Iod) and cls.functional_group_uses:
            nested.append(cls.FunctionalGroups)  # type: ignore[attr-defined]
        return ClassStub(
            name=cls.__name__,
            bases=[self.base(base, cls) for base in cls.__bases__],
            note=class_note(cls, self.edition),
            items=[self.class_stub(item) for item in nested],
            members=[*self._declares(cls).values(), *module_members(cls)],
            signatures=self.signatures(cls),
            arguments=self._arguments.of(cls),
        )

    def base(self, base: type, cls: type[Definition]) -> str:
        """Format a base of a class."""
        return reference(base, cls)

    def signatures(self, cls: type[Definition]) -> list[list[Argument]]:
        """Return the overloads of the constructor."""
        return [*_signatures(cls, self._arguments.types(cls))]

    def _declares(self, cls: type[Definition]) -> dict[str, MemberStub]:
        """Return the declarations of a class: its own attributes, and differing ones."""
        if cls not in self._declared:
            bases = [b for b in cls.__mro__[1:] if b is not Definition and is_made(b)]
            for base in bases:
                self._declares(base)
            found: dict[str, MemberStub] = {}
            for name, field in as_typed(cls)._layout_of().fields.items():
                typed = self._member(cls, field)
                inherited = next(
                    (
                        self._declared[b][name]
                        for b in bases
                        if name in self._declared[b]
                    ),
                    None,
                )
                own = isinstance(vars(cls).get(name), Attribute)
                if own or inherited is None or _differ(typed, inherited):
                    found[name] = typed
            self._declared[cls] = found
        return self._declared[cls]

    def _member(self, cls: type[Definition], field: AttributeField) -> MemberStub:
        optional = field.type != "1"
        return MemberStub(
            field.keyword,
            annotation(field, optional, lambda item: reference(item, cls)),
            attribute_note(field),
        )


def _differ(one: MemberStub, other: MemberStub) -> bool:
    return one.note != other.note or differs(one.annotation, other.annotation)


def _signatures(
    cls: type[Definition], types: Mapping[str, str]
) -> Iterator[list[Argument]]:
    """Yield the parameters of a class: twice if some may be positional, otherwise once."""
    layout = as_typed(cls)._layout_of()
    fields = {each.keyword: each for each in layout.fields.values()}
    named: dict[str, Argument] = {}
    for name, typed in types.items():
        field = fields.get(name)
        default = field is None or field.type != "1" or field.tag in layout.defaults
        named[name] = Argument(name, typed, default)
    first = as_typed(cls).positional
    if first:
        unnamed = [Argument(k, given(layout.fields[k], cls, False)) for k in first]
        rest = [argument for name, argument in named.items() if name not in first]
        yield [*unnamed, Argument("*"), *rest]
    if named:
        required_first = sorted(named.values(), key=lambda each: each.optional)
        yield [Argument("*"), *required_first]


def _is_item_of(value: object, cls: type[Definition]) -> bool:
    """Whether a value is a class nested in another class."""
    within = f"{cls.__qualname__}."
    return isinstance(value, type) and value.__qualname__.startswith(within)
