"""Which table of PS3.4 belongs to which SOP class, service, side and message.

The XML does not say: captions repeat, sections name services in prose, and whether a table
describes a request or its reply stands nowhere. So it is declared here, SOP class by SOP
class, and `coverage` compares it with every edition that is read.
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
"""Tables without a requirement column, and what the section around asks of their rows."""
