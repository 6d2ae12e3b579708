"""The rules of profiles, checked on what was read of an object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pydicom.dataelem import DataElement, RawDataElement

from ..config.errors import unknown
from ..config.profile import Profile, ProfileRule, Step
from ..definitions import Iod
from ..editions import Edition
from . import codes, values
from .elements import BrokenSequenceError, Element, Elements, read_items
from .memory import encoded
from .plan import PlanBook
from .rules import name_of
from .scope import Scope

if TYPE_CHECKING:
    from .walk import Walk


class ProfileChecks:
    """The rules of profiles, with the tags of an edition."""

    def __init__(self, profiles: Iterable[Profile], edition: Edition) -> None:
        """Prepare profiles.

        Raises:
            ConfigurationError: A path has a keyword that the edition does not know.
        """
        keywords: dict[str, int] = {}
        if profiles := tuple(profiles):
            keywords = {row[2]: tag for tag, row in edition.elements.items()}
        self._rules = [
            (profile, rule, [_tag(step, keywords, profile) for step in rule.path])
            for profile in profiles
            for rule in profile.rules
        ]

    def check(
        self,
        walk: Walk,
        book: PlanBook,
        elements: Elements,
        sop_class: str,
        iod: type[Iod] | None,
    ) -> None:
        """Report where an object does not keep the rules."""
        names = {iod.__name__, name_of(iod)} if iod else set()
        top = Scope(elements, book.open)
        for profile, rule, tags in self._rules:
            if rule.iod and rule.iod not in names:
                continue
            if rule.sop_class and rule.sop_class != sop_class:
                continue
            *sequences, tag = tags
            for scope in _scopes(top, book, sequences, rule.path):
                _check(walk, scope, tag, rule, profile)


def _tag(step: Step, keywords: dict[str, int], profile: Profile) -> int:
    if len(step.name) == 8 and step.name[0] in "0123456789":
        return int(step.name, 16)
    tag = keywords.get(step.name)
    if tag is None:
        raise unknown(f"profile {profile.name}", "keyword", step.name, keywords)
    return tag


def _scopes(
    top: Scope, book: PlanBook, sequences: Sequence[int], path: Sequence[Step]
) -> Iterator[Scope]:
    """Yield the data set, or the items, in which an attribute is asked for."""
    scopes = [top]
    for tag, step in zip(sequences, path, strict=False):
        scopes = [
            Scope(item, book.open, scope, (tag, number))
            for scope in scopes
            for number, item in enumerate(_items(scope.elements.get(tag)))
            if step.item in (None, number)
        ]
    yield from scopes


def _items(element: Element | None) -> Iterator[Elements]:
    if isinstance(element, RawDataElement):
        try:
            for reading in read_items(element):
                yield reading.elements
        except BrokenSequenceError:
            return  # which the walk reports
    elif element is not None and element.VR == "SQ":
        for item in element.value or ():
            yield {int(one.tag): one for one in item.values()}


def _check(
    walk: Walk, scope: Scope, tag: int, rule: ProfileRule, profile: Profile
) -> None:
    def report(code: codes.Code, message: str) -> None:
        walk.add(
            code, scope, tag, message, module=profile.name, reference=rule.reference
        )

    element = scope.elements.get(tag)
    if element is None:
        if rule.type:
            report(codes.PROFILE_MISSING, f"absent; type {rule.type} in {profile.name}")
        return
    if rule.forbidden:
        report(codes.PROFILE_FORBIDDEN, f"forbidden by {profile.name}")
        return
    found = _values(scope, element)
    if rule.type == "1" and _is_empty(element, found):
        report(codes.PROFILE_EMPTY, f"empty; type 1 in {profile.name}")
    for value in found if rule.values else ():
        if value and value not in rule.values:
            if any(values.same_number(value, one) for one in rule.values):
                continue
            allowed = ", ".join(rule.values)
            report(codes.PROFILE_VALUE, f"{value!r}; {profile.name} allows: {allowed}")


def _is_empty(element: Element, found: Sequence[str]) -> bool:
    if isinstance(element, RawDataElement) and element.value is None:
        return not element.length  # else it is large and was not read
    if element.VR == "SQ":
        return not any(True for _ in _items(element))
    return not element.value or (bool(found) and not any(found))


def _values(scope: Scope, element: Element) -> Sequence[str]:
    """Return the values as words; nothing where they cannot be told apart."""
    if isinstance(element, DataElement):
        if element.VR == "SQ" or (raw := encoded(element, scope.encodings())) is None:
            return ()
        element = raw
    rule = scope.rule(int(element.tag))
    vr = element.VR or (rule.implicit_vr if rule else "UN")
    if vr not in values.KNOWN or not isinstance(element.value, bytes):
        return ()
    return values.terms(vr, element.value, element.is_little_endian) or ()
