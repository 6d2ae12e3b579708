"""Stubs: what type checkers and editors see of the generated classes.

They are made from the classes themselves, as Python knows them once they are loaded:
what a class requires, and which values it takes, is decided in one place, for objects
at run time and for checkers alike.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, invalidate_caches
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from attrs import Factory, define, frozen

from iodize import editions
from iodize.definitions import Attribute, Definition, Iod
from iodize.objects.documentation import attribute_note, class_note
from iodize.objects.fields import Field

from .types import annotation, argument

PREVIEW = "iodize_preview"
"""Name of the package that the sources are loaded as."""

PLACES = ("iods", "modules", "macros", "functional_groups")
"""Folders whose classes are named with the folder: `macros.Code`."""


MACRO_FILES = ("coded_entries", "ups_macros")
"""Files of macros among the SOP classes, named like folders."""


@frozen
class MemberStub:
    """An attribute, or an optional module, of a class."""

    name: str
    annotation: str
    optional: bool
    note: str


@frozen
class Argument:
    """One argument of a signature; "*" is that after which names are needed."""

    name: str
    annotation: str = ""
    optional: bool = False


@frozen
class ClassStub:
    """One class."""

    name: str
    bases: list[str]
    note: str
    items: list[ClassStub]
    members: list[MemberStub]
    signatures: list[list[Argument]]
    """The ways to make an object."""


@frozen
class FileStub:
    """One file of classes."""

    classes: list[ClassStub]
    narrows: bool
    """Whether a class states attributes otherwise than its bases, or its bases differ."""

    def words(self) -> set[str]:
        """Return the names that the file uses."""
        texts = [*_texts(self.classes)]
        return {word for text in texts for word in re.findall(r"\w+", text)}


def _texts(classes: list[ClassStub]) -> Iterator[str]:
    for stub in classes:
        yield from stub.bases
        yield "overload" if len(stub.signatures) > 1 else ""
        arguments = (each for signature in stub.signatures for each in signature)
        told: Iterable[MemberStub | Argument] = (*stub.members, *arguments)
        for member in told:
            yield re.sub(r'"[^"]*"', "", member.annotation)
        yield from _texts(stub.items)


@define
class Stubs:
    """Makes the stubs of one package."""

    edition: str
    _declared: dict[type, dict[str, MemberStub]] = Factory(dict)
    """What the stub of each class declares, by name."""

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
        """Whether classes, or items in them, differ from what they stand on."""
        return any(self._narrows(cls) for cls in self._all(own))

    def _all(self, classes: Iterable[type[Definition]]) -> Iterator[type[Definition]]:
        """Yield classes and the classes of items in them."""
        for cls in classes:
            yield cls
            yield from self._all(v for v in vars(cls).values() if _is_item_of(v, cls))

    def _narrows(self, cls: type[Definition]) -> bool:
        """Whether what a class states differs from a base, or bases differ in it."""
        told: dict[str, set[str]] = {}
        for base in cls.__mro__:
            for name, member in self._declared.get(base, {}).items():
                told.setdefault(name, set()).add(member.annotation)
            for item in vars(base).values():
                if _is_made(base) and _is_item_of(item, base):
                    told.setdefault(item.__name__, set()).add(item.__qualname__)
        return any(len(ways) > 1 for ways in told.values())

    def class_stub(self, cls: type[Definition]) -> ClassStub:
        """Return the stub of a class, with those of the items in it."""
        nested = [value for value in vars(cls).values() if _is_item_of(value, cls)]
        if issubclass(cls, Iod) and cls.functional_group_uses:
            nested.append(cls.FunctionalGroups)  # type: ignore[attr-defined]
        return ClassStub(
            name=cls.__name__,
            bases=[self.base(base, cls) for base in cls.__bases__],
            note=class_note(cls, self.edition),
            items=[self.class_stub(item) for item in nested],
            members=[*self._declares(cls).values(), *_modules(cls)],
            signatures=self.signatures(cls),
        )

    def base(self, base: type, cls: type[Definition]) -> str:
        """Return how a class names what it is derived from."""
        return reference(base, cls)

    def signatures(self, cls: type[Definition]) -> list[list[Argument]]:
        """Return the ways to make an object of a class."""
        return [*_signatures(cls)]

    def _declares(self, cls: type[Definition]) -> dict[str, MemberStub]:
        """Return the attributes that a class states: its own, and what differs in it."""
        if cls not in self._declared:
            bases = [b for b in cls.__mro__[1:] if b is not Definition and _is_made(b)]
            for base in bases:
                self._declares(base)
            found: dict[str, MemberStub] = {}
            for name, field in cls._layout_of().fields.items():
                told = self._member(cls, field)
                inherited = next(
                    (
                        self._declared[b][name]
                        for b in bases
                        if name in self._declared[b]
                    ),
                    None,
                )
                own = isinstance(vars(cls).get(name), Attribute)
                if own or inherited is None or _differs(told, inherited):
                    found[name] = told
            self._declared[cls] = found
        return self._declared[cls]

    def _member(self, cls: type[Definition], field: Field) -> MemberStub:
        optional = field.type != "1"
        return MemberStub(
            field.keyword,
            annotation(field, optional, lambda item: reference(item, cls)),
            optional or field.tag in cls._layout_of().defaults,
            attribute_note(field),
        )


def _signatures(cls: type[Definition]) -> Iterator[list[Argument]]:
    """Yield the arguments of a class: once, or twice where names may be left out."""
    layout = cls._layout_of()
    named: dict[str, Argument] = {}
    for field in layout.fields.values():
        optional = field.type != "1"
        told = _given(field, cls, optional)
        default = optional or field.tag in layout.defaults
        named[field.keyword] = Argument(field.keyword, told, default)
    for module in _modules(cls):
        named[module.name] = Argument(module.name, module.annotation, True)
    first = cls.positional
    if first:
        unnamed = [Argument(k, _given(layout.fields[k], cls, False)) for k in first]
        rest = [argument for name, argument in named.items() if name not in first]
        yield [*unnamed, Argument("*"), *rest]
    if named:
        required_first = sorted(named.values(), key=lambda each: each.optional)
        yield [Argument("*"), *required_first]


def _given(field: Field, cls: type[Definition], optional: bool) -> str:
    return argument(field, optional, lambda item: reference(item, cls))


def _differs(one: MemberStub, other: MemberStub) -> bool:
    """Whether two members differ for a checker; the way to a class does not count."""
    return one.optional != other.optional or _last_names(one) != _last_names(other)


def _last_names(member: MemberStub) -> str:
    return re.sub(r"[\w.]+\.(?=\w)", "", member.annotation)


def _is_made(cls: type) -> bool:
    return issubclass(cls, Definition) and cls.__module__.startswith(PREVIEW)


def _is_item_of(value: object, cls: type[Definition]) -> bool:
    """Whether something is a class that stands in another one."""
    within = f"{cls.__qualname__}."
    return isinstance(value, type) and value.__qualname__.startswith(within)


def _modules(cls: type[Definition]) -> Iterator[MemberStub]:
    """Yield the optional modules of an IOD."""
    for name, module in cls._layout_of().members.items():
        told = reference(module, cls)
        fields = module._layout_of().fields.values()
        if fields and all(field.attributes[0].repeating for field in fields):
            told = f"list[{told}]"
        origin = module.origin()
        note = f"{origin.name} Module: PS3.3 {origin.section}, Table {origin.table}."
        yield MemberStub(name, f"{told} | None", True, note)


def reference(target: type, cls: type[Definition]) -> str:
    """Return how the file of a class names another class."""
    if target.__module__ == cls.__module__:
        direct = f"{cls.__qualname__}.{target.__name__}" == target.__qualname__
        return target.__name__ if direct else target.__qualname__
    *_, folder, file = target.__module__.split(".")
    if folder in PLACES:
        return f"{folder}.{target.__qualname__}"
    if file in MACRO_FILES:
        return f"{file}.{target.__qualname__}"
    return target.__qualname__


@contextmanager
def loaded(sources: Mapping[str, str]) -> Iterator[dict[str, ModuleType]]:
    """Yield the modules of a package that has not been written yet, by path."""
    with TemporaryDirectory() as folder:
        for path, source in sources.items():
            file = Path(folder, PREVIEW, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source, "utf-8")
        sys.path.insert(0, folder)
        invalidate_caches()
        try:
            yield {path: import_module(_dotted(path)) for path in sources}
        finally:
            sys.path.remove(folder)
            editions.forget(PREVIEW)
            for name in [name for name in sys.modules if name.startswith(PREVIEW)]:
                del sys.modules[name]


def _dotted(path: str) -> str:
    return f"{PREVIEW}.{path.removesuffix('.py').replace('/', '.')}"
