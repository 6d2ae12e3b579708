"""Errors in settings, profiles and baselines."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from ..errors import IodizeError


class ConfigurationError(IodizeError):
    """A setting, profile or baseline that is not valid."""

    def __init__(self, where: str, problem: str, hint: str = "") -> None:
        super().__init__(where, problem, hint)
        self.where = where
        """The file and the key in it, or the option of the command line."""
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


SUGGESTED: Final = 3
"""Similar names that are suggested for an unknown one."""


def unknown(
    where: str, what: str, name: str, known: Iterable[str], listing: str = ""
) -> ConfigurationError:
    """Return the error for a name that is not in a list of known names.

    Args:
        what: The kind of name: "key", "fact".
        listing: The command that lists the known names; without one, the hint does.
    """
    names = sorted(map(str, known))
    closest, *similar = get_close_matches(name, names, n=SUGGESTED, cutoff=0.5) or [""]
    hints = [f"did you mean {closest!r}?"] if closest else []
    if listing:
        hints += [f"Also similar: {', '.join(similar)}."] if similar else []
        hints.append(f"`{listing}` lists all {what}s")
    else:
        hints.append(f"Known: {', '.join(names)}")
    return ConfigurationError(where, f"unknown {what} {name!r}", " ".join(hints))
