"""Errors of building objects from arrays, documents and references."""

from __future__ import annotations

from ..errors import IodizeError


class BuildError(IodizeError, ValueError):
    """An argument that no object can be built from."""

    def __init__(self, argument: str, problem: str, hint: str = "") -> None:
        """Create the error.

        Args:
            argument: Name of the argument: "mask".
            problem: The reason; continues the name.
            hint: The solution.
        """
        super().__init__(argument, problem, hint)
        self.argument = argument
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.argument}: {self.problem}"
        return f"{text}; {self.hint}" if self.hint else text
