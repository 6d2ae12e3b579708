"""Evaluates single conditions on the data sets and items of one object."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from ...conditions import Test, compiled, parse
from ...encoding.files import TRANSFER_SYNTAX
from ...encoding.readings import Elements
from ..plan.scope import Scope
from ..views import ItemView, Names
from .facts import Facts


@cache
def _test(condition: str) -> Test:
    return compiled(parse(condition))


class Evaluation:
    """The conditions of one object, evaluated on lazy views of it.

    Args:
        meta: The file meta information; the top level view has its transfer syntax.
    """

    def __init__(
        self, facts: Facts, names: Names, meta: Elements = MappingProxyType({})
    ) -> None:
        self.facts = facts
        self._names = names
        syntax = meta.get(TRANSFER_SYNTAX)
        self._meta: Elements = {} if syntax is None else {TRANSFER_SYNTAX: syntax}
        self._views: list[ItemView] = []

    def view(self, scope: Scope) -> ItemView:
        """Return the view of a data set or item."""
        if scope.view is None:
            if scope.parent is None or scope.step is None:
                elements = {**self._meta, **scope.elements}
                view = ItemView(elements, None, "", None, None, self._names)
            else:
                sequence, index = scope.step
                view = ItemView(
                    scope.elements,
                    self.view(scope.parent),
                    self._names.keyword(sequence),
                    index + 1,
                    scope.siblings,
                    self._names,
                )
            scope.view = view
            self._views.append(view)
        return scope.view

    def holds(self, scope: Scope, condition: str) -> bool | None:
        """Evaluate a condition for a data set or item; None if it is unknown."""
        return _test(condition)(self.view(scope), self.facts)

    def number(self, scope: Scope, keyword: str) -> int | None:
        """Return the number in an attribute, in the item or the nearest enclosing one.

        Of a sequence, the number of its items; None if there is no number.
        """
        view: ItemView | None = self.view(scope)
        while view is not None:
            found = view.get(keyword)
            if found is not None:
                if found.items:
                    return len(found.items)
                number = found.values[0] if found.values else ""
                return int(number) if str(number).isdecimal() else None
            view = view.parent
        return None

    def close(self) -> None:
        """Release all views: those of an item and of its elements refer to each other."""
        for view in self._views:
            view.forget()
