"""Errors of constructing, changing and reading objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..errors import IodizeError

if TYPE_CHECKING:
    from ..findings.finding import Finding
    from ..rules.effective_attribute import EffectiveAttribute

SHOWN = 60
"""Maximum number of characters of a value in a message."""


def shown(value: object) -> str:
    """Return the text of a value for a message."""
    text = repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


class InvalidValueError(IodizeError, ValueError):
    """An invalid value for an attribute."""

    def __init__(self, field: EffectiveAttribute, value: object, reason: str) -> None:
        super().__init__(field.keyword, value, reason)
        self.keyword = field.keyword
        self.tag = field.tag
        self.module = field.source
        self.value = value
        self.reason = reason
        """The requirement that the value violates; continues a sentence about the value."""
        self._title = field.title

    def __str__(self) -> str:
        return f"{self._title}: {shown(self.value)} {self.reason}"


class MissingValueError(IodizeError, TypeError):
    """Missing values for attributes of type 1."""

    def __init__(self, cls: type, fields: Sequence[EffectiveAttribute]) -> None:
        super().__init__(cls.__name__, [field.keyword for field in fields])
        self.keywords = tuple(field.keyword for field in fields)
        self._text = f"{cls.__name__} requires a value (type 1) for " + "; ".join(
            field.title for field in fields
        )

    def __str__(self) -> str:
        return self._text


class UnknownAttributeError(IodizeError, AttributeError, TypeError):
    """A name that is not an attribute of the class."""

    def __init__(self, cls: type, name: str, known: Iterable[str], home: str) -> None:
        """Create the error, with a suggestion.

        Args:
            known: The names of the attributes of the class.
            home: The optional module that has the attribute; empty if there is none.
        """
        super().__init__(cls.__name__, name)
        self.hint = self._hint(name, known, home)
        self._text = f"{cls.__name__} has no attribute {name!r}"

    @staticmethod
    def _hint(name: str, known: Iterable[str], home: str) -> str:
        if home:
            return f"it belongs to {home}"
        from .hints import hint  # slow to import

        return hint(name, known)

    def __str__(self) -> str:
        return f"{self._text}; {self.hint}" if self.hint else self._text


class UnknownSOPClassError(IodizeError, LookupError):
    """A data set whose SOP class has no IOD in the edition."""

    def __init__(self, uid: str, expected: str = "") -> None:
        super().__init__(uid, expected)
        self.uid = uid
        self.expected = expected
        self.hint = (
            ""
            if expected
            else "read it with pydicom, or with from_dataset of a specific class"
        )

    def __str__(self) -> str:
        if not self.uid:
            return "the data set has no SOP Class UID (0008,0016)"
        if self.expected:
            return f"SOP Class UID {self.uid} is not a SOP class of {self.expected}"
        return f"no IOD of the edition has the SOP Class UID {self.uid}"


class InvalidObjectError(IodizeError, ValueError):
    """A nonconformant data set, refused because `strict` was set."""

    def __init__(self, cls: type, findings: Sequence[Finding]) -> None:
        super().__init__(cls.__name__, findings)
        self.findings = findings
        """The findings of severity error."""
        first = findings[0]
        more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
        self._text = (
            f"the data set is not a valid {cls.__name__}:"
            f" {first.path or first.code}: {first.message}{more}"
        )

    def __str__(self) -> str:
        return self._text
