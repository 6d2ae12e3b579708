"""Comparison of SOP classes: operations, attribute lists, statuses and states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..dimse.services.attribute_lists import AttributeList
from ..dimse.services.sop_classes import Operation, SopClass
from ..dimse.services.states import Transition
from ..dimse.services.statuses import Status
from .acceptance import Requirement
from .changes import ABSENT, Change, Reach, Side, Subject
from .flattening import Ident, Table
from .iods import iod_renames
from .pair import Pair, Version, text_side
from .rules import RowFacts, changed
from .service_lists import attribute_lists, service_of
from .tables import differences


def service_changes(pair: Pair, renamed: Mapping[Ident, Ident]) -> Iterator[Change]:
    """Yield the changes of SOP classes, storage SOP classes included."""
    yield from _storage(pair)
    old, new = pair.old.services, pair.new.services
    for keyword in dict.fromkeys([*old, *new]):
        one, other = old.get(keyword), new.get(keyword)
        if one is None or other is None:
            sop_class = other or one
            assert sop_class is not None
            yield _whole(
                pair.having(one, other),
                subject_of(sop_class),
                *(
                    text_side(None if each is None else each.uid)
                    for each in (one, other)
                ),
            )
        else:
            yield from _SopClassDifferences(pair, one, other, iod_renames(pair))
    yield from _lists(pair, renamed)


def subject_of(sop_class: type[SopClass]) -> Subject:
    """Return the subject of the changes of a SOP class."""
    part = sop_class.reference().partition(" ")[0]
    return Subject(
        "sop-class", sop_class.__name__, sop_class.name, part, sop_class.section
    )


def _whole(version: Version, subject: Subject, old: Side, new: Side) -> Change:
    facts = (old.text or None, new.text or None)
    kind = "sop-class-added" if facts[0] is None else "sop-class-removed"
    services = Reach(services=(subject.keyword,))
    return changed(
        kind, subject, old, new, facts=facts, reach=services, edition=version.name
    )


def _storage(pair: Pair) -> Iterator[Change]:
    """Yield the changes of the IODs of storage SOP classes."""
    names = iod_renames(pair)
    new = pair.new.edition.sop_classes
    old = {
        uid: names.get(iod, iod) for uid, iod in pair.old.edition.sop_classes.items()
    }
    for uid in dict.fromkeys([*old, *new]):
        one, other = old.get(uid), new.get(uid)
        if one == other:
            continue
        version = pair.having(one, other)
        registered = version.edition.uid(uid)
        subject = Subject(
            "sop-class", uid, registered.name if registered else uid, "PS3.4"
        )
        sides = text_side(one), text_side(other)
        iods = Reach(iods=tuple(sorted({one or "", other or ""} - {""})))
        if one is None or other is None:
            yield _whole(version, subject, *sides)._replace(reach=iods)
        else:
            yield changed(
                "sop-class-iod", subject, *sides, reach=iods, edition=version.name
            )


class _SopClassDifferences:
    """The differences between a SOP class in both editions, without attribute lists."""

    def __init__(
        self,
        pair: Pair,
        old: type[SopClass],
        new: type[SopClass],
        renamed: Mapping[str, str],
    ) -> None:
        self.pair, self.old, self.new = pair, old, new
        self.renamed = renamed
        """New keywords of IODs with another name."""

    def __iter__(self) -> Iterator[Change]:
        old, new = self.old, self.new
        for kind, one, other in (
            ("sop-class-renamed", old.name, new.name),
            ("sop-class-uid", old.uid, new.uid),
            ("sop-class-iod", self.renamed.get(old.iod, old.iod), new.iod),
            ("table-moved", old.section, new.section),
        ):
            if one != other:
                yield self._change(kind, Side(one), Side(other))
        if old.retired != new.retired:
            kind = "sop-class-retired" if new.retired else "sop-class-revived"
            yield self._change(kind, ABSENT, ABSENT)
        yield from self._operations()
        yield from self._transitions()

    def _operations(self) -> Iterator[Change]:
        before = {each.service: each for each in self.old.operations}
        after = {each.service: each for each in self.new.operations}
        for service in dict.fromkeys([*before, *after]):
            one, other = before.get(service), after.get(service)
            if one is None or other is None:
                yield self._change(
                    "operation-added" if one is None else "operation-removed",
                    *(text_side(each and _usages(each)) for each in (one, other)),
                    facts=(_usage_facts(one), _usage_facts(other)),
                    label=service,
                )
                continue
            for side in ("user", "provider"):
                usages = getattr(one, side), getattr(other, side)
                if usages[0] != usages[1]:
                    role = "SCU" if side == "user" else "SCP"
                    yield self._change(
                        "operation-usage",
                        *(Side(f"{role} {usage}") for usage in usages),
                        facts=(_usage_facts(one, side), _usage_facts(other, side)),
                        label=service,
                    )
            for change in status_differences(one.statuses, other.statuses):
                yield self._change(
                    change.kind,
                    change.old,
                    change.new,
                    facts=change.facts,
                    label=f"{service} {change.code}",
                )

    def _transitions(self) -> Iterator[Change]:
        before, after = (
            (
                {(each.state, each.event): each for each in cls.states.transitions}
                if cls.states
                else {}
            )
            for cls in (self.old, self.new)
        )
        for key in dict.fromkeys([*before, *after]):
            one, other = before.get(key), after.get(key)
            if one == other:
                continue
            ending = (
                "added" if one is None else "removed" if other is None else "changed"
            )
            yield self._change(
                f"transition-{ending}",
                _transition_side(one),
                _transition_side(other),
                facts=(one, other),
                label=f"{key[1]} in state {key[0] or 'none'}",
            )

    def _change(
        self,
        kind: str,
        old: Side,
        new: Side,
        *,
        facts: tuple[object, object] = (None, None),
        label: str = "",
    ) -> Change:
        return changed(
            kind,
            subject_of(self.new),
            old,
            new,
            facts=facts,
            label=label,
            reach=Reach(services=(self.new.__name__,)),
            edition=self.pair.new.name,
        )


def _usages(operation: Operation) -> str:
    return f"SCU {operation.user}, SCP {operation.provider}"


def _usage_facts(operation: Operation | None, side: str = "") -> RowFacts | None:
    """Return the facts of a side; of both sides if it is empty."""
    if operation is None:
        return None
    usages = {"user": operation.user, "provider": operation.provider}
    chosen = {usages[side]} if side else {*usages.values()}
    return RowFacts(Requirement("M" if "M" in chosen else "U"))


def _transition_side(transition: Transition | None) -> Side:
    if transition is None:
        return ABSENT
    parts = (
        transition.target and f"to {transition.target}",
        transition.status and f"status {transition.status}",
        f"reports {', '.join(transition.reports)}" if transition.reports else "",
    )
    return Side(", ".join(filter(None, parts)) or "no change")


class StatusDifference:
    """A difference between the statuses of a service."""

    def __init__(
        self, kind: str, code: str, old: Status | None, new: Status | None
    ) -> None:
        self.kind, self.code = kind, code
        self.facts = (old, new)
        self.old, self.new = _status_side(old), _status_side(new)


def status_differences(
    old: Sequence[Status], new: Sequence[Status]
) -> Iterator[StatusDifference]:
    """Yield the differences between two lists of statuses."""
    before, after = _by_code(old), _by_code(new)
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if one is None or other is None:
            kind = "status-added" if one is None else "status-removed"
        elif (one.category, one.error_id, one.related) != (
            other.category,
            other.error_id,
            other.related,
        ):
            kind = "status-changed"
        elif one.label != other.label:
            kind = "status-label"
        else:
            continue
        yield StatusDifference(kind, " ".join(filter(None, key)), one, other)


def _by_code(statuses: Sequence[Status]) -> dict[tuple[str, str], Status]:
    """Return statuses by code and Error ID; those without a code by label."""
    return {(each.code or each.label, each.error_id): each for each in statuses}


def _status_side(status: Status | None) -> Side:
    if status is None:
        return ABSENT
    return Side(" ".join(filter(None, (status.category.value, status.label))))


def _of_one_operation(name: str, old: type[SopClass], new: type[SopClass]) -> bool:
    """Return True if a list belongs to an operation that only one of them has."""
    services = [{each.service for each in cls.operations} for cls in (old, new)]
    return any(
        service_of(cls, name) not in {"", *others}
        for cls, others in ((old, services[1]), (new, services[0]))
    )


def _lists(pair: Pair, renamed: Mapping[Ident, Ident]) -> Iterator[Change]:
    """Yield the changes of attribute lists; those that SOP classes share once."""
    shared: dict[tuple[type[AttributeList], type[AttributeList]], dict[str, None]] = {}
    for keyword in pair.old.services.keys() & pair.new.services.keys():
        one, other = pair.old.services[keyword], pair.new.services[keyword]
        before, after = attribute_lists(one), attribute_lists(other)
        for name in dict.fromkeys([*before, *after]):
            if name in before and name in after:
                both = before[name], after[name]
                shared.setdefault(both, {})[keyword] = None
                continue
            if _of_one_operation(name, one, other):
                continue  # the operation was added or removed
            kind = "attribute-list-added" if name in after else "attribute-list-removed"
            table = (after if name in after else before)[name]
            count = Side(f"{len(table.attributes())} attributes")
            yield changed(
                kind,
                subject_of(other),
                ABSENT if name in after else count,
                count if name in after else ABSENT,
                facts=(before.get(name), after.get(name)),
                label=name,
                reach=Reach(services=(keyword,)),
                edition=pair.having(before.get(name), after.get(name)).name,
            )
    for (old, new), keywords in shared.items():
        services = sorted(keywords)
        first = pair.new.services[services[0]]
        yield from differences(
            pair,
            Table(old, pair.old.edition.package, pair.names),
            Table(new, pair.new.edition.package),
            renamed,
            subject_of(first),
            new.__name__,
            services,
        )
