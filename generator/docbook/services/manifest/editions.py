"""The editions that the manifest was made with, and what only some of them have."""

from __future__ import annotations

EDITIONS = ("2013", "2022d", "2023a")
"""All their tables are declared."""

TODAY = ("2022d", "2023a")
"""Editions in which everything that is declared is found, and as it is declared."""

FURTHER_STATUSES = {
    # Storage of hanging protocols and of color palettes; now Table GG.4-1.
    "2013": ("T.4-1", "W.4-1"),
}
"""Tables of statuses that no SOP class of today has."""
