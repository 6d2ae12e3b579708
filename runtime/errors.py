"""Base classes of exceptions. Exceptions have facts as attributes and build their text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


class IodizeError(Exception):
    """Base class of all errors that iodize raises.

    The message describes the problem and its place; `hint` suggests a solution.
    """

    hint: str = ""

    def __reduce__(self) -> tuple[Callable[..., IodizeError], tuple[object, ...]]:
        """Pickle the attributes: arguments of subclasses differ from `args`."""
        return _restored, (type(self), self.args, vars(self))


def _restored(
    cls: type[IodizeError], args: tuple[object, ...], attributes: Mapping[str, object]
) -> IodizeError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(attributes)
    return error


class UnknownEditionError(IodizeError):
    """An edition, or a package of definitions, that does not exist."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known
        self.hint = (
            "generate another edition with `iodize generate --from DIR --out DIR"
            " --package NAME`, and select it with --definitions NAME"
        )

    def __str__(self) -> str:
        return (
            f"unknown edition {self.name!r}; known: {', '.join(self.known) or 'none'}"
        )
