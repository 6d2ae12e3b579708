"""The manifest: assigns tables of PS3.4 to SOP classes, services, sides and messages.

The XML does not contain the assignment: captions are not unique, sections mention services
in prose, and tables do not state whether they describe a request or a reply. `coverage`
compares the manifest with every edition.
"""

from .declaring import Declaration, DeclaredOperation, DeclaredStates
from .normalized import NORMALIZED
from .printing import PRINTING
from .procedure_steps import PROCEDURE_STEPS
from .queries import QUERIES
from .unified import UNIFIED

__all__ = [
    "DECLARED",
    "UNTYPED",
    "Declaration",
    "DeclaredOperation",
    "DeclaredStates",
]

DECLARED: tuple[Declaration, ...] = (
    Declaration("Verification", "1.2.840.10008.1.1", "verification", "A.4").having(
        # Statuses: PS3.7 9.1.5.1.4.
        DeclaredOperation("C-ECHO", "M/M", "A.4"),
    ),
    *QUERIES,
    *PROCEDURE_STEPS,
    *UNIFIED,
    *NORMALIZED,
    *PRINTING,
)

UNTYPED = {
    # C.6.4.2: the request may have them.
    "C.6.4.2-1": "3",
}
"""Tables without a requirement column, with the requirement that the section states."""
