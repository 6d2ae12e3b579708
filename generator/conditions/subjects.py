"""The subjects of a predicate, and what "and", "or" and commas between them mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from lark.lexer import Token as LarkToken

from iodize.conditions.expressions import And, Expression, Not, Or, Place


class Subject:
    """The subject of a predicate: an attribute, or one of its values.

    Args:
        look_up: Converts the predicate's condition of an item to that of a reference.
    """

    def __init__(
        self,
        place: Place,
        number: int | None = None,
        look_up: Callable[[Expression], Expression] | None = None,
    ) -> None:
        self.place = place
        self.number = number
        self._look_up = look_up

    def meets(self, predicate: Callable[[Subject], Expression]) -> Expression:
        """Return the condition that this subject satisfies a predicate."""
        condition = predicate(self)
        return condition if self._look_up is None else self._look_up(condition)


class About:
    """Several subjects, of which all or one must satisfy the predicate."""

    def __init__(
        self,
        subjects: Sequence[Subject | About],
        all_of_them: bool,
        either: bool = False,
    ) -> None:
        self._subjects = subjects
        self._all_of_them = all_of_them
        self._either = either

    @classmethod
    def of(cls, parts: Sequence[Any]) -> About:
        """Group subjects by the words between them.

        A comma before "and" or "or" separates groups; without commas, "and" binds tighter.
        """
        either = any(_is_type(part, "EITHER") for part in parts)
        parts = [part for part in parts if not _is_type(part, "EITHER")]
        words = {p.type for p in parts if isinstance(p, LarkToken)}
        both = words & {"AND", "COMMA_AND"} and words & {"OR", "COMMA_OR"}
        if not both:
            subjects = [part for part in parts if isinstance(part, Subject)]
            return cls(subjects, bool(words & {"AND", "COMMA_AND"}), either)
        outer = words & {"COMMA_AND", "COMMA_OR"} or {"OR"}
        groups: list[list[Any]] = [[]]
        for part in parts:
            if isinstance(part, LarkToken) and part.type in outer:
                groups.append([])
            else:
                groups[-1].append(part)
        return cls([*map(cls.of, groups)], "COMMA_AND" in outer, either)

    def are(self, predicate: Callable[[Subject], Expression]) -> Expression:
        """Return that the subjects satisfy a predicate."""
        parts = tuple(
            each.are(predicate) if isinstance(each, About) else each.meets(predicate)
            for each in self._subjects
        )
        # "A or B is not present" denies both; "either A or B is not present" one of them.
        denied = not self._either and all(isinstance(part, Not) for part in parts)
        return And(parts) if self._all_of_them or denied else Or(parts)


def within(keyword: str, subject: Subject) -> Place:
    """Return the place of an attribute in the items of a sequence."""
    around = subject.place
    return Place(keyword, around.scope, (*around.within, around.keyword))


def _is_type(part: object, type_: str) -> bool:
    return isinstance(part, LarkToken) and part.type == type_
