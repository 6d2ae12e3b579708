"""Changes of a conformant object that break no rule: none of them may be an error."""

from __future__ import annotations

from collections.abc import Iterator

from pydicom.dataelem import DataElement
from pydicom.sequence import Sequence

from iodize.conditions import Verdict
from iodize.example import Construction
from iodize.example.choosing import applicable, converted
from iodize.example.tree import Node, NodeAttribute
from iodize.validation.structure import CHECKS

from .faults import Edit, Fault
from .injection import single

NOTHING: frozenset[str] = frozenset()

STRUCTURAL = frozenset(
    {
        "AcquisitionContrast",
        "ComplexImageComponent",
        "PixelPresentation",
        "VolumeBasedCalculationTechnique",
        "VolumetricProperties",
        "BitsAllocated",
        "BitsStored",
        "NumberOfWaveformChannels",
        "ContinuityOfContent",
        "PhotometricInterpretation",
        "PixelRepresentation",
        "RelationshipType",
        "SamplesPerPixel",
        "ValueType",
        "WaveformBitsAllocated",
        "WaveformSampleInterpretation",
    }
)
"""Other values of these require other attributes or values, independent of conditions.

The first five are those of all frames: PS3.3 C.8.16.1."""


def all_variants(made: Construction) -> Iterator[Fault]:
    """Yield every harmless change of an object."""
    told = _mentioned(made)
    for node in made.root.nodes():
        for asked in node.asked():
            if asked.keyword in told or asked.keyword in STRUCTURAL:
                continue
            if asked.tag not in node.dataset:
                yield from _of_absent(made, node, asked)
            else:
                yield from _of_present(made, node, asked)
    yield from _of_strangers(made)


def _mentioned(made: Construction) -> set[str]:
    """Return the words of all conditions: what they name cannot change alone."""
    words: set[str] = set()
    uses = (*made.iod.module_uses, *made.iod.functional_group_uses)
    texts = [use.when.text for use in uses if use.when is not None]
    for node in made.root.nodes():
        for part in node.parts:
            texts += [inclusion.when.text for inclusion in part.inclusions()]
        for asked in node.asked():
            texts += [row.when.text for row in asked.rows if row.when is not None]
            texts += [terms.when for terms in asked.terms if terms.when]
            texts += [c.when for row in asked.rows for c in row.counts if c.when]
            counted = (count.equals for count in made.counts(node, asked))
            words.update(filter(None, counted))
    for text in texts:
        words.update("".join(c if c.isalnum() else " " for c in text).split())
    return words


def _of_absent(made: Construction, node: Node, asked: NodeAttribute) -> Iterator[Fault]:
    element = made.edition.element(asked.tag)
    if element is None or element.retired or asked.rows[0].repeating:
        return
    optional = asked.type == "3" or made.verdicts(node, asked) == {Verdict.NOT_REQUIRED}
    if not optional or Verdict.FORBIDDEN in made.verdicts(node, asked):
        return
    if element.vr == "SQ":
        if asked.type == "3":
            empty = DataElement(asked.tag, "SQ", Sequence())
            yield single("empty type 3 sequence", node, asked, empty, NOTHING)
        return
    if asked.tag in CHECKS:
        return  # its value is judged beside others
    value = made.plausible(node, asked)
    added = DataElement(asked.tag, asked.vr, value)
    yield single("optional attribute added", node, asked, added, NOTHING)


def _of_present(
    made: Construction, node: Node, asked: NodeAttribute
) -> Iterator[Fault]:
    element = node.dataset[asked.tag]
    if asked.type == "3":
        yield single("type 3 removed", node, asked, None, NOTHING)
    if asked.type == "2" and element.value not in (None, "", b"", []):
        empty = DataElement(asked.tag, element.VR, [] if element.VR == "SQ" else None)
        yield single("type 2 emptied", node, asked, empty, NOTHING)
    if element.VR == "SQ":
        return
    if asked.type == "2" and element.value in (None, ""):
        filled = DataElement(asked.tag, element.VR, made.plausible(node, asked))
        yield single("type 2 filled", node, asked, filled, NOTHING)
    lists = applicable(
        asked, made.constraints(node, asked), lambda when: made.holds(node, when)
    )
    if not lists or element.VM > 1 or any(t.number or t.bits for t in lists):
        return
    strict = [terms for terms in lists if terms.enumerated]
    if not strict and element.VR in ("CS", "LO", "SH"):
        other = DataElement(asked.tag, element.VR, "ANOTHER TERM")
        yield single("term not defined", node, asked, other, NOTHING)
    common = set(lists[0].values).intersection(*(t.values for t in strict))
    for term in sorted(common - {str(element.value)})[:3]:
        other = DataElement(asked.tag, element.VR, converted(element.VR, term))
        yield single("another value of the list", node, asked, other, NOTHING)


def _of_strangers(made: Construction) -> Iterator[Fault]:
    """Add what belongs to no module of the IOD, and is allowed."""
    known = {tag for use in made.iod.module_uses for tag in use.definition.attributes()}
    creator = DataElement(0x00090010, "LO", "IODIZE TEST")
    private = DataElement(0x00091001, "LO", "Words")
    block = (Edit((), 0x00090010, creator), Edit((), 0x00091001, private))
    yield Fault("private block", block, NOTHING, None, "")
    for tag, vr in ((0x00400254, "LO"), (0x00204000, "LT"), (0x00321060, "LO")):
        edit = Edit((), tag, DataElement(tag, vr, "Words"))
        if tag not in known:
            yield Fault("standard extended", (edit,), NOTHING, tag, "")
