"""Injects single faults into a conformant object: every one that its tables allow."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from pydicom.datadict import tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from iodize.conditions import Verdict
from iodize.example import Construction
from iodize.example.choosing import WHOLE, applicable
from iodize.example.declared import FRAMES, PER_FRAME, SHARED
from iodize.example.tree import Node, NodeAttribute
from iodize.tables.descriptions import Definition, Terms

from .faults import Edit, Fault, Steps

UNTOUCHED = frozenset({"SOPClassUID"})
"""The rules that apply depend on it."""

MISSING = frozenset(
    {
        "functional-group-missing",
        "functional-group-required",
        "type1-missing",
        "type1c-missing",
        "type2-missing",
        "type2c-missing",
    }
)
EMPTY = frozenset({"type1-empty", "type1c-empty"})
INVALID = frozenset({"value-invalid"})
FORBIDDEN = frozenset({"condition-forbids", "condition-not-met"})

IMPOSSIBLE = {"DA": "20230230", "TM": "256199", "DT": "20231301101500"}
"""Values with the characters of a date or time that are not valid."""

NO_BACKSLASH = frozenset(
    {"LT", "ST", "UT", "UR", "OB", "OW", "OD", "OF", "OL", "OV", "UN"}
)
"""VRs of a single value: PS3.5 Table 6.2-1."""


def steps_to(node: Node) -> Steps:
    """Return the way to a node."""
    if node.parent is None or node.within is None:
        return ()
    return (*steps_to(node.parent), (node.within.tag, node.index))


def tag_of(keyword: str) -> int:
    """Return the tag of a keyword."""
    tag = tag_for_keyword(keyword)
    if tag is None:
        raise LookupError(keyword)
    return tag


def all_faults(made: Construction) -> Iterator[Fault]:
    """Yield every fault of an object."""
    for node in made.root.nodes():
        for asked in node.asked():
            if asked.keyword in UNTOUCHED:
                continue
            if asked.tag in node.dataset:
                yield from _of_present(made, node, asked)
            else:
                yield from _of_absent(made, node, asked)
    yield from _of_modules(made)
    yield from _of_groups(made)
    yield from _of_content(made)
    yield from _of_pixels(made)
    yield from _of_strangers(made)


def single(
    kind: str,
    node: Node,
    asked: NodeAttribute,
    element: DataElement | None,
    codes: frozenset[str],
) -> Fault:
    """Return the fault of changing one attribute, which a finding names there."""
    edit = Edit(steps_to(node), asked.tag, element)
    return Fault(kind, (edit,), codes, asked.tag, node.path(asked.keyword))


def _of_present(
    made: Construction, node: Node, asked: NodeAttribute
) -> Iterator[Fault]:
    element = node.dataset[asked.tag]
    depth = " nested" if node.parent else ""
    if node.sequence == SHARED:
        yield _group_removed(made, node, asked)
    elif asked.type in ("1", "2"):
        if not _is_alone(made, node, asked):
            kind = f"type {asked.type} removed{depth}"
            yield single(kind, node, asked, None, MISSING)
    elif asked.type in ("1C", "2C") and _needed(made, node, asked):
        kind = f"type {asked.type} removed{depth}"
        yield single(kind, node, asked, None, MISSING)
    if asked.type in ("1", "1C") and element.value not in (None, "", b"", []):
        empty = DataElement(asked.tag, element.VR, [] if element.VR == "SQ" else None)
        yield single(f"type {asked.type} emptied{depth}", node, asked, empty, EMPTY)
    if element.VR == "SQ":
        yield from _of_sequence(made, node, asked, element)
    elif element.value not in (None, ""):
        yield from _of_value(made, node, asked, element)


def _group_removed(made: Construction, node: Node, asked: NodeAttribute) -> Fault:
    """Return the fault of taking a functional group from all frames.

    The finding refers to the first frame, because none has the group any more.
    """
    fault = single("functional group removed", node, asked, None, MISSING)
    frames = next((name for name in FRAMES if made.root.get(name)), PER_FRAME)
    return fault._replace(also=f"{frames}[0].{asked.keyword}")


def _is_alone(made: Construction, node: Node, asked: NodeAttribute) -> bool:
    """Return whether an attribute is all that an optional module has: it may go."""
    optional = {use.definition for use in made.iod.module_uses if use.usage != "M"}
    bringing = [part for part in node.parts if asked.tag in part.attributes()]
    if node.parent is not None or not optional.issuperset(bringing):
        return False
    return all(
        _only_of(node, part) & {int(e.tag) for e in node.dataset} <= {asked.tag}
        for part in bringing
    )


def _needed(made: Construction, node: Node, asked: NodeAttribute) -> bool:
    """Return whether an attribute is still required once it is gone."""
    element = node.dataset.pop(asked.tag)
    try:
        return Verdict.REQUIRED in made.verdicts(node, asked)
    finally:
        node.dataset[asked.tag] = element


def _of_sequence(
    made: Construction, node: Node, asked: NodeAttribute, element: DataElement
) -> Iterator[Fault]:
    words = DataElement(asked.tag, "LO", "Words")
    codes = frozenset({"not-a-sequence", "vr-wrong"})
    yield single("sequence as text", node, asked, words, codes)
    if not element.value:
        return
    for count in made.counts(node, asked):
        if count.maximum is None and not count.equals:
            continue
        more = (count.maximum or len(element.value)) + 1 - len(element.value)
        items = [deepcopy(element.value[-1]) for _ in range(more)]
        long = DataElement(asked.tag, "SQ", Sequence([*element.value, *items]))
        kind = "items against a number" if count.equals else "too many items"
        yield single(kind, node, asked, long, frozenset({"item-count"}))
        break


def _of_value(
    made: Construction, node: Node, asked: NodeAttribute, element: DataElement
) -> Iterator[Fault]:
    vr = element.VR
    wrong = _not_enumerated(made, node, asked, element)
    if wrong is not None:
        codes = frozenset({"value-not-enumerated"})
        yield single("value not enumerated", node, asked, wrong, codes)
    if vr in IMPOSSIBLE:
        bad = DataElement(asked.tag, vr, None)
        bad._value = IMPOSSIBLE[vr]
        yield single(f"impossible {vr}", node, asked, bad, INVALID)
    if vr == "UI":
        bad = DataElement(asked.tag, vr, None)
        bad._value = "1.2.840.010.x"
        yield single("malformed UID", node, asked, bad, INVALID)
    registered = made.edition.element(asked.tag)
    vm = registered.vm if registered else ""
    if vm.isdigit() and vr not in NO_BACKSLASH:
        value = element.value
        first = value[0] if int(vm) > 1 else value
        long = DataElement(asked.tag, vr, [first] * (int(vm) + 1))
        codes = frozenset({"vm-wrong"})
        yield single("too many values", node, asked, long, codes)
        if int(vm) > 1:
            short = DataElement(asked.tag, vr, [first] * (int(vm) - 1))
            yield single("too few values", node, asked, short, codes)


def _not_enumerated(
    made: Construction, node: Node, asked: NodeAttribute, element: DataElement
) -> DataElement | None:
    """Return the attribute with a first value that a list forbids."""
    lists = applicable(
        asked, made.constraints(node, asked), lambda when: made.holds(node, when)
    )
    if not any(_is_for_first(terms) for terms in lists):
        return None
    wrong: object = "WRONG_VALUE"
    if element.VR in WHOLE:
        wrong = 97
    elif element.VR not in ("CS", "LO", "SH", "UC", "ST", "LT", "UT"):
        return None
    multiple = not isinstance(element.value, str | int | float) and element.VM > 1
    value = [wrong, *element.value[1:]] if multiple else wrong
    return DataElement(asked.tag, element.VR, value)


def _is_for_first(terms: Terms) -> bool:
    return terms.enumerated and terms.number in (None, 1) and not terms.bits


def _of_absent(made: Construction, node: Node, asked: NodeAttribute) -> Iterator[Fault]:
    if asked.type not in ("1C", "2C") or not made.is_forbidden(node, asked):
        return
    element = made.edition.element(asked.tag)
    if element is None or asked.rows[0].repeating:
        return
    if element.vr == "SQ":
        items = Sequence([Dataset()])
        added = DataElement(asked.tag, "SQ", items)
    else:
        value = made.plausible(node, asked)
        added = DataElement(asked.tag, asked.vr, value)
    node.dataset[asked.tag] = added
    still = made.is_forbidden(node, asked)
    del node.dataset[asked.tag]
    if still:
        yield single("forbidden attribute", node, asked, added, FORBIDDEN)


def _of_modules(made: Construction) -> Iterator[Fault]:
    """Remove what only one mandatory module brings."""
    root = made.root
    for use in made.iod.module_uses:
        if use.usage != "M":
            continue
        module = use.definition
        own = _only_of(root, module)
        asked = {a.tag for a in module.attributes().values() if a.type in ("1", "2")}
        present = own & {int(element.tag) for element in root.dataset}
        if asked and asked <= own and asked <= present:
            edits = tuple(Edit((), tag, None) for tag in sorted(present))
            yield Fault(
                "module removed", edits, frozenset({"module-missing"}), None, ""
            )


def _only_of(root: Node, module: type[Definition]) -> set[int]:
    others: set[int] = {tag_of("SOPClassUID")}
    for part in root.parts:
        if part is not module:
            others |= set(part.attributes())
    return set(module.attributes()) - others


def _of_groups(made: Construction) -> Iterator[Fault]:
    """Give a frame what is shared, and take from one frame what each needs."""
    nodes = [*made.root.nodes()]
    shared = next((node for node in nodes if node.sequence == SHARED), None)
    frames = [node for node in nodes if node.sequence in FRAMES]
    if shared is None or not frames:
        return
    first = frames[0]
    for element in shared.dataset:
        tag = int(element.tag)
        if element.VR == "SQ" and tag not in first.dataset:
            again = DataElement(tag, "SQ", deepcopy(element.value))
            edit = Edit(steps_to(first), tag, again)
            codes = frozenset({"functional-group-twice"})
            path = first.path(element.keyword)
            yield Fault("functional group twice", (edit,), codes, tag, path)
    for element in frames[-1].dataset:
        edit = Edit(steps_to(frames[-1]), int(element.tag), None)
        path = frames[-1].path(element.keyword)
        kind = "functional group of one frame removed"
        yield Fault(kind, (edit,), MISSING, int(element.tag), path)


def _of_content(made: Construction) -> Iterator[Fault]:
    """Relate content items as no table of A.35 allows."""
    allowed = made.edition.content_constraints.get(made.iod.__name__)
    for node in made.root.nodes():
        if node.sequence != "ContentSequence" or not allowed:
            continue
        rows = [r for r in allowed if {"CONTAINER", "ANY"} & {*r.sources}]
        value_type = node.dataset.ValueType
        relations = {
            t for r in rows if {value_type, "ANY"} & {*r.targets} for t in r.types
        }
        types = {t for r in rows if {"CONTAINS", "ANY"} & {*r.types} for t in r.targets}
        for keyword, values in (
            (
                "RelationshipType",
                {"CONTAINS", "SELECTED FROM", "INFERRED FROM"} - relations,
            ),
            ("ValueType", {"NUM", "SCOORD", "TCOORD"} - types),
        ):
            tag = tag_of(keyword)
            for value in sorted(values):
                edit = Edit(steps_to(node), tag, DataElement(tag, "CS", value))
                codes = frozenset({"content-relationship", "value-not-enumerated"})
                kind = f"{keyword} not allowed"
                yield Fault(kind, (edit,), codes, tag, node.path(keyword))


def _of_pixels(made: Construction) -> Iterator[Fault]:
    root = made.root
    data = root.dataset.get("PixelData")
    if data:
        tag = tag_of("PixelData")
        for kind, value in (
            ("pixel data too long", data + bytes(8)),
            ("pixel data too short", data[: len(data) // 4 * 2]),
        ):
            vr = root.dataset[tag].VR
            edit = Edit((), tag, DataElement(tag, vr, value))
            codes = frozenset({"pixel-data-length", "type1c-empty"})
            yield Fault(kind, (edit,), codes, tag, "PixelData")
    high = root.dataset.get("HighBit")
    if high is not None:
        tag = tag_of("HighBit")
        edit = Edit((), tag, DataElement(tag, "US", high + 1))
        codes = frozenset({"pixel-high-bit", "value-not-enumerated"})
        yield Fault("high bit wrong", (edit,), codes, tag, "HighBit")


def _of_strangers(made: Construction) -> Iterator[Fault]:
    """Add what belongs in no data set."""
    for kind, tag, vr, code in (
        ("private without creator", 0x00091001, "LO", "private-creator-missing"),
        ("unknown tag", 0x00080003, "LO", "attribute-unknown"),
        ("retired attribute", 0x00080010, "SH", "attribute-retired"),
    ):
        edit = Edit((), tag, DataElement(tag, vr, "Words"))
        path = {0x00080010: "RecognitionCode"}.get(
            tag, f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
        )
        yield Fault(kind, (edit,), frozenset({code}), tag, path)
