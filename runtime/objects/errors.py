"""What can be wrong with the values of a typed object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..errors import IodizeError

if TYPE_CHECKING:
    from ..validation.findings import Finding
    from .fields import Field

SHOWN = 60
"""Characters of a value that a message shows."""


def shown(value: object) -> str:
    """Return a value as a message shows it."""
    text = repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


class InvalidValueError(IodizeError, ValueError):
    """A value that an attribute cannot have."""

    def __init__(self, field: Field, value: object, reason: str) -> None:
        super().__init__(field.keyword, value, reason)
        self.keyword = field.keyword
        self.tag = field.tag
        self.module = field.module
        self.value = value
        self.reason = reason
        """What is allowed, or which rule the value breaks."""
        self._title = field.title

    def __str__(self) -> str:
        return f"{self._title}: {shown(self.value)} {self.reason}"


class MissingValueError(IodizeError, TypeError):
    """Attributes of type 1 that were not given."""

    def __init__(self, cls: type, fields: Sequence[Field]) -> None:
        super().__init__(cls.__name__, [field.keyword for field in fields])
        self.keywords = tuple(field.keyword for field in fields)
        self._text = f"{cls.__name__} needs a value (type 1) of " + "; ".join(
            field.title for field in fields
        )

    def __str__(self) -> str:
        return self._text


class UnknownAttributeError(IodizeError, AttributeError, TypeError):
    """A name that is no attribute of a class."""

    def __init__(self, cls: type, name: str, known: Iterable[str], home: str) -> None:
        """Tell what the name may have been.

        Args:
            known: The names that the class has.
            home: What the name is an attribute of: `ct.contrast_bolus`; empty if nothing.
        """
        super().__init__(cls.__name__, name)
        self.hint = self._hint(name, known, home)
        self._text = f"{cls.__name__} has no attribute {name!r}"

    @staticmethod
    def _hint(name: str, known: Iterable[str], home: str) -> str:
        from difflib import get_close_matches  # only where something is wrong

        if home:
            return f"it belongs to {home}"
        meant = get_close_matches(name, [*known], n=1, cutoff=0.7)
        return f"did you mean {meant[0]!r}?" if meant else ""

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
            else "read it with pydicom, or from_dataset of a class of yours"
        )

    def __str__(self) -> str:
        if not self.uid:
            return "the data set has no SOP Class UID (0008,0016)"
        if self.expected:
            return f"SOP Class UID {self.uid} is none of {self.expected}"
        return f"no IOD is known of SOP Class UID {self.uid}"


class InvalidObjectError(IodizeError, ValueError):
    """A data set that breaks the standard, where `strict` asked for one that does not."""

    def __init__(self, cls: type, findings: Sequence[Finding]) -> None:
        super().__init__(cls.__name__, findings)
        self.findings = findings
        """The errors that were found."""
        first = findings[0]
        more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
        self._text = (
            f"the data set is no valid {cls.__name__}:"
            f" {first.path or first.code}: {first.message}{more}"
        )

    def __str__(self) -> str:
        return self._text
