"""Changes of a conformant data set that keep it conformant, regardless of its values.

A transformation changes a data set in place, and returns False if it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
)

from iodize.tables import editions
from iodize.tables.descriptions import Definition, Iod
from iodize.validation.structure.numbering import NUMBERINGS

EDITION: Final = editions.bundled()

SHARED: Final = "SharedFunctionalGroupsSequence"
PER_FRAME: Final = (
    "PerFrameFunctionalGroupsSequence",
    "SelectedFrameFunctionalGroupsSequence",
)

Transformation = Callable[[Dataset], bool]


def iod_of(dataset: Dataset) -> type[Iod] | None:
    """Return the IOD of a data set; None for a directory."""
    keyword = EDITION.sop_classes.get(dataset.get("SOPClassUID", ""))
    return None if keyword is None else EDITION.iod(keyword)


# Functional groups


def share_groups(dataset: Dataset) -> bool:
    """Move the groups that are equal in all frames to the shared groups."""
    shared, frames = _groups(dataset)
    if shared is None or not frames:
        return False
    common = [
        tag
        for tags in _macros(dataset, SHARED, frames[0])
        for tag in tags
        if all(frame.get(each) == frames[0][each] for frame in frames for each in tags)
    ]
    for tag in common:
        shared[tag] = frames[0][tag]
        for frame in frames:
            del frame[tag]
    return bool(common)


def unshare_groups(dataset: Dataset) -> bool:
    """Move the shared groups to each frame."""
    return _unshared(dataset, 1)


def unshare_every_second_group(dataset: Dataset) -> bool:
    """Move some of the shared groups to each frame."""
    return _unshared(dataset, 2)


def _unshared(dataset: Dataset, step: int) -> bool:
    shared, frames = _groups(dataset)
    if shared is None or not frames:
        return False
    name = next(name for name in PER_FRAME if name in dataset)
    movable = [*_macros(dataset, name, shared)][::step]
    for tag in [tag for tags in movable for tag in tags]:
        for frame in frames:
            frame[tag] = deepcopy(shared[tag])
        del shared[tag]
    return bool(movable)


def unshare_and_share_groups(dataset: Dataset) -> bool:
    """Move the shared groups to each frame, and all that are equal back."""
    return unshare_groups(dataset) and share_groups(dataset)


def derive_a_frame(dataset: Dataset) -> bool:
    """Make the last frame a derived one, and the object mixed, with a type per frame.

    Not if an attribute depends on original objects, which excludes mixed ones: PS3.3
    Table C.8.22-2.
    """
    shared, frames = _groups(dataset)
    for module in _modules(dataset):
        for tag, row in module.attributes().items():
            text = row.when.text if row.when is not None and tag in dataset else ""
            if 'ImageType[1] == "ORIGINAL"' in text:
                return False
    if shared is None or len(frames) < 2 or len(dataset.get("ImageType", ())) < 3:
        return False
    if dataset.ImageType[0] != "ORIGINAL":
        return False
    name = next(name for name in PER_FRAME if name in dataset)
    types = [
        tag
        for tags in _macros(dataset, name, shared)
        for tag in tags
        if shared[tag].VR == "SQ" and "FrameType" in (shared[tag].value or [()])[0]
    ]
    for tag in types:
        for frame in frames:
            frame[tag] = deepcopy(shared[tag])
        frames[-1][tag].value[0].FrameType[0] = "DERIVED"
        del shared[tag]
        dataset.ImageType[0] = "MIXED"
    return bool(types)


def _groups(dataset: Dataset) -> tuple[Dataset | None, list[Dataset]]:
    """Return the item of the shared groups, and the items of the frames."""
    shared = dataset.get(SHARED) or [None]
    frames = [frame for name in PER_FRAME for frame in dataset.get(name) or ()]
    return shared[0], frames


def _macros(dataset: Dataset, sequence: str, item: Dataset) -> Iterator[list[int]]:
    """Yield the tags of each functional group of an item that a sequence may have."""
    iod = iod_of(dataset)
    for use in () if iod is None else iod.functional_group_uses:
        tags = [tag for tag in use.definition.attributes() if tag in item]
        forbidden = use.when.forbidden if use.when is not None else None
        if tags and f"inside({sequence})" not in (forbidden or ""):
            yield tags


# Order

ORDERED: Final = frozenset(
    {
        *PER_FRAME,
        "ContentSequence",  # in the order of a document
        "DimensionIndexSequence",  # Dimension Index Values refer to positions
        "WaveformSequence",  # channels refer to positions
    }
)

NUMBERED: Final = frozenset(tag for tags in NUMBERINGS.values() for tag in tags)
"""Sequences whose items are numbered in their order."""


def reverse_items(dataset: Dataset) -> bool:
    """Reverse the items of sequences whose order has no meaning."""
    sequences = [
        element
        for item in _items(dataset)
        for element in item
        if element.VR == "SQ"
        and len(element.value or ()) > 1
        and element.keyword not in _ordered()
        and element.tag not in NUMBERED
    ]
    for element in sequences:
        element.value = Sequence([*element.value][::-1])
    return bool(sequences)


@cache
def _ordered() -> frozenset[str]:
    """Return the sequences with conditions about their first or last item."""
    found = set(ORDERED)
    waiting: list[tuple[type[Definition], tuple[str, ...]]] = [
        (definition, ())
        for folder in ("modules", "macros", "functional_groups")
        for definition in EDITION.definitions(folder)
    ]
    seen = set(waiting)
    while waiting:
        definition, way = waiting.pop()
        for attribute in definition.attributes().values():
            text = attribute.when.text if attribute.when is not None else ""
            if any(word in text for word in ("first(", "last(", "changes")):
                found.update(way)
            if attribute.item is not None and len(way) < 3:
                inner = attribute.item, (*way, attribute.keyword)
                if inner not in seen:
                    seen.add(inner)
                    waiting.append(inner)
    return frozenset(found)


def _items(dataset: Dataset) -> Iterator[Dataset]:
    yield dataset
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value or ():
                yield from _items(item)


# Values


def empty_type_2(dataset: Dataset) -> bool:
    """Empty the attributes of type 2 that no condition mentions."""
    return _emptied(dataset, "2")


def empty_type_3(dataset: Dataset) -> bool:
    """Empty the attributes of type 3 that no condition mentions."""
    return _emptied(dataset, "3")


def _emptied(dataset: Dataset, kind: str) -> bool:
    iod, definitions = iod_of(dataset), _modules(dataset)
    if iod is None:
        return False
    types: dict[int, set[str | None]] = {}
    for definition in definitions:
        for tag, row in definition.attributes().items():
            types.setdefault(tag, set()).add(row.type)
    usages = (use.when.text for use in iod.module_uses if use.when is not None)
    words = " ".join((*usages, _conditions(definitions)))
    free = [
        element
        for element in dataset
        if types.get(int(element.tag)) == {kind} and element.keyword not in words
    ]
    for element in free:
        element.value = [] if element.VR == "SQ" else None
    return bool(free)


def _modules(dataset: Dataset) -> tuple[type[Definition], ...]:
    iod = iod_of(dataset)
    return () if iod is None else tuple(use.definition for use in iod.module_uses)


@cache
def _conditions(definitions: tuple[type[Definition], ...]) -> str:
    """Return the conditions of some tables, and of the items of their sequences."""
    texts: list[str] = []
    seen: set[type[Definition]] = set()
    waiting = [*definitions]
    while waiting:
        definition = waiting.pop()
        if definition in seen:
            continue
        seen.add(definition)
        texts += [when.text for _, when in definition.inclusions()]
        for row in definition.attributes().values():
            texts += [row.when.text] if row.when is not None else []
            texts += [terms.when for terms in row.terms if terms.when]
            texts += [f"{each.when} {each.equals}" for each in row.counts]
            waiting += [row.item] if row.item is not None else []
        waiting += definition.all_conditional_includes()
    return " ".join(texts)


def window_and_table(dataset: Dataset) -> bool:
    """Give an image both a window and a VOI LUT: PS3.3 C.11.2."""
    modules = {module.__name__ for module in _modules(dataset)}
    if "VOILUT" not in modules or dataset.get("SamplesPerPixel") != 1:
        return False
    dataset.WindowCenter, dataset.WindowWidth = "100", "200"
    table = Dataset()
    vr = "SS" if dataset.PixelRepresentation else "US"
    table.add_new(0x00283002, vr, [4, 0, 16])  # LUT Descriptor
    table.add_new(0x00283006, "US", [0, 1, 2, 3])  # LUT Data
    dataset.VOILUTSequence = [table]
    return True


LEGACY_CODES: Final = {
    "76752008": "T-04000",
    "103339001": "R-1025C",
    "399162004": "R-10242",
    "399163009": "R-102D6",
    "392012008": "A-00FCA",
}


def legacy_codes(dataset: Dataset) -> bool:
    """Write SNOMED CT codes as SNOMED RT codes, which earlier editions have."""
    coded = [
        item
        for item in _items(dataset)
        if item.get("CodingSchemeDesignator") == "SCT" and "CodeValue" in item
    ]
    for item in coded:
        item.CodeValue = LEGACY_CODES.get(item.CodeValue, "T-D0000")
        item.CodingSchemeDesignator = "SRT"
    return bool(coded)


# Encoding


def declare_unicode(dataset: Dataset) -> bool:
    """Declare another character set, of which ASCII is a part."""
    if iod_of(dataset) is None:
        return False
    dataset.SpecificCharacterSet = "ISO_IR 192"
    return True


def declare_code_extensions(dataset: Dataset) -> bool:
    """Declare code extensions that no text uses."""
    if iod_of(dataset) is None:
        return False
    dataset.SpecificCharacterSet = ["", "ISO 2022 IR 87"]
    return True


TRANSFER_SYNTAXES: Final = (
    ImplicitVRLittleEndian,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
)


def encoded(dataset: Dataset, transfer_syntax: UID) -> BytesIO | None:
    """Return a file in another transfer syntax; None for a file that is bound to its own.

    These are compressed pixel data, and the byte offsets of a directory.
    """
    if dataset.file_meta.TransferSyntaxUID.is_compressed or iod_of(dataset) is None:
        return None
    copied = deepcopy(dataset)
    copied.file_meta.TransferSyntaxUID = transfer_syntax
    file = BytesIO()
    copied.save_as(file, enforce_file_format=True)
    file.seek(0)
    return file


TRANSFORMATIONS: Final[Mapping[str, Transformation]] = {
    "groups shared": share_groups,
    "groups of each frame": unshare_groups,
    "groups of each frame and shared again": unshare_and_share_groups,
    "some groups of each frame": unshare_every_second_group,
    "a derived frame": derive_a_frame,
    "items reversed": reverse_items,
    "type 2 empty": empty_type_2,
    "type 3 empty": empty_type_3,
    "window and VOI LUT": window_and_table,
    "codes of an earlier edition": legacy_codes,
    "Unicode": declare_unicode,
    "code extensions": declare_code_extensions,
}
