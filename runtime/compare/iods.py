"""Comparison of IODs: modules, functional groups, constraints, content of reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Literal

from ..tables.descriptions import Constraint, Iod, Use
from ..tables.editions import Edition
from ..tables.values import ItemCount, Limits, Terms
from .acceptance import Requirement
from .changes import ABSENT, Change, Effect, Reach, Side, Subject
from .flattening import Ident, ident_of
from .keywords import UNCHANGED, Keywords
from .pair import Pair, requirement_side, text_side
from .rules import RowFacts, changed
from .tables import content_facts
from .values import item_differences, list_differences, of_sets, range_differences


def iod_changes(pair: Pair, renamed: Mapping[Ident, Ident]) -> Iterator[Change]:
    """Yield the changes of IODs.

    Args:
        renamed: Modules and functional groups with another name in the new edition.
    """
    old, new = _iods(pair.old.edition), _iods(pair.new.edition)
    names = iod_renames(pair)
    for before, after in names.items():
        yield changed(
            "iod-renamed",
            subject_of(new[after]),
            Side(before),
            Side(after),
            reach=Reach(iods=(after,)),
            edition=pair.new.name,
        )
        old[after] = old.pop(before)
    for keyword in dict.fromkeys([*old, *new]):
        one, other = old.get(keyword), new.get(keyword)
        if one is not None and other is not None:
            yield from _IodDifferences(pair, one, other, renamed)
            continue
        iod = other or one
        assert iod is not None
        version = pair.having(one, other)
        sides = [text_side(_counts(each) if each else None) for each in (one, other)]
        yield changed(
            "iod-added" if one is None else "iod-removed",
            subject_of(iod),
            *sides,
            facts=(one, other),
            reach=Reach(iods=(keyword,)),
            edition=version.name,
        )


def iod_renames(pair: Pair) -> dict[str, str]:
    """Return the IODs whose class has another name: those of the same table."""
    old, new = _iods(pair.old.edition), _iods(pair.new.edition)
    tables = {iod.origin().table: name for name, iod in new.items() if name not in old}
    tables.pop("", None)  # the labels of retired tables are not known
    return {
        name: tables[iod.origin().table]
        for name, iod in old.items()
        if name not in new and iod.origin().table in tables
    }


def _iods(edition: Edition) -> dict[str, type[Iod]]:
    found = {}
    for definition in edition.definitions("iods"):
        assert issubclass(definition, Iod)
        found[definition.__name__] = definition
    return found


def _counts(iod: type[Iod]) -> str:
    groups = len(iod.functional_group_uses)
    text = f"{len(iod.module_uses)} modules"
    return f"{text}, {groups} functional groups" if groups else text


def subject_of(iod: type[Iod]) -> Subject:
    """Return the subject of the changes of an IOD."""
    origin = iod.origin()
    return Subject(
        "iod", iod.__name__, origin.name, origin.part, origin.section, origin.table
    )


Level = Literal["module", "group"]


class _IodDifferences:
    """The differences between an IOD in both editions."""

    def __init__(
        self,
        pair: Pair,
        old: type[Iod],
        new: type[Iod],
        renamed: Mapping[Ident, Ident],
    ) -> None:
        self.pair, self.old, self.new, self.renamed = pair, old, new, renamed

    def __iter__(self) -> Iterator[Change]:
        old, new = self.old, self.new
        places = [old.origin().place, new.origin().place]
        if places[0] != places[1]:
            yield self._change("table-moved", *map(Side, places))
        yield from self._uses("module", old.module_uses, new.module_uses)
        yield from self._uses(
            "group", old.functional_group_uses, new.functional_group_uses
        )
        yield from self._constraints()
        yield from self._relationships()

    def _uses(
        self, level: Level, old: Sequence[Use], new: Sequence[Use]
    ) -> Iterator[Change]:
        before = {
            self._current(use): use._replace(when=self.pair.names.when(use.when))
            for use in old
        }
        after = {
            ident_of(use.definition, self.pair.new.edition.package): use for use in new
        }
        for ident in dict.fromkeys([*before, *after]):
            one, other = before.get(ident), after.get(ident)
            use = other or one
            assert use is not None
            facts = _facts(one), _facts(other)
            name = use.definition.origin().name
            sides = _side(one), _side(other)
            if one is None or other is None:
                kind = f"{level}-{'added' if one is None else 'removed'}"
                yield self._change(kind, *sides, facts=facts, label=name)
            elif one.usage != other.usage:
                yield self._change(f"{level}-usage", *sides, facts=facts, label=name)
            elif one.when != other.when:
                yield self._change(
                    f"{level}-condition", *sides, facts=facts, label=name
                )
            if one and other and one.entity != other.entity:
                entities = Side(one.entity), Side(other.entity)
                yield self._change("module-entity", *entities, label=name)

    def _current(self, use: Use) -> Ident:
        ident = ident_of(use.definition, self.pair.old.edition.package)
        return self.renamed.get(ident, ident)

    def _constraints(self) -> Iterator[Change]:
        old, new = _by_path(self.old, self.pair.names), _by_path(self.new)
        for path in dict.fromkeys([*old, *new]):
            before, after = old.get(path, ()), new.get(path, ())
            for kind, found in (
                ("constraint-values", list_differences(_terms(before), _terms(after))),
                (
                    "constraint-range",
                    range_differences(_limits(before), _limits(after)),
                ),
                (
                    "constraint-items",
                    item_differences(_counted(before), _counted(after)),
                ),
            ):
                for label, one, other, effect in found:
                    yield self._change(
                        kind, one, other, decided=effect, path=path, label=label
                    )

    def _relationships(self) -> Iterator[Change]:
        """Yield the changes of the content of a structured report."""
        old = _relationships(self.pair.old.edition, self.old)
        new = _relationships(self.pair.new.edition, self.new)
        if bool(old) != bool(new):
            text = Side(f"{len(new or old)} kinds of relationships")
            yield self._change(
                "content-added" if new else "content-removed",
                text if old else ABSENT,
                text if new else ABSENT,
                facts=(old or None, new or None),
            )
            return
        for key in sorted(old.keys() | new.keys()):
            one, other = old.get(key, frozenset()), new.get(key, frozenset())
            if one != other:
                yield self._change(
                    "content-targets",
                    _targets(one),
                    _targets(other),
                    decided=of_sets(one, other),
                    label=" ".join(key),
                )

    def _change(
        self,
        kind: str,
        old: Side,
        new: Side,
        *,
        facts: tuple[object, object] = (None, None),
        decided: Effect = Effect.NEUTRAL,
        path: tuple[str, ...] = (),
        label: str = "",
    ) -> Change:
        return changed(
            kind,
            subject_of(self.new),
            old,
            new,
            facts=facts,
            decided=decided,
            path=path,
            label=label,
            reach=Reach(iods=(self.new.__name__,)),
            edition=self.pair.new.name,
        )


def _facts(use: Use | None) -> RowFacts | None:
    if use is None:
        return None
    content = content_facts(use.definition)
    # A module without requirements is present without any attribute.
    usage = use.usage if content.restricted else None
    when = use.when if usage else None
    return RowFacts(Requirement(usage, when), argument=use.usage == "M")


def _side(use: Use | None) -> Side:
    if use is None:
        return ABSENT
    return requirement_side(f"usage {use.usage}" if use.usage else "listed", use.when)


def _by_path(
    iod: type[Iod], names: Keywords = UNCHANGED
) -> dict[tuple[str, ...], list[Constraint]]:
    found: dict[tuple[str, ...], list[Constraint]] = {}
    for each in iod.constraints:
        found.setdefault(names.path(each.path), []).append(each)
    return found


def _terms(constraints: Sequence[Constraint]) -> list[Terms]:
    return [v for each in constraints for v in each.values if isinstance(v, Terms)]


def _limits(constraints: Sequence[Constraint]) -> list[Limits]:
    return [v for each in constraints for v in each.values if isinstance(v, Limits)]


def _counted(constraints: Sequence[Constraint]) -> list[ItemCount]:
    return [each.items for each in constraints if each.items is not None]


def _relationships(
    edition: Edition, iod: type[Iod]
) -> dict[tuple[str, str], frozenset[str]]:
    """Return the value types of the allowed targets, by source and relationship."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for row in edition.content_constraints.get(iod.__name__, ()):
        for key in product(row.sources, row.types):
            found[key] = found.get(key, frozenset()) | set(row.targets)
    return found


def _targets(found: frozenset[str]) -> Side:
    if not found:
        return ABSENT
    values = tuple(sorted(found))
    return Side(f"targets: {', '.join(values)}", values=values)
