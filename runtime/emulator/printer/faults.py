"""Faults of the printer, on request, to test clients with them."""

from __future__ import annotations

from typing import Final, NamedTuple


class Fault(NamedTuple):
    """A fault, with its effects."""

    summary: str
    status: str = "NORMAL"
    """Printer Status: PS3.3 C.13.9."""
    info: str = "NORMAL"
    """Printer Status Info or Execution Status Info: PS3.3 C.13.9.1."""
    fails_jobs: bool = False
    """True if print jobs fail."""
    holds_jobs: bool = False
    """True if print jobs stay PENDING."""
    fills_queue: bool = False
    """True if print requests are refused because the queue is full."""
    refuses_images: bool = False
    """True if images are refused because there is no memory."""


FAULTS: Final = {
    "out-of-film": Fault(
        "the supply is empty, and jobs wait",
        status="FAILURE",
        info="SUPPLY EMPTY",
        holds_jobs=True,
    ),
    "film-jam": Fault(
        "a film is jammed, and jobs fail",
        status="FAILURE",
        info="FILM JAM",
        fails_jobs=True,
    ),
    "low-supply": Fault(
        "the supply is low, and jobs are printed", status="WARNING", info="SUPPLY LOW"
    ),
    "job-fails": Fault(
        "jobs fail, and the printer is NORMAL",
        info="INVALID PAGE DES",
        fails_jobs=True,
    ),
    "queue-full": Fault("print requests are refused", fills_queue=True),
    "no-memory": Fault("images are refused", refuses_images=True),
}
"""By name."""

NO_FAULT: Final = Fault("")
