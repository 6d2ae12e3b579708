"""What judges a condition: its parsed form, and what is known beside the object."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import cast

from ..conditions import Expression, Judge, Otherwise, Requirement, parse
from ..conditions.expressions import Used
from ..conditions.facts import FILE_FACTS
from ..conditions.order import cheapest_first
from ..definitions import Definition, When
from ..editions import Edition
from .layouts import Layouts


@cache
def requirement_of(when: When) -> Requirement:
    """Return a condition of a definition, parsed, its cheapest parts first."""

    def expression(text: str | None) -> Expression | None:
        return None if text is None else cheapest_first(parse(text))

    return Requirement(
        expression(when.required),
        expression(when.permitted),
        expression(when.forbidden),
        Otherwise(when.otherwise),
    )


@cache
def judge_of(when: When) -> Judge:
    """Return a condition of a definition, compiled."""
    return Judge(requirement_of(when))


class Facts:
    """What evaluation takes from the edition and from the user."""

    def __init__(self, edition: Edition, facts: Mapping[str, bool]) -> None:
        self._edition = edition
        self._facts = {**FILE_FACTS, **facts}
        self.storage_classes = edition.sop_classes.keys()
        """UIDs of the classes of composite instances."""
        self._telling: dict[Used, frozenset[str]] = {}
        self.layouts = Layouts()
        """What the tags of objects have decided so far."""

    def fact(self, reason: str) -> bool | None:
        """Return what is known of something that the object does not tell."""
        return self._facts.get(reason)

    def telling(self, used: Used) -> frozenset[str]:
        """Return the attributes that tell of a module: mandatory ones, if it has any."""
        if used not in self._telling:
            folder = "functional_groups" if used.group else "modules"
            package = import_module(f"{self._edition.package}.{folder}")
            definition = cast(type[Definition], getattr(package, used.name))
            attributes = definition.attributes().values()
            mandatory = [a.keyword for a in attributes if a.type in ("1", "2")]
            self._telling[used] = frozenset(
                mandatory or [a.keyword for a in attributes]
            )
        return self._telling[used]
