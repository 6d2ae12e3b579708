"""The repairs, each with the findings that it answers and the reason why it is safe.

A repair is safe if whoever reads the object learns nothing from it that the object did
not say before. So there is none for a type 1 attribute without a value, for a value
that is not enumerated, for an attribute that does not belong: only those who made the
object know what was meant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag

from ..editions import Edition
from ..validation import codes
from ..validation.findings import Finding
from ..validation.values import TEXT, UNDIVIDED, acceptor

Apply = Callable[[Dataset, int, Edition, Dataset], bool]
"""Changes the element of a tag in a data set or item; returns whether it did.

The last argument is the data set at the top.
"""


class Repair(NamedTuple):
    """One kind of repair."""

    name: str
    codes: tuple[str, ...]
    """Codes of the findings that it answers."""
    what: str
    safe: str
    """Why it is."""
    apply: Apply
    rewrites: bool = False
    """Whether it has the file written anew, and changes no element by itself."""


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
        return False  # a number with half a value cannot be put right
    if len(element.value) % 2 == 0:
        return False
    _store(item, element, element.VR, element.value)
    return True


def _trim(item: Dataset, tag: int, edition: Edition, top: Dataset) -> bool:
    """Take away leading and trailing blanks, if that is all that is wrong."""
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
"""VRs in which blanks around a value mean nothing: PS3.5 Table 6.2-1."""


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
    """Do nothing but have the file written: pydicom counts and sorts anew."""
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
        "Adds an absent attribute of type 2, or 2C where it is required, without a value.",
        "Absent and empty say the same, that the value is not known; only empty is legal.",
        _add_empty,
    ),
    Repair(
        "trim-blanks",
        (codes.VALUE_INVALID.name,),
        "Takes away blanks around a value, where the value is legal without them.",
        "In these VRs leading and trailing blanks carry no meaning; a UID has none.",
        _trim,
    ),
    Repair(
        "pad-to-even-length",
        (codes.VALUE_LENGTH.name,),
        "Adds the one byte of padding that a value of odd length lacks.",
        "Padding is no part of the value.",
        _pad,
    ),
    Repair(
        "complete-file-meta",
        (codes.META_ELEMENT_MISSING.name,),
        "Copies SOP Class and SOP Instance UID from the data set into the file meta"
        " information, and states its version.",
        "The elements repeat what the data set says; there is but one version.",
        _complete_meta,
    ),
    Repair(
        "count-file-meta",
        (codes.META_LENGTH.name,),
        "Counts File Meta Information Group Length anew.",
        "The length follows from the bytes that it counts.",
        _rewrite,
        rewrites=True,
    ),
    Repair(
        "sort-elements",
        (codes.ELEMENT_ORDER.name,),
        "Writes the elements in the order of their tags.",
        "The order of elements carries no meaning.",
        _rewrite,
        rewrites=True,
    ),
    Repair(
        "drop-group-length",
        (codes.ATTRIBUTE_RETIRED.name,),
        "Leaves out retired group lengths (gggg,0000).",
        "They count bytes, are retired, and would be wrong after any other repair.",
        _drop_group_length,
    ),
)
"""All repairs, in the order in which they are tried."""


def repair_of(finding: Finding) -> Repair | None:
    """Return the repair that answers a finding; it may find that it cannot."""
    if finding.tag is None:
        return None
    if finding.code == codes.ATTRIBUTE_RETIRED.name and finding.tag & 0xFFFF:
        return None
    for repair in REPAIRS:
        if finding.code in repair.codes:
            return repair
    return None
