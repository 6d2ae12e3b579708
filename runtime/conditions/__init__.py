"""Conditions: "Required if …" as expressions over an object, in three-valued logic."""

from .evaluation import Found, Knowledge, Truth, View, evaluate
from .expressions import Expression, Place, Scope, Unknown
from .language import ExpressionError, parse
from .requirement import Otherwise, Requirement, Verdict

__all__ = [
    "Expression",
    "ExpressionError",
    "Found",
    "Knowledge",
    "Otherwise",
    "Place",
    "Requirement",
    "Scope",
    "Truth",
    "Unknown",
    "Verdict",
    "View",
    "evaluate",
    "parse",
]
