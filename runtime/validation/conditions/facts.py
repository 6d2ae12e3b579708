"""Context for evaluating conditions: the edition and user-supplied facts."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import cast

from ...conditions.expressions import Expression, Scope, Used
from ...conditions.facts import FILE_FACTS
from ...rules.uses import use_of
from ...tables.descriptions import Definition
from ...tables.editions import Edition
from .pointers import Pointers


class Facts:
    """Facts that an object does not contain.

    Args:
        facts: User-supplied facts, by the names of `iodize.conditions.facts.FACTS`.
    """

    def __init__(self, edition: Edition, facts: Mapping[str, bool]) -> None:
        self._edition = edition
        self._facts = {**FILE_FACTS, **facts}
        self.storage_classes = edition.sop_classes.keys()
        """UIDs of the SOP classes of composite instances."""
        self._uses: dict[tuple[Used, str | None], Expression] = {}
        self._pointers = Pointers(edition)

    def fact(self, reason: str) -> bool | None:
        """Return the value of a fact; None if it is unknown."""
        return self._facts.get(reason)

    def keyword(self, tag: str) -> str:
        """Return the keyword of a tag, eight hexadecimal digits; empty if not registered."""
        return self._pointers.keyword(tag)

    def points(self, tag: str, kind: str) -> bool | None:
        """Return whether a tag is of a kind of `Points.KINDS`; None if it may be or not."""
        return self._pointers.is_of_kind(tag, kind)

    def use_of(self, used: Used, sop_class_uid: str) -> Expression:
        """Return the condition under which a module or functional group is in use."""
        keyword = self._edition.sop_classes.get(sop_class_uid)
        key = used, keyword
        if key not in self._uses:
            folder = "functional_groups" if used.group else "modules"
            package = import_module(f"{self._edition.package}.{folder}")
            definition = cast(type[Definition], getattr(package, used.name))
            iod = None if keyword is None else self._edition.iod(keyword)
            scope = Scope.FRAME if used.group else Scope.TOP
            self._uses[key] = use_of(definition, iod, scope)
        return self._uses[key]
