"""Values of Image Type and Frame Type: PS3.3 C.8.2.1.1.1, C.8.15.2.1.1.5, C.8.16.1."""

from __future__ import annotations

from typing import Final

from ....encoding.single_values import text_of, words_of
from ....findings import codes
from ...plan.rule import table_of
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import count_of
from ..subject import Subject

MULTI_ENERGY: Final = 0x00189361
IMAGE_TYPE: Final = 0x00080008
FRAME_TYPE: Final = 0x00089007

_SOP_CLASS: Final = 0x00080016

_SUMMARIES: Final = frozenset(
    {
        "C.8-79",  # Enhanced MR Image
        "C.8-88",  # MR Image Frame Type
        "C.8-102",  # MR Spectroscopy
        "C.8-104",  # MR Spectroscopy Frame Type
        "C.8-114",  # Enhanced CT Image
        "C.8-117",  # CT Image Frame Type
        "C.8.19.2-1",  # Enhanced XA/XRF Image
        "C.8.19.6-4",  # X-Ray Frame Pixel Data Properties
        "C.8.21.1-1",  # X-Ray 3D Image
        "C.8.21.5.1-1",  # X-Ray 3D Frame Type
        "C.8.22-3",  # Enhanced PET Image
        "C.8.22-10",  # PET Frame Type
        "C.8.27.2-1",  # Intravascular OCT Image
    }
)
"""Tables whose Image Type or Frame Type follows C.8.16.1, directly or through a section."""

_LEGACY: Final = frozenset(
    {
        "1.2.840.10008.5.1.4.1.1.2.2",
        "1.2.840.10008.5.1.4.1.1.4.4",
        "1.2.840.10008.5.1.4.1.1.128.1",
    }
)
"""Legacy Converted SOP classes, whose fourth value may be empty: C.8.16.1.4."""


def check_multi_energy(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report an Image Type without the value that names the multi-energy family."""
    multi_energy = text_of(scope.elements[tag]) == "YES"
    if not multi_energy or scope.parent is not None or subject.iod is None:
        return
    enhanced = bool(subject.iod.functional_group_uses)
    least = 5 if enhanced else 4
    have = count_of(scope.elements[IMAGE_TYPE]) if IMAGE_TYPE in scope.elements else 0
    if 0 < have < least:
        what = f"has {have} values; a multi-energy image has value {least}"
        section = "C.8.15.2.1.1.5" if enhanced else "C.8.2.1.1.1"
        reporter.add(
            codes.VM_WRONG, scope, IMAGE_TYPE, what, reference=f"PS3.3 {section}"
        )


def check_type_values(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a fifth value of an image that is not multi-energy, and empty values."""
    rows = scope.level.plan.sources.get(tag, ())
    if _SUMMARIES.isdisjoint(table_of(row.attribute) for row in rows):
        return
    top = scope.root.elements
    words = words_of(scope.elements[tag])
    energies = text_of(top.get(MULTI_ENERGY)) == "YES"
    if len(words) == 5 and not energies and not _has_stated_number(scope, tag):
        what = "has 5 values; only a multi-energy image has value 5"
        reporter.add(codes.VM_WRONG, scope, tag, what, reference="PS3.3 C.8.16.1")
    last = 3 if text_of(top.get(_SOP_CLASS)) in _LEGACY else 4
    empty = [n for n, word in enumerate(words[:last], start=1) if not word]
    if empty and any(words):
        what = f"value {empty[0]} is empty"
        section = f"PS3.3 C.8.16.1.{empty[0]}"
        reporter.add(codes.VALUE_EMPTY, scope, tag, what, reference=section)


def _has_stated_number(scope: Scope, tag: int) -> bool:
    """True if a row states a number of values, which is checked for all attributes."""
    rule = scope.rule(tag)
    vm = rule.values.vm if rule is not None and rule.values is not None else None
    return vm is not None and vm[0] == "4"
