"""What can be wrong with messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..errors import IodizeError
from ..objects.errors import shown

if TYPE_CHECKING:
    from .commands import CommandElement
    from .messages import Message


class InvalidFieldError(IodizeError, ValueError):
    """A value that a command element cannot have."""

    def __init__(self, element: CommandElement, value: object, reason: str) -> None:
        super().__init__(element.keyword, value, reason)
        self.keyword = element.keyword
        self.tag = element.tag
        self.value = value
        self.reason = reason
        """What the value is, or has, that is not allowed."""
        self._title = f"{element.owner.name} {element.title}"

    def __str__(self) -> str:
        return f"{self._title}: {shown(self.value)} {self.reason}"


class MissingFieldError(IodizeError, TypeError):
    """Mandatory command elements that were not given."""

    def __init__(self, message: type[Message], elements: Sequence[CommandElement]):
        super().__init__(message.name, [element.keyword for element in elements])
        self.message = message.name
        self.keywords = tuple(element.keyword for element in elements)
        self._text = f"{message.name} needs (usage M) " + "; ".join(
            element.title for element in elements
        )

    def __str__(self) -> str:
        return self._text


class UnknownFieldError(IodizeError, AttributeError, TypeError):
    """A name that is no command element of a message."""

    def __init__(self, message: type[Message], name: str, known: Iterable[str]) -> None:
        IodizeError.__init__(self, message.name, name)
        self.message = message.name
        self.name = name
        near = get_close_matches(name, [*known], n=1)
        self.hint = f"did you mean {near[0]}?" if near else ""

    def __str__(self) -> str:
        return f"{self.message} has no field {self.name}"


class MalformedCommandError(IodizeError, ValueError):
    """Bytes that are no command set."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(offset, reason)
        self.offset = offset
        """Where in the command set, in bytes."""
        self.reason = reason

    def __str__(self) -> str:
        return f"command set, byte {self.offset}: {self.reason}"


class UnknownMessageError(IodizeError, ValueError):
    """A Command Field (0000,0100) that is not the one that was expected."""

    def __init__(self, found: int | None, expected: str = "") -> None:
        super().__init__(found, expected)
        self.found = found
        """None where the command set has none."""
        self.expected = expected
        """Name of the message; empty where any would do."""

    def __str__(self) -> str:
        found = "none" if self.found is None else f"{self.found:04X}"
        wanted = self.expected or "any message of PS3.7"
        return f"Command Field (0000,0100) is {found}: not that of {wanted}"
