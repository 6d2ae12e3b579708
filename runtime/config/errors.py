"""What is wrong with a setting, a profile or a baseline."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import IodizeError


class ConfigurationError(IodizeError):
    """Something that a user wrote and that has no meaning."""

    def __init__(self, where: str, problem: str, hint: str = "") -> None:
        super().__init__(where, problem, hint)
        self.where = where
        """The file, and the key in it; or the option of the command line."""
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


def unknown(
    where: str, what: str, name: str, known: Iterable[str]
) -> ConfigurationError:
    """Return the error of a name that is none of a closed list.

    Args:
        what: What it should have been: "key", "fact".
    """
    from difflib import get_close_matches

    names = sorted(map(str, known))
    meant = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean {meant[0]!r}? " if meant else ""
    return ConfigurationError(
        where, f"unknown {what} {name!r}", f"{hint}Known: {', '.join(names)}"
    )
