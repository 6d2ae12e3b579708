"""Errors of DIMSE messages and their command sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from ...errors import IodizeError
from ...objects.errors import shown


def field_title(keyword: str, tag: int) -> str:
    """Return the keyword and tag of a command element: "Priority (0000,0700)"."""
    return f"{keyword} ({tag >> 16:04X},{tag & 0xFFFF:04X})"


class InvalidFieldError(IodizeError, ValueError):
    """A command element has a value that PS3.7 does not allow."""

    def __init__(
        self, message: str, keyword: str, tag: int, value: object, reason: str
    ) -> None:
        super().__init__(message, keyword, tag, value, reason)
        self.message = message
        """Name of the message: "C-STORE-RQ"."""
        self.keyword = keyword
        self.tag = tag
        self.value = value
        self.reason = reason
        """The end of a sentence about the value: "is not an integer"."""

    def __str__(self) -> str:
        title = field_title(self.keyword, self.tag)
        return f"{self.message} {title}: {shown(self.value)} {self.reason}"


class MissingFieldError(IodizeError, TypeError):
    """Mandatory command elements of a message are missing."""

    def __init__(self, message: str, fields: Sequence[tuple[str, int]]) -> None:
        super().__init__(message, fields)
        self.message = message
        self.keywords = tuple(keyword for keyword, _ in fields)
        self._titles = [field_title(*field) for field in fields]

    def __str__(self) -> str:
        return f"{self.message} requires (usage M) {'; '.join(self._titles)}"


class UnknownFieldError(IodizeError, AttributeError, TypeError):
    """A message does not have a command element of this name."""

    def __init__(self, message: str, name: str, known: Iterable[str]) -> None:
        IodizeError.__init__(self, message, name)
        self.message = message
        self.name = name
        near = get_close_matches(name, [*known], n=1)
        self.hint = f"did you mean {near[0]}?" if near else ""

    def __str__(self) -> str:
        return f"{self.message} has no field {self.name}"


class MalformedCommandError(IodizeError, ValueError):
    """The bytes of a command set cannot be decoded."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(offset, reason)
        self.offset = offset
        """Position in the command set, in bytes."""
        self.reason = reason

    def __str__(self) -> str:
        return f"command set, byte {self.offset}: {self.reason}"


class UnknownMessageError(IodizeError, ValueError):
    """Command Field (0000,0100) is not that of the expected message."""

    def __init__(self, found: int | None, expected: str = "") -> None:
        super().__init__(found, expected)
        self.found = found
        """The command field; None if the command set has none."""
        self.expected = expected
        """Name of the message; empty if any message was expected."""

    def __str__(self) -> str:
        found = "absent" if self.found is None else f"{self.found:04X}"
        expected = self.expected or "a message of PS3.7"
        return f"Command Field (0000,0100) is {found}; expected {expected}"
