"""A code: one kind of finding."""

from __future__ import annotations

from typing import NamedTuple

from ..finding import Severity


class Code(NamedTuple):
    """One kind of finding."""

    name: str
    severity: Severity
    explanation: str
    reference: str = ""
    """The section or table of the standard; empty if each finding cites its own."""


def error(name: str, explanation: str, reference: str = "") -> Code:
    return Code(name, Severity.ERROR, explanation, reference)


def warning(name: str, explanation: str, reference: str = "") -> Code:
    return Code(name, Severity.WARNING, explanation, reference)


def info(name: str, explanation: str, reference: str = "") -> Code:
    return Code(name, Severity.INFO, explanation, reference)
