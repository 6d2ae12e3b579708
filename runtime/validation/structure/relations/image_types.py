"""Values of Image Type that multi-energy CT needs: PS3.3 C.8.2.1.1.1, C.8.15.2.1.1.5."""

from __future__ import annotations

from typing import Final

from ....encoding.single_values import text_of
from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import count_of
from ..subject import Subject

MULTI_ENERGY: Final = 0x00189361

_IMAGE_TYPE: Final = 0x00080008


def check_multi_energy(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report an Image Type without the value that names the multi-energy family."""
    multi_energy = text_of(scope.elements[tag]) == "YES"
    if not multi_energy or scope.parent is not None or subject.iod is None:
        return
    enhanced = bool(subject.iod.functional_group_uses)
    least = 5 if enhanced else 4
    have = count_of(scope.elements[_IMAGE_TYPE]) if _IMAGE_TYPE in scope.elements else 0
    if 0 < have < least:
        what = f"has {have} values; a multi-energy image has value {least}"
        section = "C.8.15.2.1.1.5" if enhanced else "C.8.2.1.1.1"
        reporter.add(
            codes.VM_WRONG, scope, _IMAGE_TYPE, what, reference=f"PS3.3 {section}"
        )
