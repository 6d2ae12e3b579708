"""Conditions: when an attribute, an inclusion, a module or a macro is required.

Source: PS3.5 7.4 (data element types), PS3.3 A.1.3 (usage of modules).
"""

from __future__ import annotations

from attrs import Attribute, field, frozen
from attrs.validators import optional

from iodize.conditions import ExpressionError, Otherwise, Unknown, parse
from iodize.conditions.expressions import NOT_UNDERSTOOD

__all__ = ["UNREAD", "Condition", "Otherwise", "Worded"]


def _is_formal(_: object, __: Attribute[str], text: str) -> None:
    """Check that a text is a valid condition."""
    try:
        parse(text)
    except ExpressionError as error:
        raise ValueError(str(error)) from error


FORMAL = optional(_is_formal)


@frozen
class Condition:
    """The condition of one row, in formal text: see `iodize.conditions`."""

    required: str | None = field(default=None, validator=FORMAL)
    """When it shall be present: `present(PixelData)`."""
    permitted: str | None = field(default=None, validator=FORMAL)
    """When it may be present although it is not required."""
    forbidden: str | None = field(default=None, validator=FORMAL)
    """When it shall not be present; takes precedence over the other conditions."""
    otherwise: Otherwise = Otherwise.UNSPECIFIED
    """The requirement if it is not required."""


UNREAD = Condition(required=str(Unknown(NOT_UNDERSTOOD)))
"""The condition of a row whose text was not understood."""


@frozen
class Worded(Condition):
    """A condition as text, until `generator/conditions` converts it to formal text.

    Its meaning depends on other tables, which determine the places of its attributes. A
    finished model does not contain any.
    """

    words: str = ""
    needed: bool = True
    """Whether the row must have a condition: types 1C and 2C, usage C."""
