"""Rules for the effect of each kind of change, on objects and on programs.

An object is valid if it has no errors. Attributes outside of the IOD are not errors: they
make it an instance of a Standard Extended SOP Class (PS3.2 3.11.3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple

from . import acceptance
from .acceptance import NOT_LISTED, Requirement, of_directions
from .changes import Change, Effect, Reach, Side, Subject

NOWHERE: Final = Reach()


class RowFacts(NamedTuple):
    """The facts of a row that determine the effect of a change."""

    requirement: Requirement
    restricted: bool = False
    """Whether the row restricts values, or its table has other requirements."""
    argument: bool = False
    """Whether it is a required argument, or a mandatory module with its own ones."""
    rows: int = 1
    """Number of attributes; those that a table has anyway are not counted."""


class Basis(Enum):
    """The facts from which the effect of a change follows."""

    REQUIREMENT = "the states that type, usage and condition accept"
    CONTENT = "the requirements of the included table"
    PERMISSION = "what is listed is allowed"
    OBLIGATION = "what is listed is required, or forbidden"
    VALUES = "the values, numbers or representations that are allowed"
    UNDECIDED = "depends on the object"
    NEUTRAL = "no requirement changes"


Api = Callable[[Any, Any, Effect], bool]
"""Returns whether a change breaks programs, from both facts and the effect."""


def never(old: object, new: object, effect: Effect) -> bool:
    """Programs are not affected."""
    return False


def always(old: object, new: object, effect: Effect) -> bool:
    """A name of the package, or a declared type, is another one."""
    return True


def when_removed(old: object, new: object, effect: Effect) -> bool:
    """Only a removal takes away a name."""
    return new is None


def argument_changed(
    old: RowFacts | None, new: RowFacts | None, effect: Effect
) -> bool:
    """An argument becomes required, or a value becomes optional."""
    return (old is not None and old.argument) != (new is not None and new.argument)


def row_changed(old: RowFacts | None, new: RowFacts | None, effect: Effect) -> bool:
    """A removed attribute is an unknown argument; an added one may be required."""
    return (new is None and old is not None and old.rows > 0) or argument_changed(
        old, new, effect
    )


def when_narrowed(old: object, new: object, effect: Effect) -> bool:
    """A narrower type rejects values that were accepted."""
    return effect in (Effect.STRICTER, Effect.EITHER)


def base_changed(old: RowFacts | None, new: RowFacts | None, effect: Effect) -> bool:
    """A mandatory module is a base class, other modules are members."""
    return new is None or argument_changed(old, new, effect)


class Rule(NamedTuple):
    """The rule for one kind of change."""

    basis: Basis
    breaks: Api
    reason: str
    """Explanation of both."""


def _rule(basis: Basis, breaks: Api, reason: str) -> Rule:
    return Rule(basis, breaks, reason)


RULES: Final[Mapping[str, Rule]] = {
    # Rows of tables
    "attribute-added": _rule(
        Basis.REQUIREMENT,
        row_changed,
        "An object may have had it as an extension, with any value. It breaks programs if"
        " it is a required argument.",
    ),
    "attribute-removed": _rule(
        Basis.REQUIREMENT,
        row_changed,
        "An object may keep it as an extension. The argument no longer exists.",
    ),
    "attribute-type": _rule(
        Basis.REQUIREMENT,
        argument_changed,
        "Type and condition determine when the attribute may be absent or empty. Type 1"
        " is a required argument whose value is never None.",
    ),
    "attribute-condition": _rule(
        Basis.REQUIREMENT,
        never,
        "The condition determines when it must be present. Arguments do not depend on"
        " conditions.",
    ),
    "attribute-values": _rule(
        Basis.VALUES,
        when_narrowed,
        "Enumerated values are the only ones allowed, and are a Literal type; defined"
        " terms may be extended.",
    ),
    "attribute-range": _rule(
        Basis.VALUES, never, "Ranges are checked at run time, not by types."
    ),
    "attribute-items": _rule(
        Basis.VALUES, never, "Sequences are lists of any length for type checkers."
    ),
    "attribute-vm": _rule(
        Basis.VALUES,
        always,
        "A multi-valued attribute is a list, a single value is not.",
    ),
    "attribute-emptiness": _rule(
        Basis.OBLIGATION, never, "The attribute must be empty; types do not express it."
    ),
    "attribute-forbidden": _rule(
        Basis.OBLIGATION,
        never,
        "The attribute must be absent from the message or table.",
    ),
    "table-extensible": _rule(
        Basis.NEUTRAL,
        never,
        "Other attributes are then part of the table, otherwise an extension.",
    ),
    "macro-included": _rule(
        Basis.CONTENT,
        row_changed,
        "The requirements of the macro apply. Its attributes are arguments.",
    ),
    "macro-excluded": _rule(
        Basis.CONTENT,
        row_changed,
        "The requirements of the macro no longer apply. Its attributes are unknown.",
    ),
    "macro-condition": _rule(
        Basis.UNDECIDED,
        always,
        "The macro applies in other objects. Only a macro that is always included is a base"
        " class.",
    ),
    "key-match": _rule(
        Basis.REQUIREMENT, never, "A required key must be supported by the SCP."
    ),
    # Tables
    "table-added": _rule(
        Basis.NEUTRAL, never, "A table applies where another one uses it."
    ),
    "table-removed": _rule(
        Basis.NEUTRAL, always, "A table applies where another one uses it."
    ),
    "table-renamed": _rule(Basis.NEUTRAL, always, "The class has another name."),
    "table-moved": _rule(
        Basis.NEUTRAL, never, "Only the number of the section or table changed."
    ),
    # IODs
    "iod-added": _rule(
        Basis.PERMISSION, never, "The old edition does not define such objects."
    ),
    "iod-removed": _rule(
        Basis.PERMISSION, always, "The new edition does not define such objects."
    ),
    "iod-renamed": _rule(Basis.NEUTRAL, always, "The class has another name."),
    "module-added": _rule(
        Basis.REQUIREMENT,
        base_changed,
        "An object may have had the attributes as an extension. A mandatory module adds"
        " its required arguments.",
    ),
    "module-removed": _rule(
        Basis.REQUIREMENT,
        base_changed,
        "An object may keep the attributes as an extension. The arguments no longer exist.",
    ),
    "module-usage": _rule(
        Basis.REQUIREMENT,
        base_changed,
        "Usage and condition determine when the module may be absent. A mandatory module"
        " is a base class, other modules are members.",
    ),
    "module-condition": _rule(
        Basis.REQUIREMENT, never, "The condition determines when it must be present."
    ),
    "module-entity": _rule(
        Basis.NEUTRAL, never, "The information entity only groups modules."
    ),
    "group-added": _rule(
        Basis.REQUIREMENT, never, "As for modules; functional groups are in items."
    ),
    "group-removed": _rule(
        Basis.REQUIREMENT, always, "As for modules; the items lack its attributes."
    ),
    "group-usage": _rule(
        Basis.REQUIREMENT, never, "As for modules; all groups are bases of the items."
    ),
    "group-condition": _rule(
        Basis.REQUIREMENT, never, "The condition determines when it must be present."
    ),
    "constraint-values": _rule(
        Basis.VALUES, when_narrowed, "The IOD restricts the values of the attribute."
    ),
    "constraint-range": _rule(
        Basis.VALUES, never, "The IOD restricts the range of the attribute."
    ),
    "constraint-items": _rule(
        Basis.VALUES, never, "The IOD restricts the number of items."
    ),
    "content-added": _rule(
        Basis.OBLIGATION, never, "Without constraints, all relationships are allowed."
    ),
    "content-removed": _rule(
        Basis.OBLIGATION, never, "Without constraints, all relationships are allowed."
    ),
    "content-targets": _rule(
        Basis.VALUES, never, "Content items must not be related in other ways."
    ),
    "lower-record-added": _rule(
        Basis.PERMISSION, never, "The record type is allowed on the next lower level."
    ),
    "lower-record-removed": _rule(
        Basis.PERMISSION, never, "The record type is not allowed on that level."
    ),
    # SOP classes
    "sop-class-added": _rule(
        Basis.PERMISSION, never, "The old edition does not define it."
    ),
    "sop-class-removed": _rule(
        Basis.PERMISSION, always, "The new edition does not define it."
    ),
    "sop-class-renamed": _rule(Basis.NEUTRAL, always, "The class has another name."),
    "sop-class-uid": _rule(
        Basis.UNDECIDED, never, "Other instances and messages belong to it."
    ),
    "sop-class-iod": _rule(
        Basis.UNDECIDED, never, "Its instances are checked against another IOD."
    ),
    "sop-class-retired": _rule(
        Basis.NEUTRAL, never, "Retired SOP classes may still be used."
    ),
    "sop-class-revived": _rule(
        Basis.NEUTRAL, never, "Retired SOP classes may be used as well."
    ),
    "operation-added": _rule(
        Basis.REQUIREMENT, never, "Both sides must support it according to its usage."
    ),
    "operation-removed": _rule(
        Basis.REQUIREMENT, always, "The method of the class no longer exists."
    ),
    "operation-usage": _rule(
        Basis.REQUIREMENT, never, "The usage states whether a side must support it."
    ),
    "attribute-list-added": _rule(
        Basis.PERMISSION, never, "The message has attributes that it did not have."
    ),
    "attribute-list-removed": _rule(
        Basis.PERMISSION, always, "The class of the message no longer exists."
    ),
    "transition-added": _rule(Basis.PERMISSION, never, "The event is defined."),
    "transition-removed": _rule(Basis.PERMISSION, never, "The event is not defined."),
    "transition-changed": _rule(
        Basis.UNDECIDED, never, "The event has another result."
    ),
    "status-added": _rule(Basis.PERMISSION, never, "A response may have the status."),
    "status-removed": _rule(
        Basis.PERMISSION, never, "A response must not have the status."
    ),
    "status-changed": _rule(
        Basis.UNDECIDED, never, "The category decides how a response is handled."
    ),
    "status-label": _rule(Basis.NEUTRAL, never, "Only the text changed."),
    # Messages
    "message-added": _rule(Basis.PERMISSION, never, "The message is defined."),
    "message-removed": _rule(Basis.PERMISSION, always, "The message is not defined."),
    "field-added": _rule(
        Basis.REQUIREMENT, row_changed, "A mandatory field is a required argument."
    ),
    "field-removed": _rule(
        Basis.REQUIREMENT, row_changed, "The argument no longer exists."
    ),
    "field-usage": _rule(
        Basis.REQUIREMENT, argument_changed, "A mandatory field is a required argument."
    ),
    "field-condition": _rule(
        Basis.REQUIREMENT, never, "The condition determines when it must be present."
    ),
    "field-values": _rule(
        Basis.VALUES, when_narrowed, "Only these values are allowed."
    ),
    "data-set-presence": _rule(
        Basis.UNDECIDED, never, "Whether a data set follows the message."
    ),
    # Registries
    "element-added": _rule(
        Basis.PERMISSION, never, "An element must be registered, or private."
    ),
    "element-removed": _rule(
        Basis.PERMISSION, always, "An element must be registered, or private."
    ),
    "element-keyword": _rule(
        Basis.NEUTRAL, always, "Arguments and members have the name of the keyword."
    ),
    "element-name": _rule(Basis.NEUTRAL, never, "Names are documentation."),
    "element-retired": _rule(
        Basis.NEUTRAL, never, "Objects may still have retired attributes."
    ),
    "element-revived": _rule(
        Basis.NEUTRAL, never, "Objects may have retired attributes as well."
    ),
    "element-vr": _rule(
        Basis.VALUES, always, "The VR determines the encoding, and the type of values."
    ),
    "element-vm": _rule(
        Basis.VALUES,
        always,
        "A multi-valued attribute is a list, a single value is not.",
    ),
    "uid-added": _rule(Basis.PERMISSION, never, "The UID has a registered meaning."),
    "uid-removed": _rule(Basis.PERMISSION, never, "The UID has no registered meaning."),
    "uid-changed": _rule(Basis.NEUTRAL, never, "Names and types are documentation."),
    "uid-retired": _rule(Basis.NEUTRAL, never, "Retired UIDs may still be used."),
    "uid-revived": _rule(Basis.NEUTRAL, never, "Retired UIDs may be used as well."),
}
"""By kind of change. Kinds that end in -added and -removed are mirror images."""

MIRRORED: Final = {
    **{
        one: other
        for ends in (
            ("added", "removed"),
            ("included", "excluded"),
            ("retired", "revived"),
        )
        for a, b in (ends, ends[::-1])
        for one in RULES
        if one.endswith(f"-{a}") and (other := one.removesuffix(a) + b) in RULES
    }
}
"""The kind of the opposite change, of kinds that are not their own opposite."""


def _requirement(old: RowFacts | None, new: RowFacts | None) -> Effect:
    before, after = (each or RowFacts(NOT_LISTED) for each in (old, new))
    found = acceptance.effect(before.requirement, after.requirement)
    if found is Effect.NEUTRAL:
        return of_directions(
            after.restricted and not before.restricted,
            before.restricted and not after.restricted,
        )
    return found


def _content(old: RowFacts | None, new: RowFacts | None) -> Effect:
    before, after = (each is not None and each.restricted for each in (old, new))
    return of_directions(after, before)


def effect_of(
    kind: str, old: Any, new: Any, decided: Effect = Effect.NEUTRAL
) -> Effect:
    """Return the effect of a change on objects.

    Args:
        old, new: The facts; None if an edition does not have the row.
        decided: The effect on values, for kinds on the basis of values.
    """
    match RULES[kind].basis:
        case Basis.REQUIREMENT:
            return _requirement(old, new)
        case Basis.CONTENT:
            return _content(old, new)
        case Basis.PERMISSION:
            return Effect.LOOSER if old is None else Effect.STRICTER
        case Basis.OBLIGATION:
            return Effect.STRICTER if old is None else Effect.LOOSER
        case Basis.VALUES:
            return decided
        case Basis.UNDECIDED:
            return Effect.EITHER
    return Effect.NEUTRAL


def changed(
    kind: str,
    subject: Subject,
    old: Side,
    new: Side,
    *,
    facts: tuple[Any, Any] = (None, None),
    decided: Effect = Effect.NEUTRAL,
    path: tuple[str, ...] = (),
    tags: tuple[int, ...] = (),
    label: str = "",
    reach: Reach = NOWHERE,
    paragraph: str = "",
    edition: str = "",
    table: str = "",
) -> Change:
    """Return a change with the effects that its rule determines.

    Args:
        facts: The facts of both editions, as `effect_of` needs them.
        decided: The effect on values.
    """
    effect = effect_of(kind, *facts, decided)
    breaking = RULES[kind].breaks(*facts, effect)
    return Change(
        kind,
        subject,
        path,
        tags,
        label,
        old,
        new,
        effect,
        breaking,
        reach,
        paragraph,
        edition,
        table,
    )
