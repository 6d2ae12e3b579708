"""Relationships of structured reports that may be conveyed by reference, by IOD.

The constraint tables of PS3.3 A.35 have no column for this; the rules are in the sections
around them. IODs without such a rule are not listed and not checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class ByReference(NamedTuple):
    """The rule of an IOD for relationships by reference."""

    section: str
    """"A.35.1.3.1.2", of PS3.3."""
    allowed: frozenset[str] | None = frozenset()
    """Relationship types; None for all except `forbidden`."""
    forbidden: frozenset[str] = frozenset()
    to_ancestors: bool = True
    """Whether an item may refer to its ancestors."""

    def allows(self, relationship: str) -> bool:
        """True if a relationship type may be conveyed by reference."""
        if self.allowed is not None:
            return relationship in self.allowed
        return relationship not in self.forbidden


_BY_VALUE_ONLY: Final = frozenset({"HAS CONCEPT MOD", "CONTAINS"})

BY_REFERENCE: Final[Mapping[str, ByReference]] = {
    "BasicTextSR": ByReference("A.35.1.3.1.2"),
    "EnhancedSR": ByReference("A.35.2.3.1.2"),
    "ComprehensiveSR": ByReference("A.35.3.3.1.2", None, _BY_VALUE_ONLY, False),
    "KeyObjectSelectionDocument": ByReference("A.35.4.3.1.2"),
    "MammographyCADSR": ByReference(
        "A.35.5.3.1.3", frozenset({"INFERRED FROM", "HAS PROPERTIES", "SELECTED FROM"})
    ),
    "ChestCADSR": ByReference(
        "A.35.6.3.1.3", frozenset({"INFERRED FROM", "HAS PROPERTIES", "SELECTED FROM"})
    ),
    "ProcedureLog": ByReference("A.35.7.3.1.4"),
    "SpectaclePrescriptionReport": ByReference("A.35.9.3.1.2"),
    "ColonCADSR": ByReference(
        "A.35.10.3.1.3", frozenset({"INFERRED FROM", "HAS ACQ CONTEXT"})
    ),
    "MacularGridThicknessAndVolumeReport": ByReference("A.35.11.3.1.2"),
    "Comprehensive3DSR": ByReference("A.35.13.3.1.2", None, _BY_VALUE_ONLY, False),
    "ExtensibleSR": ByReference("A.35.15.3.1.2", None, to_ancestors=False),
    "AcquisitionContextSR": ByReference("A.35.16.3.1.2"),
    "SimplifiedAdultEchoSR": ByReference("A.35.17.3.1.3"),
    "RenditionSelectionDocument": ByReference("A.35.21.3.1.2"),
}
"""By keyword of the IOD, in the order of the standard."""
