"""Conditions: when an attribute, an inclusion, a module or a macro is required.

Source: PS3.5 7.4 (data element types), PS3.3 A.1.3 (usage of modules).
"""

from __future__ import annotations

from attrs import Attribute, field, frozen
from attrs.validators import optional

from iodize.conditions import ExpressionError, Otherwise, parse

__all__ = ["Condition", "Otherwise"]


def _is_formal(_: object, __: Attribute[str], text: str) -> None:
    """Check that a text is written in the language of conditions."""
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
    """When it may be present though it is not required."""
    forbidden: str | None = field(default=None, validator=FORMAL)
    """When it shall not be present, whatever else holds."""
    otherwise: Otherwise = Otherwise.UNSPECIFIED
    """What holds where it is not required."""
