"""The repairs: the findings that each one resolves, and the reason why it is safe.

A repair is safe if it does not change the information in the object. Therefore an empty
type 1 attribute, a value that is not enumerated and an unexpected attribute cannot be
repaired: only the creator of the object knows the right value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag

from ..encoding.value_forms import TEXT, UNDIVIDED, acceptor
from ..findings import codes
from ..findings.finding import Finding
from ..tables.editions import Edition

Apply = Callable[[Dataset, int, Edition, Dataset], bool]
"""Changes the element of a tag in a data set or item; returns True if it changed.

The last argument is the whole data set.
"""


class Repair(NamedTuple):
    """One kind of repair."""

    name: str
    codes: tuple[str, ...]
    """Codes of the findings that it resolves."""
    effect: str
    reason: str
    """The reason why it is safe."""
    apply: Apply
    rewrites: bool = False
    """Whether it only requires rewriting the file, and changes no element itself."""


def _add_empty(item: Dataset, tag: int, edition: Edition, top: Dataset) -> bool:
    element = edition.element(tag)
    if element is None or tag in item:
        return False
    vr = element.vr.split(" or ")[0]
    item.add(DataElement(tag, vr, Sequence() if vr == "SQ" else None))
    return True


def _pad(item: Dataset, tag: int, edition: Edition, top: Dataset) -> bool:
    element = _raw(item, tag)
    if element is None or element.VR is None or not element.value:
        return False
    if element.VR not in TEXT and element.VR not in ("OB", "UN"):
        return False  # a number with an incomplete value cannot be repaired
    if len(element.value) % 2 == 0:
        return False
    _store(item, element, element.VR, element.value)
    return True


def _trim(item: Dataset, tag: int, edition: Edition, top: Dataset) -> bool:
    """Remove leading and trailing spaces if the value is valid without them."""
    element, known = _raw(item, tag), edition.element(tag)
    if element is None or known is None or not element.value:
        return False
    vr = element.VR or known.vr
    accepts = acceptor(vr, known.vm) if vr in _TRIMMED else None
    value = b"\\".join(part.strip(b" \0") for part in element.value.split(b"\\"))
    if accepts is None or value == element.value or not accepts(value):
        return False
    _store(item, element, vr, value)
    return True


_TRIMMED: Final = TEXT - UNDIVIDED - {"PN", "UC"}
"""VRs with insignificant leading and trailing spaces: PS3.5 Table 6.2-1."""


def _raw(item: Dataset, tag: int) -> RawDataElement | None:
    element = item.get_item(tag) if tag in item else None
    return element if isinstance(element, RawDataElement) else None


def _store(item: Dataset, element: RawDataElement, vr: str, value: bytes) -> None:
    """Set the bytes of an element, padded to an even length: PS3.5 6.2."""
    padding = b" " if vr in TEXT - {"UI"} else b"\0"
    value += padding * (len(value) % 2)
    item[element.tag] = element._replace(value=value, length=len(value))


def _complete_meta(item: Dataset, tag: int, edition: Edition, top: Dataset) -> bool:
    source = _META_SOURCES.get(tag)
    if source is not None and top.get(source):
        setattr(item, _META_KEYWORDS[tag], top.get(source))
        return True
    if tag == 0x00020001:
        item.FileMetaInformationVersion = b"\0\1"
        return True
    return False


_META_SOURCES: Final = {0x00020002: "SOPClassUID", 0x00020003: "SOPInstanceUID"}
_META_KEYWORDS: Final = {
    0x00020002: "MediaStorageSOPClassUID",
    0x00020003: "MediaStorageSOPInstanceUID",
}


def _rewrite(item: Dataset, tag: int, edition: Edition, top: Dataset) -> bool:
    """Change nothing: when pydicom writes the file, it sorts and counts."""
    return True


def _drop_group_length(item: Dataset, tag: int, edition: Edition, top: Dataset) -> bool:
    if tag & 0xFFFF or tag not in item:
        return False
    del item[Tag(tag)]
    return True


REPAIRS: Final = (
    Repair(
        "add-empty-type2",
        (codes.TYPE2_MISSING.name, codes.TYPE2C_MISSING.name),
        "Adds an absent type 2 attribute, or a required type 2C attribute, without a value.",
        "Both absent and empty mean that the value is unknown; only empty is valid.",
        _add_empty,
    ),
    Repair(
        "trim-blanks",
        (codes.VALUE_INVALID.name,),
        "Removes leading and trailing spaces if the value is valid without them.",
        "In these VRs leading and trailing spaces are not significant, or not valid.",
        _trim,
    ),
    Repair(
        "pad-to-even-length",
        (codes.VALUE_LENGTH.name,),
        "Pads a value of odd length with one byte.",
        "Padding is not part of the value.",
        _pad,
    ),
    Repair(
        "complete-file-meta",
        (codes.META_ELEMENT_MISSING.name,),
        "Copies SOP Class UID and SOP Instance UID from the data set to the file meta"
        " information, and adds its version.",
        "The UIDs must equal those of the data set, and there is only one version.",
        _complete_meta,
    ),
    Repair(
        "count-file-meta",
        (codes.META_LENGTH.name,),
        "Recalculates File Meta Information Group Length.",
        "The length is determined by the bytes that it counts.",
        _rewrite,
        rewrites=True,
    ),
    Repair(
        "sort-elements",
        (codes.ELEMENT_ORDER.name,),
        "Sorts the elements by tag.",
        "The order of elements is not significant.",
        _rewrite,
        rewrites=True,
    ),
    Repair(
        "drop-group-length",
        (codes.ATTRIBUTE_RETIRED.name,),
        "Removes retired group lengths (gggg,0000).",
        "They are retired, only count bytes, and would be wrong after other repairs.",
        _drop_group_length,
    ),
)
"""All repairs; the first one for a code is applied."""


def repair_of(finding: Finding) -> Repair | None:
    """Return the repair for a finding, or None. The repair itself may not apply."""
    if finding.tag is None:
        return None
    if finding.code == codes.ATTRIBUTE_RETIRED.name and finding.tag & 0xFFFF:
        return None
    for repair in REPAIRS:
        if finding.code in repair.codes:
            return repair
    return None
