"""References of definitions to sections and tables of the standard."""

from __future__ import annotations

from ..tables.descriptions import Attribute, Definition


def name_of(definition: type[Definition]) -> str:
    """Return the name of the table of a definition; empty if it has none."""
    try:
        return definition.origin().name
    except LookupError:
        return ""


def reference_of(definition: type[Definition]) -> str:
    """Return the reference of a class: "PS3.3 C.7.3.1 Table C.7-5a"; empty if no table defines it."""
    try:
        return str(definition.origin())
    except LookupError:
        return ""


def is_retired(attribute: Attribute) -> bool:
    """True if the table of an attribute is retired."""
    try:
        return attribute.owner.origin().is_retired
    except LookupError:
        return False


def table_of(attribute: Attribute) -> str:
    """Return the name of the table that lists an attribute; empty if none does."""
    try:
        return attribute.owner.origin().table
    except LookupError:
        return ""
