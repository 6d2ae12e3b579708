"""Parser of the formal text of conditions.

The grammar is a small part of Python's own: comparisons, `in`, calls, `and`, `or`, `not`.
"""

from __future__ import annotations

import ast
from functools import cache

from ..errors import IodizeError
from .expressions import (
    And,
    Closed,
    Coded,
    Compares,
    Differs,
    Expression,
    Flat,
    Inside,
    Is,
    IsOther,
    Not,
    Or,
    Place,
    Points,
    Position,
    Present,
    Private,
    Referenced,
    Relative,
    Same,
    Scope,
    Some,
    Unknown,
    Used,
    Valued,
)

_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
}
_SCOPES = {str(scope): scope for scope in Scope}


class ExpressionError(IodizeError):
    """A text is not a valid condition."""

    hint = 'for example: present(KVP) and ImageType[1] == "ORIGINAL"'

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(text, problem)
        self.text = text
        self.problem = problem

    def __str__(self) -> str:
        return f"not a valid condition: {self.text!r}: {self.problem}"


@cache
def parse(text: str) -> Expression:
    """Parse a formal text into an expression.

    Raises:
        ExpressionError: The text does not follow the grammar of conditions.
    """
    try:
        return _expression(ast.parse(text, mode="eval").body)
    except SyntaxError as error:
        raise ExpressionError(text, error.msg) from error
    except _NotUnderstood as error:
        raise ExpressionError(text, str(error)) from error


class _NotUnderstood(Exception):  # noqa: N818 - never leaves this file
    pass


def _expression(node: ast.expr) -> Expression:
    match node:
        case ast.BoolOp(ast.And(), values):
            return And(tuple(map(_expression, values)))
        case ast.BoolOp(ast.Or(), values):
            return Or(tuple(map(_expression, values)))
        case ast.UnaryOp(ast.Not(), operand):
            return Not(_expression(operand))
        case ast.Compare(left, [operator], [right]):
            return _comparison(left, operator, right)
        case ast.Call(ast.Name(name), arguments, []):
            return _call(name, arguments)
    raise _NotUnderstood(f"{ast.unparse(node)!r}")


def _comparison(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Expression:
    match left, operator, right:
        case ast.Subscript(place, ast.Constant(int(number))), ast.Eq() | ast.In(), _:
            return Is(_place(place), _strings(right), number)
        case _, ast.Eq(), ast.Name() | ast.Attribute():
            return Same(_place(left), _place(right))
        case _, ast.Eq(), ast.Constant(str()):
            return Is(_place(left), _strings(right))
        case _, ast.In(), ast.Tuple():
            return Is(_place(left), _strings(right))
        case (_, ast.NotEq(), ast.Constant(str())) | (_, ast.NotIn(), ast.Tuple()):
            return IsOther(_place(left), _strings(right))
        case ast.Call(ast.Name("count"), [place], []), _, _:
            return Compares(
                _place(place), _OPERATORS[type(operator)], _number(right), True
            )
    if type(operator) not in _OPERATORS:
        raise _NotUnderstood(f"operator {type(operator).__name__}")
    return Compares(_place(left), _OPERATORS[type(operator)], _number(right))


def _call(name: str, arguments: list[ast.expr]) -> Expression:
    match name, arguments:
        case "present", [place]:
            return Present(_place(place))
        case "valued", [place]:
            return Valued(_place(place))
        case "closed", [place]:
            return Closed(_place(place))
        case "differs", [place]:
            return Differs(_place(place))
        case "flat", [place]:
            return Flat(_place(place))
        case "private", [place]:
            return Private(_place(place))
        case "relative", [place]:
            return Relative(_place(place))
        case "points", [place, ast.Constant(str(kind))] if kind in Points.KINDS:
            return Points(_place(place), kind)
        case ("first" | "last"), []:
            return Position(name)
        case ("first" | "last"), [ast.Name(sequence)]:
            return Position(name, sequence)
        case "inside", [ast.Name(sequence)]:
            return Inside(sequence)
        case ("module" | "group"), [ast.Constant(str(used))]:
            return Used(used, name == "group")
        case "unknown", [ast.Constant(str(reason))]:
            return Unknown(reason)
        case "some", [sequence, condition]:
            return Some(_place(sequence), _expression(condition))
        case "referenced", [reference, number, condition]:
            return _referenced(_place(reference), _place(number), condition)
        case "coded", [place, *codes]:
            return Coded(_place(place), tuple(map(_code, codes)))
    raise _NotUnderstood(f"function {name!r} with {len(arguments)} arguments")


def _referenced(reference: Place, number: Place, condition: ast.expr) -> Expression:
    if not number.within:
        raise _NotUnderstood(f"{number} is not in a sequence")
    return Referenced(reference, number, _expression(condition))


def _place(node: ast.expr) -> Place:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise _NotUnderstood(f"{ast.unparse(node)!r} is not an attribute")
    first, *others = (node.id, *reversed(names))
    if first in _SCOPES and others:
        *within, keyword = others
        return Place(keyword, _SCOPES[first], tuple(within))
    *within, keyword = (first, *others)
    return Place(keyword, Scope.ITEM, tuple(within))


def _strings(node: ast.expr) -> tuple[str, ...]:
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return tuple(_string(part) for part in parts)


def _string(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise _NotUnderstood(f"{ast.unparse(node)} is not a string")


def _number(node: ast.expr) -> float:
    try:
        value = ast.literal_eval(node)
    except ValueError as error:
        raise _NotUnderstood(f"{ast.unparse(node)} is not a number") from error
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise _NotUnderstood(f"{ast.unparse(node)} is not a number")


def _code(node: ast.expr) -> tuple[str, str]:
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        return _string(node.elts[0]), _string(node.elts[1])
    raise _NotUnderstood(f"{ast.unparse(node)} is not a code")
