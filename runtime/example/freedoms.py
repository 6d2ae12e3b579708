"""What may be otherwise in an object and leaves it conformant.

Whoever varies an object chooses among these, and wishes for them: what follows from a
choice is made by the construction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ..conditions import Verdict
from ..definitions import Definition, Limits, Use
from ..validation.structure import CHECKS
from . import seeds
from .choosing import FRACTION, WHOLE
from .construction import Construction
from .tree import Asked, Node

DEEPEST: Final = 5
"""Below, nothing is added: sequences of the standard contain themselves."""

FREE: Final = frozenset(
    {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM"}
    | {"UC", "UT"}
    | WHOLE
    | FRACTION
)
"""VRs of which values are drawn; UIDs and bulk data stay as they are made."""

MOST: Final = 3
"""Of what tells how many items a sequence has."""

FIXED: Final = frozenset(
    {
        # The encoding of the text, in which nothing but ASCII is drawn.
        "SpecificCharacterSet",
        # Other values need other bulk data, or another tree.
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
        # A code is one of its scheme.
        "CodeValue",
        "CodingSchemeDesignator",
        "CodeMeaning",
    }
)
"""Attributes that do not vary alone."""


class Choice(NamedTuple):
    """An attribute that may have another value."""

    path: str
    vr: str
    number: int
    """How many values it has."""
    terms: tuple[str, ...] = ()
    """The values it may have; none where they are not listed."""
    limits: tuple[Limits, ...] = ()


class Addition(NamedTuple):
    """An attribute that may be there too."""

    path: str
    is_sequence: bool


def options(made: Construction) -> list[str]:
    """Return the modules and functional groups that may be there too."""
    used = set(made.root.parts)
    uses = [*made.iod.module_uses, *made.iod.functional_group_uses]
    return sorted(
        {use.definition.__name__ for use in uses if _is_open(made, use, used)}
    )


def _is_open(made: Construction, use: Use, used: set[type[Definition]]) -> bool:
    if use.usage not in ("C", "U") or use.definition in used:
        return False
    if use.when is None:
        return True
    return made.verdict(made.root, use.when) is not Verdict.FORBIDDEN


def additions(made: Construction) -> list[Addition]:
    """Return the attributes that may be there too, or may have a value."""
    return [
        Addition(node.path(asked.keyword), asked.vr == "SQ")
        for node in made.root.nodes()
        if node.depth < DEEPEST
        for asked in node.asked()
        if _may_be_added(made, node, asked)
    ]


def _may_be_added(made: Construction, node: Node, asked: Asked) -> bool:
    if asked.element.retired or any(row.repeating for row in asked.rows):
        return False
    if asked.keyword in FIXED or seeds.VALUES.get(node, asked) is not None:
        return False
    if asked.vr == "SQ" and all(row.item is None for row in asked.rows):
        return False
    present = node.get(asked.keyword)
    if present is not None:
        return asked.type == "2" and not (present.values or present.items)
    verdicts = made.verdicts(node, asked)
    return asked.type == "3" or verdicts == {Verdict.NOT_REQUIRED}


def choices(made: Construction) -> list[Choice]:
    """Return the attributes that may have another value."""
    told = {
        counted.equals
        for node in made.root.nodes()
        for asked in node.asked()
        for counted in asked.counts
    }
    return [
        choice
        for node in made.root.nodes()
        for asked in node.asked()
        if asked.vr in FREE
        and asked.keyword not in FIXED
        and asked.tag not in CHECKS  # its value is judged beside others
        and seeds.VALUES.get(node, asked) is None
        for choice in _choice(made, node, asked, told)
    ]


def _choice(
    made: Construction, node: Node, asked: Asked, told: set[str]
) -> Iterator[Choice]:
    present = node.get(asked.keyword)
    if present is None or not present.values:
        return
    constraints = made.constraints(node, asked)
    lists = made.applicable(node, asked)
    number = len(present.values)
    limits = [*asked.limits]
    limits += [v for c in constraints for v in c.values if isinstance(v, Limits)]
    if asked.keyword in told:
        none = str(present.values[0]) == "0"
        limits.append(Limits(at_least=0 if none else 1, at_most=MOST))
    if not lists:
        path = node.path(asked.keyword)
        yield Choice(path, asked.vr, number, limits=tuple(limits))
    elif number == 1 and not any(terms.number or terms.bits for terms in lists):
        strict = [terms for terms in lists if terms.enumerated] or lists
        common = set(strict[0].values).intersection(*(t.values for t in strict))
        path = node.path(asked.keyword)
        if common:
            yield Choice(path, asked.vr, 1, tuple(sorted(common)))
