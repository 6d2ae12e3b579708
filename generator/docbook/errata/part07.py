"""Errata of PS3.7, in tables and names of statuses."""

from __future__ import annotations

from typing import Final

from .erratum import Erratum

MESSAGE_ERRATA: Final = (
    Erratum(
        part=7,
        printed="Number of Complete Sub-operations",
        correct="Number of Completed Sub-operations",
        reason="the command dictionary and Table 9.1-4 have Completed",
        seen_in=("2013",),
        column="Message Field",
    ),
    Erratum(
        part=7,
        printed="Invalid Object Instance",
        correct="Invalid SOP Instance",
        reason="the name of the status in the lists of the services",
        seen_in=("2013", "2014a", "2018a"),
    ),
)
