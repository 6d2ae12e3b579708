"""Conditions that a person compared with the text of the standard.

A row of `<edition>.tsv` is one pair of text and expression. The text itself is not in the
repository, only its hash. A condition of another edition is not audited if its text, or the
expression that was read from it, differs from all audited pairs.
"""

from .findings import Finding, Verdict, audited, read_findings, write_findings
from .readings import Reading, readings

__all__ = [
    "Finding",
    "Reading",
    "Verdict",
    "audited",
    "read_findings",
    "readings",
    "write_findings",
]
