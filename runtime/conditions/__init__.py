"""Conditions: "Required if …" as expressions over an object, in three-valued logic."""

from .evaluation import Test, compiled, evaluate
from .expressions import Expression, Place, Scope, Unknown
from .language import ExpressionError, parse
from .places import Found, Knowledge, Truth, View
from .requirement import Judge, Otherwise, Requirement, Verdict

__all__ = [
    "Expression",
    "ExpressionError",
    "Found",
    "Judge",
    "Knowledge",
    "Otherwise",
    "Place",
    "Requirement",
    "Scope",
    "Test",
    "Truth",
    "Unknown",
    "Verdict",
    "View",
    "compiled",
    "evaluate",
    "parse",
]
