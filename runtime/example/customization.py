"""Optional parts and values of an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple


class Customization(NamedTuple):
    """Parts and values to add to the minimal object, unless they are forbidden."""

    modules: frozenset[str] = frozenset()
    """Modules and functional group macros, by the names of their classes."""
    attributes: frozenset[str] = frozenset()
    """Attributes by path, as in findings: "RequestAttributesSequence[0].StudyID"."""
    items: Mapping[str, int] = {}
    """Numbers of items, by the path of the sequence."""
    values: Mapping[str, Any] = {}
    """Values, by path or by keyword."""


MINIMAL: Final = Customization()
