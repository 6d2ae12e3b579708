"""Changes of the typed API: classes, arguments, types of attributes, methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ..tables.editions import Edition
from .stubs import Argument, ClassApi, accepts, classes, stub_files


class ApiChange(NamedTuple):
    """A change of the typed API."""

    kind: str
    """A key of `API_RULES`: "argument-type"."""
    name: str
    """The argument, attribute or method; empty for a class."""
    old: str
    """The type or signature in the old edition; empty if there is none."""
    new: str
    breaking: bool
    classes: tuple[str, ...]
    """The classes that have it: "iods.CTImage"."""


class ApiComparison(NamedTuple):
    """The changes of the typed API from one edition to another."""

    old: str
    new: str
    changes: tuple[ApiChange, ...]


class ApiRule(NamedTuple):
    """The rule for one kind of change."""

    breaks: Callable[[Any, Any], bool]
    reason: str


def _never(old: object, new: object) -> bool:
    return False


def _always(old: object, new: object) -> bool:
    return True


API_RULES: Final[Mapping[str, ApiRule]] = {
    "class-added": ApiRule(_never, "Programs do not use it yet."),
    "class-removed": ApiRule(_always, "The name cannot be imported."),
    "argument-added": ApiRule(
        lambda old, new: new.required, "Calls lack an argument that is required."
    ),
    "argument-removed": ApiRule(_always, "Calls with the argument fail."),
    "argument-required": ApiRule(_always, "Calls without the argument fail."),
    "argument-optional": ApiRule(_never, "Calls with the argument are still valid."),
    "argument-type": ApiRule(
        lambda old, new: not accepts(new.annotation, old.annotation),
        "Values of the old type must be accepted.",
    ),
    "attribute-type": ApiRule(
        lambda old, new: not accepts(old, new),
        "Programs handle values of the old type only.",
    ),
    "method-added": ApiRule(_never, "Programs do not use it yet."),
    "method-removed": ApiRule(_always, "Calls of the method fail."),
    "method-signature": ApiRule(_always, "Arguments or results are of another type."),
}
"""By kind of change."""


def compare_api(old: Edition, new: Edition) -> ApiComparison:
    """Return the changes of the typed API from one edition to another.

    Raises:
        MissingStubsError: A package has no stubs.
    """
    before, after = _changed_classes(old, new)
    found: dict[ApiChange, list[str]] = {}
    for name in sorted(before.keys() | after.keys()):
        for change in _differences(before.get(name), after.get(name)):
            # Classes are listed one by one; equal changes of several classes once.
            key = change if change.name else change._replace(classes=(name,))
            found.setdefault(key, []).append(name)
    changes = (key._replace(classes=tuple(names)) for key, names in found.items())
    return ApiComparison(
        old.name, new.name, tuple(sorted(changes, key=lambda c: (c.classes, c)))
    )


Classes = dict[str, ClassApi]


def _changed_classes(old: Edition, new: Edition) -> tuple[Classes, Classes]:
    """Return the classes of the stubs that differ in more than the edition's name."""
    before, after = stub_files(old), stub_files(new)
    found: tuple[Classes, Classes] = {}, {}
    for name in before.keys() | after.keys():
        one, other = before.get(name, ""), after.get(name, "")
        if one.replace(old.name, "") != other.replace(new.name, ""):
            found[0].update(classes(name, one))
            found[1].update(classes(name, other))
    return found


def _differences(old: ClassApi | None, new: ClassApi | None) -> Iterator[ApiChange]:
    if old is None or new is None:
        kind = "class-added" if old is None else "class-removed"
        yield _change(kind, "", old, new)
        return
    yield from _arguments(old.arguments, new.arguments)
    for name in old.members.keys() & new.members.keys():
        one, other = old.members[name], new.members[name]
        if one != other:
            yield _change("attribute-type", name, one, other)
    for name in old.methods.keys() | new.methods.keys():
        before, after = old.methods.get(name), new.methods.get(name)
        if before != after:
            ending = _ending(before, after) or "signature"
            yield _change(f"method-{ending}", name, before, after)


def _arguments(
    old: Mapping[str, Argument], new: Mapping[str, Argument]
) -> Iterator[ApiChange]:
    for name in old.keys() | new.keys():
        one, other = old.get(name), new.get(name)
        if one is None or other is None:
            yield _change(f"argument-{_ending(one, other)}", name, one, other)
            continue
        if one.required != other.required:
            kind = "argument-required" if other.required else "argument-optional"
            yield _change(kind, name, one, other)
        elif one.annotation != other.annotation:
            yield _change("argument-type", name, one, other)


def _ending(old: object, new: object) -> str:
    if old is None:
        return "added"
    return "removed" if new is None else ""


def _change(kind: str, name: str, old: object, new: object) -> ApiChange:
    breaking = API_RULES[kind].breaks(old, new)
    return ApiChange(kind, name, _text(old), _text(new), breaking, ())


def _text(fact: object) -> str:
    match fact:
        case Argument(annotation):
            return annotation
        case str():
            return fact
    return ""
