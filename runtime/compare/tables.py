"""Comparison of modules, functional groups, macros, directory records and attribute lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..dimse.services.attribute_lists import AttributeList
from ..dimse.services.keys import Key
from ..rules.origins import name_of, reference_of
from ..tables.descriptions import (
    Attribute,
    Definition,
    DirectoryRecord,
    FunctionalGroup,
    Macro,
    Origin,
)
from .acceptance import Requirement
from .changes import ABSENT, Change, Effect, Reach, Side, Subject, SubjectKind
from .flattening import Ident, Inclusion, Path, Row, Table, table_of, tables
from .pair import Pair, requirement_side, text_side
from .rules import RowFacts, changed
from .values import (
    Difference,
    item_differences,
    list_differences,
    of_multiplicities,
    range_differences,
)

SUPPORTED_KEYS: Final = frozenset({"U", "R", "RC", "1", "1C", "*"})
"""Kinds of keys that an SCP must support; others are optional: PS3.4 C.2.2.1."""


def table_changes(pair: Pair) -> Iterator[Change]:
    """Yield the changes of the tables that IODs and directory records are made of."""
    old, new = tables(pair.old.edition, pair.names), tables(pair.new.edition)
    renamed = renames(old, new)
    for before, after in renamed.items():
        yield changed(
            "table-renamed",
            subject_of(new[after].definition),
            Side(name_of(old[before].definition) or before.name),
            Side(name_of(new[after].definition) or after.name),
            reach=pair.new.reach(new[after].definition),
            edition=pair.new.name,
        )
    current = {renamed.get(ident, ident): table for ident, table in old.items()}
    for ident in dict.fromkeys([*current, *new]):
        one, other = current.get(ident), new.get(ident)
        if one is None or other is None:
            yield _whole(pair, one, other)
        else:
            yield from differences(pair, one, other, renamed)


def renames(
    old: Mapping[Ident, Table], new: Mapping[Ident, Table]
) -> dict[Ident, Ident]:
    """Return the tables whose class has another name: same label, half of the rows equal."""
    added = {_label(new[i].definition): i for i in new if i not in old}
    found = {}
    for ident, table in old.items():
        label = _label(table.definition)
        other = added.get(label) if label[1] else None
        if ident not in new and other is not None and other.folder == ident.folder:
            one, two = set(table.rows), set(new[other].rows)
            if 2 * len(one & two) >= len(one | two):
                found[ident] = other
    return found


def _label(definition: type[Definition]) -> tuple[str, str]:
    origin = _origin(definition)
    return origin.part, origin.table


def _origin(definition: type[Definition]) -> Origin:
    try:
        return definition.origin()
    except LookupError:
        return Origin("", "", "")


def subject_of(definition: type[Definition]) -> Subject:
    """Return the subject of the changes of a table."""
    origin = _origin(definition)
    return Subject(
        _kind(definition),
        definition.__name__,
        origin.name or definition.__name__,
        origin.part,
        origin.section,
        origin.table,
    )


def _kind(definition: type[Definition]) -> SubjectKind:
    if issubclass(definition, DirectoryRecord):
        return "directory-record"
    if issubclass(definition, FunctionalGroup):
        return "functional-group"
    return "macro" if issubclass(definition, Macro) else "module"


def _whole(pair: Pair, old: Table | None, new: Table | None) -> Change:
    """Return the change of a table that one of the editions does not have."""
    table = new or old
    assert table is not None
    version = pair.having(old, new)
    text = f"{len(table.rows)} attributes"
    return changed(
        "table-added" if old is None else "table-removed",
        subject_of(table.definition),
        ABSENT if old is None else Side(text),
        ABSENT if new is None else Side(text),
        facts=(old, new),
        reach=version.reach(table.definition),
        edition=version.name,
    )


def differences(
    pair: Pair,
    old: Table,
    new: Table,
    renamed: Mapping[Ident, Ident],
    subject: Subject | None = None,
    label: str = "",
    services: Sequence[str] = (),
) -> Iterator[Change]:
    """Yield the differences between the tables of both editions.

    Args:
        renamed: Tables with another name in the new edition.
        subject: The SOP class of an attribute list; by default, the table itself.
        label: Name of an attribute list.
        services: The SOP classes that share it.
    """
    yield from _TableDifferences(pair, old, new, renamed, subject, label, services)


class _TableDifferences:
    """The differences between a table in both editions."""

    def __init__(
        self,
        pair: Pair,
        old: Table,
        new: Table,
        renamed: Mapping[Ident, Ident],
        subject: Subject | None,
        label: str,
        services: Sequence[str],
    ) -> None:
        self.pair, self.old, self.new = pair, old, new
        self.renamed = renamed
        self.subject = subject or subject_of(new.definition)
        self.label = label
        self.services = tuple(services)

    def __iter__(self) -> Iterator[Change]:
        yield from self._moved()
        for path in dict.fromkeys([*self.old.rows, *self.new.rows]):
            yield from self._row(path)
        yield from self._inclusions()
        yield from self._levels()
        if issubclass(self.new.definition, DirectoryRecord):
            yield from self._lower_records()

    def _moved(self) -> Iterator[Change]:
        one, other = (_origin(t.definition) for t in (self.old, self.new))
        places = [one.place, other.place]
        if places[0] != places[1] and not issubclass(
            self.new.definition, AttributeList
        ):
            yield self._change("table-moved", (), (), *map(Side, places))

    def _row(self, path: Path) -> Iterator[Change]:
        old, new = self.old.rows.get(path), self.new.rows.get(path)
        if old is None or new is None:
            yield self._one_sided(path, old, new)
            return
        # Differences between values are changes of their own.
        facts = tuple(
            self._facts(each)._replace(restricted=False) for each in (old, new)
        )
        one, other = old.attribute, new.attribute
        if isinstance(one, Key) and isinstance(other, Key):
            if (one.match, one.type) != (other.match, other.type):
                yield self._change(
                    "key-match",
                    new.keywords,
                    path,
                    _row_side(old),
                    _row_side(new),
                    facts=facts,
                )
            return
        if one.type != other.type or old.when != new.when:
            kind = "attribute-condition" if one.type == other.type else "attribute-type"
            yield self._change(
                kind, new.keywords, path, _row_side(old), _row_side(new), facts=facts
            )
        yield from self._values(path, old, new)

    def _one_sided(self, path: Path, old: Row | None, new: Row | None) -> Change:
        """Return the change of a row that one of the tables does not have.

        That table may have the attribute from a macro, with the same or other facts.
        """
        own = new or old
        assert own is not None
        elsewhere = (self.old if old is None else self.new).contents.get(path)
        facts, side = self._facts(own), _row_side(own)
        other, other_side = None, _row_side(elsewhere)
        if elsewhere is not None:
            other = self._facts(elsewhere)
            if _allow_the_same(own, elsewhere):
                facts = facts._replace(restricted=False)
                other = other._replace(restricted=False)
            source = name_of(elsewhere.attribute.owner)
            other_side = other_side._replace(text=f"{other_side.text} in {source}")
        return self._change(
            "attribute-added" if old is None else "attribute-removed",
            own.keywords,
            path,
            other_side if old is None else side,
            side if old is None else other_side,
            facts=(other, facts) if old is None else (facts, other),
        )

    def _values(self, path: Path, one: Row, two: Row) -> Iterator[Change]:
        keywords, old, new = two.keywords, one.attribute, two.attribute
        found: list[tuple[str, Iterator[Difference]]] = [
            ("attribute-values", list_differences(one.terms, two.terms)),
            ("attribute-range", range_differences(old.limits, new.limits)),
            ("attribute-items", item_differences(one.counts, two.counts)),
        ]
        for kind, each in found:
            for label, before, after, effect in each:
                yield self._change(
                    kind, keywords, path, before, after, decided=effect, detail=label
                )
        if old.vm != new.vm:
            texts = [
                each.vm or version.dictionary_vm(each.tag)
                for each, version in ((old, self.pair.old), (new, self.pair.new))
            ]
            if texts[0] != texts[1]:
                yield self._change(
                    "attribute-vm",
                    keywords,
                    path,
                    *(Side(f"VM {text}") for text in texts),
                    decided=of_multiplicities(*texts),
                )
        if old.empty != new.empty:
            sides = [
                Side("must be empty") if each.empty else ABSENT for each in (old, new)
            ]
            facts = (old.empty or None, new.empty or None)
            yield self._change(
                "attribute-emptiness", keywords, path, *sides, facts=facts
            )

    def _inclusions(self) -> Iterator[Change]:
        before = {
            (path, self._current(ident, each.definition)): each
            for (path, ident), each in self.old.inclusions.items()
        }
        for path, ident in dict.fromkeys([*before, *self.new.inclusions]):
            old = before.get((path, ident))
            new = self.new.inclusions.get((path, ident))
            if old is not None and new is not None:
                if old.when != new.when:
                    yield self._inclusion("macro-condition", path, old, new)
            elif path and not (path in self.old.rows and path in self.new.rows):
                continue  # the sequence itself was added or removed
            else:
                kind = "macro-included" if old is None else "macro-excluded"
                yield self._inclusion(kind, path, old, new)

    def _current(self, ident: Ident, definition: type[Definition]) -> Ident:
        """Return the identity of an included class in the new edition.

        Item classes that contain themselves are named after their table.
        """
        table = table_of(definition)
        before = ident._replace(name=table.__qualname__)
        after = self.renamed.get(before, before)
        return ident._replace(name=ident.name.replace(before.name, after.name, 1))

    def _inclusion(
        self, kind: str, path: Path, old: Inclusion | None, new: Inclusion | None
    ) -> Change:
        one = new or old
        assert one is not None
        facts: tuple[RowFacts | None, RowFacts | None]
        if old is None:
            facts = None, self._only_in(self.new, self.old, one, path)
        elif new is None:
            facts = self._only_in(self.old, self.new, one, path), None
        else:
            facts = content_facts(old.definition), content_facts(new.definition)
        return self._change(
            kind,
            one.keywords,
            path,
            _inclusion_side(old),
            _inclusion_side(new),
            facts=facts,
            detail=name_of(one.definition) or one.definition.__name__,
        )

    @staticmethod
    def _only_in(
        table: Table, other: Table, inclusion: Inclusion, path: Path
    ) -> RowFacts:
        """Return the facts of the rows of an inclusion that the other table lacks."""
        rows = [
            row.attribute
            for below, row in table.included(inclusion).contents.items()
            if (*path, *below) not in other.contents
            and (len(below) == 1 or (*path, *below[:-1]) in other.contents)
        ]
        return facts_of(rows)

    def _levels(self) -> Iterator[Change]:
        for path in dict.fromkeys([*self.old.extensible, *self.new.extensible]):
            if (path in self.old.extensible) == (path in self.new.extensible):
                continue
            sides = [
                Side("any other attribute") if path in each.extensible else ABSENT
                for each in (self.old, self.new)
            ]
            keywords = self.new.extensible.get(path) or self.old.extensible.get(path)
            yield self._change("table-extensible", keywords or (), path, *sides)
        for names in dict.fromkeys([*self.old.refused, *self.new.refused]):
            old, new = names in self.old.refused, names in self.new.refused
            if old != new:
                sides = [
                    Side("must be absent") if each else ABSENT for each in (old, new)
                ]
                yield self._change(
                    "attribute-forbidden",
                    tuple(names.split(".")),
                    (),
                    *sides,
                    facts=(old or None, new or None),
                )

    def _lower_records(self) -> Iterator[Change]:
        old, new = self.old.definition, self.new.definition
        assert issubclass(old, DirectoryRecord)
        assert issubclass(new, DirectoryRecord)
        for record in dict.fromkeys([*old.lower, *new.lower]):
            one, other = record in old.lower, record in new.lower
            if one != other:
                sides = [text_side(record if each else None) for each in (one, other)]
                yield self._change(
                    "lower-record-added" if other else "lower-record-removed",
                    (),
                    (),
                    *sides,
                    facts=(one or None, other or None),
                    detail=record,
                )

    def _facts(self, row: Row) -> RowFacts:
        attribute = row.attribute
        if isinstance(attribute, Key):
            supported = attribute.match in SUPPORTED_KEYS
            return RowFacts(Requirement("M" if supported else "U"))
        return RowFacts(
            Requirement(attribute.type, row.when),
            restricts(attribute),
            attribute.type == "1" and len(row.keywords) > 0,
        )

    def _change(
        self,
        kind: str,
        keywords: tuple[str, ...],
        path: Path,
        old: Side,
        new: Side,
        *,
        facts: tuple[object, ...] = (None, None),
        decided: Effect = Effect.NEUTRAL,
        detail: str = "",
    ) -> Change:
        """Return a change of a row, with its place in the edition that has it."""
        in_new = path in self.new.rows or not path
        version, table = (
            (self.pair.new, self.new) if in_new else (self.pair.old, self.old)
        )
        row = table.rows.get(path)
        reach = version.reach(table.definition)
        if self.label:
            reach = Reach(services=self.services)
        one, other = facts
        return changed(
            kind,
            self.subject,
            old,
            new,
            facts=(one, other),
            path=keywords,
            tags=path,
            label=", ".join(filter(None, (self.label, detail))),
            reach=reach,
            paragraph=(
                version.paragraph(row.attribute.owner, row.attribute.tag) if row else ""
            ),
            edition=version.name,
            table=reference_of(table.definition) if self.label else "",
            decided=decided,
        )


def restricts(attribute: Attribute) -> bool:
    """Return True if a row excludes values, numbers of values or numbers of items."""
    return bool(
        any(terms.enumerated for terms in attribute.terms)
        or attribute.limits
        or attribute.vm
        or attribute.empty
        or attribute.items
        or attribute.counts
    )


def content_facts(definition: type[Definition]) -> RowFacts:
    """Return the facts of an included table as a whole."""
    return facts_of([*definition.attributes().values()])


def facts_of(attributes: Sequence[Attribute]) -> RowFacts:
    """Return the facts of several rows: whether any requires or restricts something."""
    return RowFacts(
        Requirement(None),
        any(a.type not in ("3", None) or restricts(a) for a in attributes),
        any(a.type == "1" for a in attributes),
        len(attributes),
    )


def _allow_the_same(one: Row, other: Row) -> bool:
    """Return True if two rows allow the same values and numbers of items."""
    first, second = one.attribute, other.attribute
    return (
        (one.terms, one.counts) == (other.terms, other.counts)
        and (first.limits, first.vm) == (second.limits, second.vm)
        and first.empty == second.empty
    )


def _row_side(row: Row | None) -> Side:
    if row is None:
        return ABSENT
    attribute = row.attribute
    if isinstance(attribute, Key):
        required = " required" if attribute.type == "1" else ""
        return Side(f"key {attribute.match}{required}")
    text = f"type {attribute.type}" if attribute.type else "listed"
    return requirement_side(text, row.when)


def _inclusion_side(inclusion: Inclusion | None) -> Side:
    if inclusion is None:
        return ABSENT
    return requirement_side("included", inclusion.when)
