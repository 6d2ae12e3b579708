"""Texts that several formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from ...findings.finding import format_tag
from ...render.links import link
from ..changes import Change, Effect, Side, Subject, SubjectKind
from ..comparison import Comparison
from ..values import changed_values

HEADINGS: Final[dict[SubjectKind, str]] = {
    "iod": "IODs",
    "module": "Modules",
    "functional-group": "Functional groups",
    "macro": "Macros",
    "directory-record": "Directory records",
    "sop-class": "SOP classes",
    "message": "Messages",
    "status": "Statuses",
    "element": "Data elements",
    "command-element": "Command elements",
    "uid": "UIDs",
    "context-group": "Context groups",
    "template": "Templates",
    "frame-of-reference": "Frames of reference",
}
FEW: Final = 6
"""Number of IODs, modules or SOP classes up to which they are listed by name."""

PHRASES: Final = {
    "table-renamed": "renamed",
    "table-moved": "other section or table",
    "table-extensible": "other attributes",
    "iod-renamed": "renamed",
    "sop-class-renamed": "renamed",
    "sop-class-uid": "UID",
    "sop-class-iod": "IOD",
    "sop-class-retired": "retired",
    "sop-class-revived": "revived",
    "element-keyword": "keyword",
    "element-name": "name",
    "element-retired": "retired",
    "element-revived": "revived",
    "uid-retired": "retired",
    "uid-revived": "revived",
    "module-entity": "information entity",
    "status-label": "label",
    "attribute-forbidden": "must be absent",
    "data-set-presence": "data set",
}
"""Words for kinds of changes that the changed facts do not describe."""


class Group(NamedTuple):
    """The changes of one subject."""

    subject: Subject
    changes: tuple[Change, ...]


class Section(NamedTuple):
    """The subjects of one kind in a part."""

    part: str
    kind: SubjectKind
    groups: tuple[Group, ...]


def sections(comparison: Comparison) -> Iterator[Section]:
    """Yield the changes by part, kind of subject and subject."""
    for (part, kind), found in groupby(
        comparison.changes, key=lambda c: (c.subject.part, c.subject.kind)
    ):
        groups = tuple(
            Group(subject, tuple(changes))
            for subject, changes in groupby(found, key=lambda c: c.subject)
        )
        yield Section(part, kind, groups)


def summary(comparison: Comparison) -> str:
    """Return the counts: "3 changes: 1 stricter, 2 neutral; 1 breaking"."""
    number = len(comparison.changes)
    if not number:
        return "no differences"
    effects = Counter(change.effect for change in comparison.changes)
    counts = [f"{effects[effect]} {effect}" for effect in Effect if effects[effect]]
    breaking = sum(change.breaking for change in comparison.changes)
    noun = "change" if number == 1 else "changes"
    text = f"{number} {noun}: {', '.join(counts)}"
    return f"{text}; {breaking} breaking" if breaking else text


def notes(comparison: Comparison) -> Iterator[str]:
    """Yield a sentence for each part that is not that of the two editions."""
    for part, old, new in comparison.parts:
        if old and new:
            yield f"{part} is compared from {old} to {new}."
        else:
            lacking = comparison.new if old else comparison.old
            yield f"{part} is not compared: {lacking} was generated without it."


def sign(change: Change) -> str:
    """Return "+" for an addition, "-" for a removal, "~" for another change."""
    if change.kind.endswith(("-added", "-included")):
        return "+"
    return "-" if change.kind.endswith(("-removed", "-excluded")) else "~"


def place(change: Change) -> str:
    """Return the attribute or the part of the subject: "KVP (0018,0060)"."""
    path = ".".join(change.path)
    if change.tag is not None and change.path:
        path = f"{path} {format_tag(change.tag)}"
    if change.subject.kind in ("element", "command-element"):
        path = ""
    return ", ".join(filter(None, (change.label, path)))


def phrase(change: Change) -> str:
    """Return the word for the kind of change; empty if the facts suffice."""
    return PHRASES.get(change.kind, "")


def facts(change: Change) -> str:
    """Return the changed fact: "type 3 → type 1C"."""
    gained, lost = changed_values(change.old, change.new)
    if change.old.values and change.new.values and (gained or lost):
        kept = _list_kind(change.old), _list_kind(change.new)
        kind = kept[0] if kept[0] == kept[1] else " → ".join(kept)
        signed = [f"+{value}" for value in gained] + [f"-{value}" for value in lost]
        return f"{kind}: {', '.join(signed)}"
    texts = change.old.text, change.new.text
    if all(texts):
        return texts[0] if texts[0] == texts[1] else " → ".join(texts)
    return texts[0] or texts[1]


def _list_kind(side: Side) -> str:
    return side.text.partition(":")[0]


def description(change: Change) -> str:
    """Return a change on one line: "General Study: ~ StudyDate: type 2 → type 1"."""
    head = ": ".join(filter(None, (place(change), phrase(change), facts(change))))
    subject = change.subject
    reference = f" ({subject.reference})" if subject.table else ""
    return f"{subject.name}{reference}: {sign(change)} {head}"


def conditions(change: Change) -> list[tuple[str, Side]]:
    """Return the conditions with their labels; both of a changed condition."""
    old, new = change.old, change.new
    if old.condition == new.condition:
        return [("", new)] if new.condition else []
    if not old.text or not new.text:
        return [("", each) for each in (old, new) if each.condition]
    none = Side("", "none", "no condition")
    return [
        ("old: ", old if old.condition else none),
        ("new: ", new if new.condition else none),
    ]


def effects(change: Change) -> str:
    """Return the effect, and whether programs break: "stricter, breaking"."""
    return f"{change.effect}, breaking" if change.breaking else str(change.effect)


def reach(group: Group) -> str:
    """Return the IODs, modules and services of a table: "in RTPlan, RTIonPlan", "in 62 IODs"."""
    found = group.changes[0].reach
    parts = []
    if group.subject.kind != "iod" and found.iods:
        parts.append(_listed(found.iods, "IODs"))
    if group.subject.kind in ("macro", "functional-group") and found.modules:
        parts.append(_listed(found.modules, "modules"))
    services = [name for name in found.services if name != group.subject.keyword]
    if services:
        parts.append(_listed(services, "SOP classes"))
    return f"in {'; '.join(parts)}" if parts else ""


def _listed(names: Sequence[str], noun: str) -> str:
    return ", ".join(names) if len(names) <= FEW else f"{len(names)} {noun}"


def address(change: Change) -> str:
    """Return the URL of the row in the edition that has it; empty if it has none."""
    return link(change.reference, change.edition, change.paragraph)
