"""Codes as arguments: of iodize, of pydicom, or as a tuple."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from ..macros import Code
from .errors import BuildError

if TYPE_CHECKING:
    from pydicom.sr.coding import Code as PydicomCode

    CodeLike: TypeAlias = Code | PydicomCode | tuple[str, str, str]
    """A code of iodize or pydicom; or its value, coding scheme designator and meaning."""

C = TypeVar("C", bound=Code)

LONGEST: Final = 16
"""Maximum number of characters of Code Value; longer codes are Long Code Values."""


def coded(argument: str, code: CodeLike, cls: type[C] = Code) -> C:  # type: ignore[assignment]
    """Return a code as an item.

    Args:
        argument: Name of the argument, for errors.
        cls: The class of the item.

    Raises:
        BuildError: It is not a code.

    Source: PS3.3 8.1, 8.2.
    """
    if isinstance(code, cls):
        return code
    if isinstance(code, Code):
        return cls.from_dataset(code.to_dataset())
    parts = tuple(code) if isinstance(code, tuple) else ()
    texts = [part for part in parts[:3] if isinstance(part, str) and part.strip()]
    if len(parts) not in (3, 4) or len(texts) != 3:
        raise BuildError(
            argument,
            f"{code!r} is not a code",
            "pass a Code, or its value, coding scheme designator and meaning",
        )
    value, scheme, meaning = texts
    if value.startswith(("urn:", "http:", "https:")):
        return cls(URNCodeValue=value, CodeMeaning=meaning)
    is_long = len(value) > LONGEST
    return cls(
        CodeValue=None if is_long else value,
        LongCodeValue=value if is_long else None,
        CodingSchemeDesignator=scheme,
        CodingSchemeVersion=parts[3] if len(parts) == 4 else None,
        CodeMeaning=meaning,
    )


def codes_of(argument: str, given: CodeLike | Sequence[CodeLike]) -> list[Code]:
    """Return one or several codes as items.

    Raises:
        BuildError: One of them is not a code.
    """
    several: Any = given  # a tuple is one code, or several
    if isinstance(given, Code) or (given and isinstance(given[0], str)):
        several = [given]
    return [coded(argument, each) for each in several]
