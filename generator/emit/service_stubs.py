"""Stubs of SOP classes: requests with their reply types, and typed handlers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import Final

from attrs import Factory, define, frozen

from iodize.dimse.services.attribute_lists import (
    AttributeList,
    FindRequest,
    GetRequest,
    Request,
)
from iodize.dimse.services.sides import HANDLER_NOTES, handler_name
from iodize.dimse.services.sop_classes import Operation, SopClass
from iodize.tables.descriptions import Definition

from .filters import sort_key
from .services import SOURCES
from .stub_layout import imported
from .stub_members import MACRO_FILES, Argument
from .stubs import ClassStub, Stubs, words
from .types import KEYS, NAMES

PARAMETERS: Final = {"C-FIND": "query", "N-EVENT-REPORT": "event"}
"""Names of the request parameter of handlers that differ from `request`."""

STUB_SOURCES: Final = {
    "collections.abc": {"Iterable"},
    "typing": {"Literal", "overload"},
    **{source: names for source, names in SOURCES.items() if "states" not in source},
    "iodize.definitions": {"Definition", "Item"},
    "iodize.dimse.services": {"attribute_lists", "sides"},
    "iodize.dimse.services.keys": {"KeysItem", "Returning"},
    "iodize.dimse.services.sides": {"Call", "Sent"},
    "iodize.dimse.services.statuses": {"Status"},
    "iodize.dimse.typing": KEYS,
    "iodize.objects.typing": NAMES,
}
"""Names that a stub may import, by module."""


@frozen
class HandlerStub:
    """The handler of one operation."""

    name: str
    parameter: str
    request: str
    returns: str
    note: str


@frozen
class SideStub:
    """One side of a SOP class."""

    name: str
    """"Provider" or "User"."""
    note: str
    handlers: Sequence[HandlerStub]


@frozen
class SopClassStub:
    """One SOP class."""

    name: str
    base: str
    note: str
    lists: Sequence[ClassStub] = Factory(list)
    sides: Sequence[SideStub] = Factory(list)


@frozen
class ServiceFileStub:
    """A file of SOP classes, or of macros."""

    imports: str
    classes: Sequence[SopClassStub]
    shared: Sequence[ClassStub]
    narrows: bool


@define
class ServiceStubs(Stubs):
    """Makes the stubs of SOP classes."""

    def service_file(self, module: ModuleType) -> ServiceFileStub:
        """Return the stub of a module that defines SOP classes or macros."""
        own = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and value.__module__ == module.__name__
        ]
        shared = [cls for cls in own if issubclass(cls, Definition)]
        sop_classes = [cls for cls in own if issubclass(cls, SopClass)]
        lists = [one for cls in sop_classes for one in _lists(cls)]
        stubs = [self.class_stub(cls) for cls in shared]
        classes = [self._sop_class(cls) for cls in sop_classes]
        return ServiceFileStub(
            _imports([*stubs, *classes], sop_classes, module),
            classes,
            stubs,
            self.narrows([*shared, *lists]),
        )

    def _sop_class(self, cls: type[SopClass]) -> SopClassStub:
        return SopClassStub(
            cls.__name__,
            cls.__bases__[0].__name__,
            (cls.__doc__ or "").strip(),
            [self.class_stub(one) for one in _lists(cls)],
            [*_sides(cls)],
        )

    def base(self, base: type, cls: type[Definition]) -> str:
        """Format a base; a request is parametrized with the class of its reply."""
        name = super().base(base, cls)
        if name == cls.__name__:
            return f"attribute_lists.{name}"
        if issubclass(cls, Request) and getattr(base, "__parameters__", None):
            return f"{name}[{cls.reply.__name__}]"
        return name

    def signatures(self, cls: type[Definition]) -> list[list[Argument]]:
        """Return the signatures of a constructor: N-GET takes keywords, a query keys.

        A list inherited from another SOP class has no signature of its own.
        """
        if "." in cls.__bases__[0].__qualname__:
            return []
        if issubclass(cls, GetRequest):
            keywords = ", ".join(f'"{k}"' for k in cls.reply._layout_of().fields)
            return [[Argument("*keywords", f"Literal[{keywords}]")]]
        found = super().signatures(cls)
        if issubclass(cls, FindRequest):
            returning = Argument("returning", "Returning", True)
            return [[*signature, returning] for signature in found]
        return found


def _lists(cls: type[SopClass]) -> list[type[AttributeList]]:
    return [
        value
        for name, value in vars(cls).items()
        if isinstance(value, type)
        and issubclass(value, AttributeList)
        and value.__qualname__ == f"{cls.__qualname__}.{name}"
    ]


def _sides(cls: type[SopClass]) -> Iterator[SideStub]:
    if "operations" not in vars(cls) or not any(o.requests for o in cls.operations):
        return  # storage: all its classes have the same handlers
    reports = all(each.service == "N-EVENT-REPORT" for each in cls.operations)
    does = "sends event reports" if reports else "handles the SCU's requests"
    for name, user, note in (
        ("Provider", False, f"The SCP's side: {does}."),
        ("User", True, "The SCU's side: handles event reports."),
    ):
        operations = [
            each
            for each in cls.operations
            if (each.service == "N-EVENT-REPORT") is user and each.requests
        ]
        if operations or not user:  # an SCP requires Provider even without handlers
            yield SideStub(name, note, [h for o in operations for h in _handlers(o)])


def _handlers(operation: Operation) -> Iterator[HandlerStub]:
    """Yield the handlers of an operation; a query has one for all levels."""
    named: dict[str, list[type[AttributeList]]] = {}
    for request in operation.requests:
        named.setdefault(handler_name(operation.service, request), []).append(request)
    parameter = PARAMETERS.get(operation.service, "request")
    for name, requests in named.items():
        request_type = " | ".join(request.__qualname__ for request in requests)
        returned = _returned(operation.service, requests)
        note = HANDLER_NOTES[operation.service]
        yield HandlerStub(name, parameter, request_type, returned, note)


def _returned(service: str, requests: Iterable[type[AttributeList]]) -> str:
    if service in ("C-MOVE", "C-GET"):
        return "Iterable[Sent]"
    if service in ("N-DELETE", "N-EVENT-REPORT"):
        return "Status | None"
    replies = " | ".join(request.reply.__qualname__ for request in requests)
    if service == "C-FIND":
        return f"Iterable[{replies}]"
    return replies if service == "N-GET" else f"{replies} | Status | None"


def _imports(
    stubs: Sequence[ClassStub | SopClassStub],
    sop_classes: Sequence[type[SopClass]],
    module: ModuleType,
) -> str:
    """Return the import statements of a stub."""
    used = words(_texts(stubs))
    lines = [
        imported(source, sorted(names & used, key=sort_key))
        for source, names in STUB_SOURCES.items()
        if names & used
    ]
    relative = []
    if places := sorted({"modules", "macros", "functional_groups"} & used):
        relative.append(imported("..", places))
    own = module.__name__.rpartition(".")[2]
    if files := [file for file in MACRO_FILES if file in used and file != own]:
        relative.append(imported(".", files))
    folder = module.__name__.rpartition(".")[0]
    others = {
        value.__name__: value.__module__.rpartition(".")[2]
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, SopClass)
        and value not in sop_classes
        and value.__module__.startswith(folder)
        and value.__name__ in used
    }
    relative += [imported(f".{file}", [name]) for name, file in sorted(others.items())]
    return "\n".join([*lines, *([""] if relative else []), *relative])


def _texts(stubs: Iterable[ClassStub | SopClassStub]) -> Iterator[str]:
    """Yield the texts of stubs that may refer to imported names."""
    for stub in stubs:
        if isinstance(stub, SopClassStub):
            yield stub.base
            yield from _texts(stub.lists)
            for side in stub.sides:
                yield "sides Call"
                for handler in side.handlers:
                    yield handler.request
                    yield handler.returns
            continue
        yield from stub.bases
        yield "overload" if len(stub.signatures) > 1 else ""
        for member in stub.members:
            yield member.annotation
        for signature in stub.signatures:
            for argument in signature:
                yield argument.annotation
        yield from _texts(stub.items)
