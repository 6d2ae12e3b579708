"""The kinds of the attributes to which pointers refer: values of VR AT."""

from __future__ import annotations

from functools import cached_property

from ...tables.editions import Edition
from ...tables.sites import TOP, Sites, sites


class Pointers:
    """Determines the kind of an attribute from the definitions of an edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def keyword(self, tag: str) -> str:
        """Return the keyword of a tag, eight hexadecimal digits; empty if not registered."""
        row = self._edition.elements.get(_number(tag))
        return "" if row is None else row[2]

    def is_of_kind(self, tag: str, kind: str) -> bool | None:
        """Return whether a tag is of a kind of `Points.KINDS`; None if it may be or not."""
        row = self._edition.elements.get(_number(tag))
        if row is None:
            return None
        if kind == "sequence":
            return row[0] == "SQ"
        if kind == "code-sequence":
            return self._has_codes(row[2]) if row[0] == "SQ" else False
        return (
            self._is_grouped(row[2]) if kind == "grouped" else self._is_nested(row[2])
        )

    def _has_codes(self, keyword: str) -> bool | None:
        """Return whether items of a sequence are codes; None if no table has it."""
        tables = (self._modules, self._groups)
        if any(keyword in table.get("CodeValue", ()) for table in tables):
            return True
        return False if any(keyword in table for table in tables) else None

    def _is_grouped(self, keyword: str) -> bool | None:
        if keyword not in self._groups:
            return False
        return None if keyword in self._modules else True

    def _is_nested(self, keyword: str) -> bool | None:
        """Return whether only sequence items have an attribute; None if others do too."""
        found = self._modules.get(keyword)
        if found is None or keyword in self._groups:
            return None
        if TOP not in found:
            return True
        return None if len(found) > 1 else False

    @cached_property
    def _modules(self) -> Sites:
        return sites((each, TOP) for each in self._edition.definitions("modules"))

    @cached_property
    def _groups(self) -> Sites:
        groups = self._edition.definitions("functional_groups")
        return sites((each, TOP) for each in groups)


def _number(tag: str) -> int:
    try:
        return int(tag, 16)
    except ValueError:
        return -1
