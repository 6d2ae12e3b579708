"""Errors about films: values that cannot be rendered, and packages that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ..errors import IodizeError


class FilmError(IodizeError, ValueError):
    """Base class: an attribute of a film has a value that cannot be rendered."""

    keyword: str
    """The attribute."""


class DisplayFormatError(FilmError):
    """A value of Image Display Format (2010,0010) that does not describe a layout."""

    keyword = "ImageDisplayFormat"
    hint = "write STANDARD\\C,R, ROW\\R1,R2,…, COL\\C1,C2,…, SLIDE, SUPERSLIDE or CUSTOM\\i"

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason

    def __str__(self) -> str:
        text = repr(self.text).replace(
            "\\\\", "\\"
        )  # as it is written in the attribute
        return f"Image Display Format {text}: {self.reason}"


class UnknownCustomFormatError(DisplayFormatError):
    """CUSTOM\\i with a number for which no layout was given."""

    hint = "each printer defines its custom layouts; use one of them, or define it"

    def __init__(self, text: str, known: Sequence[int]) -> None:
        names = ", ".join(str(number) for number in known) or "none"
        super().__init__(text, f"the custom layout is not defined; defined: {names}")
        self.args = (text, known)
        self.known = known


class CustomLayoutError(FilmError):
    """A drawing of a custom layout that does not describe image boxes."""

    keyword = "ImageDisplayFormat"
    hint = "draw rows of letters, separated by slashes, such as AAB/AAC"

    def __init__(self, drawing: str, reason: str) -> None:
        super().__init__(drawing, reason)
        self.drawing = drawing
        self.reason = reason

    def __str__(self) -> str:
        return f"custom layout {self.drawing!r}: {self.reason}"


class UnknownFilmSizeError(FilmError):
    """A value of Film Size ID (2010,0050) without a known size."""

    keyword = "FilmSizeID"

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text, known)
        self.text = text
        self.known = known
        self.hint = (
            f"known sizes: {', '.join(known)}; or write WIDTHxHEIGHT, as 35CMX43CM"
        )

    def __str__(self) -> str:
        return f"Film Size ID {self.text!r}: unknown film size"


class FilmValueError(FilmError):
    """A value of another attribute that cannot be rendered."""

    def __init__(self, keyword: str, value: object, reason: str) -> None:
        super().__init__(keyword, value, reason)
        self.keyword = keyword
        self.value = value
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.keyword} {self.value!r}: {self.reason}"


class MissingExtraError(IodizeError, ImportError):
    """A package of the extra `print` is not installed."""

    hint = 'pip install "iodize[print]"'

    def __init__(self, package: str) -> None:
        super().__init__(package)
        self.package = package

    def __str__(self) -> str:
        return f"iodize.films needs {self.package}: {self.hint}"


PACKAGES = {"numpy": "NumPy", "PIL": "Pillow", "reportlab": "reportlab"}
"""The packages of the extra `print`, by the name under which they are imported."""


@contextmanager
def extra() -> Iterator[None]:
    """Report a missing package of the extra `print` with the command that installs it."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = PACKAGES.get((error.name or "").partition(".")[0])
        if package is None:
            raise
        raise MissingExtraError(package) from None
