"""Where the standard has a definition."""

from __future__ import annotations

from ..definitions import Attribute, Definition


def name_of(definition: type[Definition]) -> str:
    """Return what the standard calls the table of a definition; empty if it has none."""
    try:
        return definition.origin().name
    except LookupError:
        return ""


def reference_of(definition: type[Definition]) -> str:
    """Return where the standard defines a class; empty where no table does."""
    try:
        return str(definition.origin())
    except LookupError:
        return ""


def table_of(attribute: Attribute) -> str:
    """Return the table whose row an attribute is; empty where no table has it."""
    try:
        return attribute.owner.origin().table
    except LookupError:
        return ""
