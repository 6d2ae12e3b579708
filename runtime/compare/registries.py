"""Comparison of the data dictionary and of the registries of UIDs: PS3.6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..findings.finding import format_tag
from ..tables.editions import Edition, Element
from .changes import ABSENT, Change, Effect, Side, Subject, SubjectKind
from .pair import Pair, text_side
from .rules import changed
from .values import of_multiplicities, of_representations


def registry_changes(pair: Pair) -> Iterator[Change]:
    """Yield the changes of data elements, command elements and UIDs."""
    yield from _elements(
        pair, "element", *(_dictionary(each.edition) for each in (pair.old, pair.new))
    )
    yield from _elements(
        pair,
        "command-element",
        *(_commands(each.edition) for each in (pair.old, pair.new)),
    )
    yield from _uids(pair)
    for kind, part, name in REGISTRIES:
        rows = [getattr(each.edition.part(part), name) for each in (pair.old, pair.new)]
        yield from _entries(pair, kind, *rows)


REGISTRIES: Final[tuple[tuple[SubjectKind, str, str], ...]] = (
    ("context-group", "context_groups", "CONTEXT_GROUPS"),
    ("template", "templates", "TEMPLATES"),
    ("frame-of-reference", "frames_of_reference", "FRAMES_OF_REFERENCE"),
)
"""Registries of UIDs: kind of their entries, module and name in a generated package."""

Elements = Mapping[int, Element]


def _dictionary(edition: Edition) -> Elements:
    found = {tag: Element._make(row) for tag, row in edition.elements.items()}
    found |= {value: Element._make(row) for _, value, row in edition.repeating}
    return found


def _commands(edition: Edition) -> Elements:
    return {tag: Element._make(row) for tag, row in edition.command_elements.items()}


def _elements(
    pair: Pair, kind: SubjectKind, old: Elements, new: Elements
) -> Iterator[Change]:
    for tag in sorted(old.keys() | new.keys()):
        one, other = old.get(tag), new.get(tag)
        if one == other:
            continue
        element = other or one
        assert element is not None
        part = "PS3.6" if kind == "element" else "PS3.7"
        subject = Subject(kind, element.keyword or format_tag(tag), element.name, part)
        for name, before, after, effect in _differences(one, other):
            yield changed(
                name,
                subject,
                before,
                after,
                facts=(one, other),
                decided=effect,
                path=(element.keyword,),
                tags=(tag,),
                edition=pair.having(one, other).name,
            )


Difference = tuple[str, Side, Side, Effect]


def _differences(old: Element | None, new: Element | None) -> Iterator[Difference]:
    neutral = Effect.NEUTRAL
    if old is None or new is None:
        kind = "element-added" if old is None else "element-removed"
        yield kind, _element_side(old), _element_side(new), neutral
        return
    if old.keyword != new.keyword:
        yield "element-keyword", Side(old.keyword), Side(new.keyword), neutral
    elif old.name != new.name:
        yield "element-name", Side(old.name), Side(new.name), neutral
    if old.vr != new.vr:
        effect = of_representations(old.vr, new.vr)
        yield "element-vr", Side(f"VR {old.vr}"), Side(f"VR {new.vr}"), effect
    if old.vm != new.vm:
        effect = of_multiplicities(old.vm, new.vm)
        yield "element-vm", Side(f"VM {old.vm}"), Side(f"VM {new.vm}"), effect
    if old.retired != new.retired:
        kind = "element-retired" if new.retired else "element-revived"
        yield kind, text_side(old.remark), text_side(new.remark), neutral


def _element_side(element: Element | None) -> Side:
    if element is None:
        return ABSENT
    return Side(f"{element.vr} {element.vm}")


def _uids(pair: Pair) -> Iterator[Change]:
    old, new = pair.old.edition, pair.new.edition
    for value in dict.fromkeys([*old.uids, *new.uids]):
        one, other = old.uid(value), new.uid(value)
        if one == other:
            continue
        uid = other or one
        assert uid is not None
        subject = Subject("uid", value, uid.name, "PS3.6")
        version = pair.having(one, other).name
        if one is None or other is None:
            yield changed(
                "uid-added" if one is None else "uid-removed",
                subject,
                *(
                    text_side(each and f"{each.type} {each.name}")
                    for each in (one, other)
                ),
                facts=(one, other),
                edition=version,
            )
            continue
        texts = [f"{each.type} {each.name} ({each.keyword})" for each in (one, other)]
        if texts[0] != texts[1]:
            yield changed("uid-changed", subject, *map(Side, texts), edition=version)
        if one.retired != other.retired:
            kind = "uid-retired" if other.retired else "uid-revived"
            yield changed(kind, subject, ABSENT, ABSENT, edition=version)


def _entries(
    pair: Pair,
    kind: SubjectKind,
    old: Mapping[str, tuple[object, ...]],
    new: Mapping[str, tuple[object, ...]],
) -> Iterator[Change]:
    for uid in dict.fromkeys([*old, *new]):
        one, other = old.get(uid), new.get(uid)
        if one == other:
            continue
        row = other or one
        assert row is not None
        subject = Subject(kind, uid, str(row[0]), "PS3.6")
        sides = _entry_side(one), _entry_side(other)
        version = pair.having(one, other).name
        if one is None or other is None:
            ending = "added" if one is None else "removed"
            facts = one, other
            yield changed(
                f"uid-{ending}", subject, *sides, facts=facts, edition=version
            )
            continue
        if sides[0] != sides[1]:
            yield changed("uid-changed", subject, *sides, edition=version)
        if (True in one) != (True in other):
            ending = "retired" if True in other else "revived"
            yield changed(f"uid-{ending}", subject, ABSENT, ABSENT, edition=version)


def _entry_side(row: tuple[object, ...] | None) -> Side:
    """Return the texts of a row; a truth value states whether it is retired."""
    if row is None:
        return ABSENT
    return Side(", ".join(value for value in row if isinstance(value, str)))
