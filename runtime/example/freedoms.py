"""Variations of an example that keep it conformant: parts to add, and values to change.

A choice is passed to the construction as a `Customization`, which applies its consequences.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ..conditions import Verdict
from ..tables.descriptions import Definition, Limits, Use
from ..validation.structure import CHECKS
from . import consistent_values, linked_values
from .choosing import FRACTION, WHOLE
from .construction import Construction
from .tree import Node, NodeAttribute

MAX_DEPTH: Final = 5
"""Depth to which attributes are added: some sequences contain themselves."""

FREE: Final = frozenset(
    {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM"}
    | {"UC", "UT"}
    | WHOLE
    | FRACTION
)
"""VRs whose values can be changed; UIDs and bulk data cannot."""

MAX_ITEMS: Final = 3
"""Greatest value of attributes that state a number of items."""

FIXED: Final = frozenset(
    {
        # Only ASCII text is drawn.
        "SpecificCharacterSet",
        # Other values require other bulk data or another content tree.
        "BitsAllocated",
        "BitsStored",
        "ContinuityOfContent",
        "PhotometricInterpretation",
        "PixelRepresentation",
        "PlanarConfiguration",
        "RelationshipType",
        "SamplesPerPixel",
        "ValueType",
        "WaveformBitsAllocated",
        "WaveformSampleInterpretation",
        "NumberOfWaveformChannels",
        "NumberOfWaveformSamples",
        "DataPointRows",
        "DataPointColumns",
        "DataRepresentation",
        "DimensionOrganizationType",
        # Other values require other coordinates.
        "AnnotationCoordinateType",
        "ContourGeometricType",
        "GraphicType",
        "ShapeType",
        # A code must be defined in its scheme.
        "CodeValue",
        "CodingSchemeDesignator",
        "CodeMeaning",
    }
)
"""Attributes that cannot be changed independently."""


class Choice(NamedTuple):
    """An attribute that can have another value."""

    path: str
    vr: str
    number: int
    """The number of values."""
    terms: tuple[str, ...] = ()
    """The allowed values; empty if they are not listed."""
    limits: tuple[Limits, ...] = ()


class Addition(NamedTuple):
    """An optional attribute that can be added."""

    path: str
    is_sequence: bool


def options(made: Construction) -> list[str]:
    """Return the names of modules and functional groups that can be added."""
    used = set(made.root.parts)
    uses = [*made.iod.module_uses, *made.iod.functional_group_uses]
    return sorted(
        {use.definition.__name__ for use in uses if _is_optional(made, use, used)}
    )


def _is_optional(made: Construction, use: Use, used: set[type[Definition]]) -> bool:
    if use.usage not in ("C", "U") or use.definition in used:
        return False
    if use.when is None:
        return True
    return made.parts.verdict(made.root, use.when) is not Verdict.FORBIDDEN


def additions(made: Construction) -> list[Addition]:
    """Return the attributes that can be added, or can get a value."""
    return [
        Addition(node.path(asked.keyword), asked.vr == "SQ")
        for node in made.root.nodes()
        if node.depth < MAX_DEPTH
        for asked in node.asked()
        if _may_be_added(made, node, asked)
    ]


def _may_be_added(made: Construction, node: Node, asked: NodeAttribute) -> bool:
    if asked.element.retired or any(row.repeating for row in asked.rows):
        return False
    if asked.keyword in FIXED or consistent_values.VALUES.get(node, asked) is not None:
        return False
    if not linked_values.may_be_added(node, asked):
        return False
    if asked.vr == "SQ" and all(row.item is None for row in asked.rows):
        return False
    present = node.get(asked.keyword)
    if present is not None:
        return asked.type == "2" and not (present.values or present.items)
    verdicts = made.verdicts(node, asked)
    return asked.type == "3" or verdicts == {Verdict.NOT_REQUIRED}


def choices(made: Construction) -> list[Choice]:
    """Return the attributes that can have another value."""
    stated = {
        counted.equals
        for node in made.root.nodes()
        for asked in node.asked()
        for counted in made.counts(node, asked)
    }
    return [
        choice
        for node in made.root.nodes()
        for asked in node.asked()
        if asked.vr in FREE
        and asked.keyword not in FIXED
        and asked.tag not in CHECKS  # it must be consistent with others
        and asked.tag not in linked_values.SUMMARIZED
        and consistent_values.is_free(node, asked)
        for choice in _choice(made, node, asked, stated)
    ]


def _choice(
    made: Construction, node: Node, asked: NodeAttribute, stated: set[str]
) -> Iterator[Choice]:
    present = node.get(asked.keyword)
    if present is None or not present.values:
        return
    constraints = made.constraints(node, asked)
    lists = made.applicable(node, asked)
    number = len(present.values)
    limits = [*asked.limits]
    limits += [v for c in constraints for v in c.values if isinstance(v, Limits)]
    if asked.keyword in stated:
        none = str(present.values[0]) == "0"
        limits.append(Limits(at_least=0 if none else 1, at_most=MAX_ITEMS))
    if not lists:
        path = node.path(asked.keyword)
        yield Choice(path, asked.vr, number, limits=tuple(limits))
    elif number == 1 and not any(terms.number or terms.bits for terms in lists):
        strict = [terms for terms in lists if terms.enumerated] or lists
        common = set(strict[0].values).intersection(*(t.values for t in strict))
        path = node.path(asked.keyword)
        if common:
            yield Choice(path, asked.vr, 1, tuple(sorted(common)))
