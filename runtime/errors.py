"""What can go wrong, as exceptions that carry facts; `str()` makes the sentence."""

from __future__ import annotations

from collections.abc import Sequence


class IodizeError(Exception):
    """Base of all errors that iodize raises on purpose.

    The message says what and where; `hint` says what to do.
    """

    hint: str = ""


class UnknownEditionError(IodizeError):
    """An edition, or a package of definitions, that is not there."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        super().__init__(asked, known)
        self.asked = asked
        self.known = known
        self.hint = (
            "generate another edition with `iodize generate --from DIR --out DIR"
            " --package NAME`, and name it with --definitions NAME"
        )

    def __str__(self) -> str:
        return (
            f"unknown edition {self.asked!r}; known: {', '.join(self.known) or 'none'}"
        )
