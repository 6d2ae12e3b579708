"""Slips of PS3.7; where there is no table, the section's label stands for it."""

from __future__ import annotations

from .slips import Erratum

MESSAGE_ERRATA: tuple[Erratum, ...] = (
    Erratum(
        part=7,
        table="9.3-10",
        printed="Number of Complete Sub-operations",
        correct="Number of Completed Sub-operations",
        reason="the command dictionary and Table 9.1-4 have Completed",
        editions=("2013",),
    ),
    Erratum(
        part=7,
        table="C.5.12",
        printed="Invalid Object Instance",
        correct="Invalid SOP Instance",
        reason="the lists of the services call the status so",
        editions=("2013",),
    ),
    Erratum(
        part=7,
        table="10.1.4.1.10",
        printed="No such Action (",
        correct="No such Action Type (",
        reason="Annex C calls the status so",
        editions=("2025e",),
    ),
    Erratum(
        part=7,
        table="10.1.4.1.10",
        printed="no such action:",
        correct="no such action type:",
        reason="Annex C calls the status so",
        editions=("2013",),
    ),
)
