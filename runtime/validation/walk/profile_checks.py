"""Checks of the rules of profiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...config.errors import unknown
from ...config.profile import Profile, ProfileRule
from ...data_sets.in_memory import elements_of, encoded
from ...encoding import value_forms
from ...encoding.reader import readable_items
from ...encoding.readings import Element, Elements, RawElement
from ...findings import codes
from ...findings.paths import Step
from ...tables.descriptions import Iod
from ..plan.plan import PlanBook
from ..plan.rule import name_of
from ..plan.scope import Scope
from ..reporting.reporter import Reporter


class ProfileChecks:
    """The rules of profiles, with the tags of an edition.

    Args:
        keywords: Tags of the elements of the edition, by keyword.

    Raises:
        ConfigurationError: A path has a keyword that the edition does not define.
    """

    def __init__(
        self, profiles: Iterable[Profile], keywords: Mapping[str, int]
    ) -> None:
        self._rules = [
            (profile, rule, [_tag(step, keywords, profile) for step in rule.path])
            for profile in profiles
            for rule in profile.rules
        ]

    def check(
        self,
        reporter: Reporter,
        book: PlanBook,
        elements: Elements,
        sop_class: str,
        iod: type[Iod] | None,
    ) -> None:
        """Report violations of the rules by an object."""
        names = {iod.__name__, name_of(iod)} if iod else set()
        top = Scope(elements, book.open)
        for profile, rule, tags in self._rules:
            if rule.iod and rule.iod not in names:
                continue
            if rule.sop_class and rule.sop_class != sop_class:
                continue
            *sequences, tag = tags
            for scope in _scopes(top, book, sequences, rule.path):
                _check(reporter, scope, tag, rule, profile)


def _tag(step: Step, keywords: Mapping[str, int], profile: Profile) -> int:
    if isinstance(step.key, int):
        return step.key
    tag = keywords.get(step.key)
    if tag is None:
        raise unknown(f"profile {profile.name}", "keyword", step.name, keywords)
    return tag


def _scopes(
    top: Scope, book: PlanBook, sequences: Sequence[int], path: Sequence[Step]
) -> Iterator[Scope]:
    """Yield the data set or the items that a path leads to."""
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
    if isinstance(element, RawElement):
        yield from readable_items(element)  # the walk reports broken ones
    elif element is not None and element.VR == "SQ":
        yield from elements_of(element.value)


def _check(
    reporter: Reporter, scope: Scope, tag: int, rule: ProfileRule, profile: Profile
) -> None:
    def report(code: codes.Code, message: str) -> None:
        reporter.add(
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
    values = _values(scope, element)
    if rule.type == "1" and _is_empty(element, values):
        report(codes.PROFILE_EMPTY, f"empty; type 1 in {profile.name}")
    for value in values if rule.values else ():
        if value and value not in rule.values:
            if any(value_forms.same_number(value, one) for one in rule.values):
                continue
            allowed = ", ".join(rule.values)
            report(codes.PROFILE_VALUE, f"{value!r}; {profile.name} allows: {allowed}")


def _is_empty(element: Element, values: Sequence[str]) -> bool:
    if isinstance(element, RawElement) and element.value is None:
        return not element.length  # otherwise it is large and was not read
    if element.VR == "SQ":
        return not any(True for _ in _items(element))
    return not element.value or (bool(values) and not any(values))


def _values(scope: Scope, element: Element) -> Sequence[str]:
    """Return the values as text; none if they cannot be separated."""
    if not isinstance(element, RawElement):
        if element.VR == "SQ" or (raw := encoded(element, scope.encodings())) is None:
            return ()
        element = raw
    rule = scope.rule(element.tag)
    vr = element.VR or (rule.implicit_vr if rule else "UN")
    if vr not in value_forms.KNOWN or not isinstance(element.value, bytes):
        return ()
    return value_forms.terms(vr, element.value, element.little_endian) or ()
