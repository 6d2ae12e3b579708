"""SOP classes, operations and actions by name, for `iodize request`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ....dimse.services.attribute_lists import ActionRequest, AttributeList
from ....dimse.services.sop_classes import (
    MetaSopClass,
    SopClass,
    StorageSopClass,
    sop_class_named,
)
from ....errors import IodizeError
from ....tables.editions import Edition, bundled

SERVICES: Final = ("N-CREATE", "N-SET", "N-GET", "N-DELETE", "N-ACTION")
"""The DIMSE services that an SCU requests: PS3.7 7.5.2."""


class UnknownSopClassError(IodizeError):
    """A name that is not a SOP class with an operation that can be requested."""

    def __init__(self, name: str, similar: Sequence[str], found: str = "") -> None:
        super().__init__(name, similar, found)
        self.name = name
        self.similar = similar
        self.found = found
        """The SOP class of the name that has no such operation; empty if none."""
        if found:
            self.hint = (
                "`iodize request` is for normalized SOP classes:"
                " use `iodize find`, `iodize move`, `iodize get` or `iodize store`"
            )
        elif similar:
            self.hint = f"did you mean {' or '.join(similar)}?"
        else:
            self.hint = "use a keyword of iodize.services, a name or a UID"

    def __str__(self) -> str:
        if self.found:
            return f"{self.found} has no normalized operation that an SCU requests"
        return f"{self.name!r} is not a SOP class"


class UnknownOperationError(IodizeError):
    """An operation that the SOP class does not have."""

    def __init__(self, name: str, sop_class: str, known: Sequence[str]) -> None:
        super().__init__(name, sop_class, known)
        self.name = name
        self.sop_class = sop_class
        self.known = known
        similar = _similar(name, known)
        if similar:
            self.hint = f"did you mean {similar[0]}? It has {', '.join(known)}"
        else:
            self.hint = f"it has {', '.join(known)}"

    def __str__(self) -> str:
        return f"{self.name!r} is not an operation of {self.sop_class}"


class UnknownActionError(IodizeError):
    """An action that the SOP class does not have."""

    def __init__(self, name: str, sop_class: str, known: Sequence[str]) -> None:
        super().__init__(name, sop_class, known)
        self.name = name
        """Empty if none was given."""
        self.sop_class = sop_class
        self.known = known
        """The names of the actions, with their numbers: "PrintFilmBox (1)"."""
        similar = _similar(name, [each.partition(" ")[0] for each in known])
        listed = ", ".join(known)
        self.hint = (
            f"did you mean {similar[0]}? The actions are {listed}"
            if similar
            else f"use --action with one of {listed}"
        )

    def __str__(self) -> str:
        if not self.name:
            return f"{self.sop_class} has several actions"
        return f"{self.name!r} is not an action of {self.sop_class}"


def requested_sop_class(name: str) -> type[SopClass]:
    """Return a SOP class by keyword, name or UID.

    Raises:
        UnknownSopClassError: There is none, or it has no operation of `SERVICES`.
    """
    edition = bundled()
    wanted = _plain(name).removesuffix("sopclass")
    for keyword in edition.sop_class_names:
        if _plain(keyword) == wanted:  # other classes are not loaded
            return _requested(sop_class_named(edition, keyword))
    known = list(_sop_classes(edition))
    for each in known:
        if name == each.uid or wanted == _plain(each.name):
            return _requested(each)
    stored = edition.uids.get(name)
    storage = [row for uid, row in edition.uids.items() if uid in edition.sop_classes]
    if stored is None:
        matches = (row for row in storage if wanted in (_plain(row[0]), _plain(row[1])))
        stored = next(matches, None)
    if stored is not None:
        raise UnknownSopClassError(name, (), f"{stored[0]} ({stored[2]})")
    keywords = [each.__name__ for each in known if services_of(each)]
    raise UnknownSopClassError(name, _similar(name, keywords))


def normalized_keywords() -> list[str]:
    """Return the keywords of all SOP classes with an operation of `SERVICES`."""
    return [each.__name__ for each in _sop_classes(bundled()) if services_of(each)]


def services_of(sop_class: type[SopClass]) -> list[str]:
    """Return the services of a SOP class that its SCU requests, without repetition."""
    found = (each.service for each in sop_class.operations if each.service in SERVICES)
    return list(dict.fromkeys(found))


def requested_service(sop_class: type[SopClass], name: str) -> str:
    """Return an operation of a SOP class by name: "create" or "N-CREATE".

    Raises:
        UnknownOperationError: It does not have the operation.
    """
    known = services_of(sop_class)
    wanted = name.upper()
    for each in known:
        if wanted in (each, each.removeprefix("N-")):
            return each
    raise UnknownOperationError(name, sop_class.name, known)


def request_class(
    sop_class: type[SopClass], service: str, action: str = ""
) -> type[AttributeList]:
    """Return the class of a request.

    Args:
        action: Name or number of an action; empty for the only one.

    Raises:
        UnknownActionError: The SOP class does not have the action, or has several.
    """
    requests = [
        request
        for operation in sop_class.operations
        if operation.service == service
        for request in operation.requests
    ]
    if service != "N-ACTION":
        return requests[0]
    actions = [each for each in requests if issubclass(each, ActionRequest)]
    if not action and len(actions) == 1:
        return actions[0]
    for each in actions:
        if action == str(each.type_id) or _plain(action) == _plain(each.__name__):
            return each
    names = tuple(f"{each.__name__} ({each.type_id})" for each in actions)
    raise UnknownActionError(action, sop_class.name, names)


def metas_of(sop_class: type[SopClass]) -> list[type[SopClass]]:
    """Return the meta SOP classes that a SOP class is a member of."""
    return [
        each
        for each in _sop_classes(bundled())
        if issubclass(each, MetaSopClass) and sop_class in each.members
    ]


def _sop_classes(edition: Edition) -> Iterator[type[SopClass]]:
    """Yield the SOP classes of an edition, without those of storage."""
    for keyword in edition.sop_class_names:
        found = sop_class_named(edition, keyword)
        if not issubclass(found, StorageSopClass):
            yield found


def _requested(sop_class: type[SopClass]) -> type[SopClass]:
    if not services_of(sop_class):
        raise UnknownSopClassError(sop_class.__name__, (), sop_class.name)
    return sop_class


def _plain(name: str) -> str:
    """Return a name in a form that does not depend on its spelling."""
    return "".join(filter(str.isalnum, name)).lower()


def _similar(name: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # only for errors

    plain = {_plain(each): each for each in known}
    return [plain[each] for each in get_close_matches(_plain(name), plain, n=2)]
