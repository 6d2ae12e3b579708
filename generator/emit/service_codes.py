"""Coded entries of PS3.4 that are not asked for as PS3.3 does: the names of their classes."""

from __future__ import annotations

from typing import Final

CODED_ENTRIES: Final = {
    # Named as PS3.4 captions them, in short: "Enhanced SCU/SCP Coded Entry Macro with SCU
    # Support, Matching Key Support and Mandatory Meaning".
    "8-1a-match": "EnhancedCodeKeys",
    "8-1b-match": "BasicCodeKeys",
    "8-2a-match": "EnhancedOptionalCodeKeys",
    "8-2b-match": "BasicOptionalCodeKeys",
    "8-3a-match": "EnhancedReturnedCodeKeys",
    "8-3b-match": "BasicReturnedCodeKeys",
    "8-4a-match": "EnhancedNamedCodeKeys",
    "8-4b-match": "BasicNamedCodeKeys",
    "C.6-2a-match": "EnhancedQueryCodeKeys",
    "C.6-2b-match": "BasicQueryCodeKeys",
    "CC.2.5-2a-match": "WorkitemCodeKeys",
    "8-2a-return": "EnhancedOptionalCode",
    "8-2b-return": "BasicOptionalCode",
    "8-5a-return": "EnhancedProvidedCode",
    "8-5b-return": "BasicProvidedCode",
    "C.6-2a-return": "EnhancedQueryCode",
    "C.6-2b-return": "BasicQueryCode",
    "F.7.2-1e-N-CREATE": "EnhancedPerformedCode",
    "F.7.2-1f-N-CREATE": "BasicPerformedCode",
    "F.7.2-1e-N-SET": "EnhancedChangedCode",
    "F.7.2-1f-N-SET": "BasicChangedCode",
}
"""The classes of coded entries that differ from PS3.3's, by table and column."""


def coded_entry(table: str, column: str) -> str:
    """Return the label of the class that a coded entry macro of PS3.4 has for a column."""
    return f"{table}-{column}"


def table_of(label: str) -> tuple[str, str]:
    """Return the table and the column of the label of a coded entry."""
    for column in ("N-CREATE", "N-SET"):
        if label.endswith(f"-{column}"):
            return label.removesuffix(f"-{column}"), column
    table, _, column = label.rpartition("-")
    return table, column
