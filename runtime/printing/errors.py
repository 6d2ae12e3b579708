"""Errors of printing; their facts are attributes."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import IodizeError


class PrintingError(IodizeError):
    """Base of the errors of printing."""


class MissingPackageError(PrintingError, ModuleNotFoundError):
    """A package of an extra is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.name = package
        self.extra = extra
        self.hint = f'pip install "iodize[{extra}]"'

    def __str__(self) -> str:
        return f"printing needs {self.name}: pip install iodize[{self.extra}]"


class InvalidLayoutError(PrintingError, ValueError):
    """A text that is not an Image Display Format: PS3.3 C.13.3."""

    hint = (
        "use COLUMNSxROWS such as 2x3, or a format of the standard: STANDARD\\2,3,"
        " ROW\\2,1, COL\\1,2, SLIDE, SUPERSLIDE, CUSTOM\\1"
    )

    def __init__(self, layout: str) -> None:
        super().__init__(layout)
        self.layout = layout

    def __str__(self) -> str:
        return f"{self.layout!r} is not a layout"


class InvalidSettingError(PrintingError, ValueError):
    """A setting that is out of range."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(name, value, expected)
        self.name = name
        self.value = value
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.name} must be {self.expected}, got {self.value!r}"


class NoImagesError(PrintingError, ValueError):
    """There is nothing to print."""

    def __str__(self) -> str:
        return "there are no images to print"


class ImageError(PrintingError):
    """Base of the errors of one image."""

    def __init__(self, name: str, *facts: object) -> None:
        super().__init__(name, *facts)
        self.name = name
        """File name, or SOP Instance UID."""


class NotAnImageError(ImageError):
    """An object without pixel data, or a file that is not a DICOM object."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name, kind)
        self.kind = kind
        """Name of the SOP class; empty if the file is not a DICOM object."""

    def __str__(self) -> str:
        if not self.kind:
            return f"{self.name}: is not a DICOM file"
        return f"{self.name}: has no image: {self.kind}"


class NoFrameError(ImageError, ValueError):
    """A frame number that an image does not have."""

    def __init__(self, name: str, frame: int, frames: int) -> None:
        super().__init__(name, frame, frames)
        self.frame = frame
        self.frames = frames

    def __str__(self) -> str:
        return f"{self.name}: there is no frame {self.frame}; it has {self.frames}"


class UnsupportedImageError(ImageError):
    """An image that cannot be converted to printable pixels."""

    def __init__(self, name: str, keyword: str, value: object) -> None:
        super().__init__(name, keyword, value)
        self.keyword = keyword
        self.value = value

    def __str__(self) -> str:
        return f"{self.name}: {self.keyword} {self.value!r} cannot be printed"


class ImageTooLargeError(ImageError):
    """An image whose conversion would need more memory than allowed."""

    def __init__(self, name: str, needed: int, limit: int) -> None:
        super().__init__(name, needed, limit)
        self.needed = needed
        """Bytes."""
        self.limit = limit
        self.hint = "increase the limit if the memory is available"

    def __str__(self) -> str:
        needed, limit = self.needed / 1e6, self.limit / 1e6
        return (
            f"{self.name}: a frame needs {needed:,.0f} MB of memory; the limit is"
            f" {limit:,.0f} MB"
        )


class NotDecodableError(ImageError):
    """Pixel data that cannot be decoded."""

    hint = "compressed images need a decoder of pydicom, such as pylibjpeg with its plugins"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: the pixel data cannot be decoded: {self.reason}"


class NotConvertibleError(ImageError):
    """An image with invalid attributes for its conversion, such as a lookup table."""

    hint = "validate it with `iodize validate`"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: cannot be converted to printable pixels: {self.reason}"


class NotAPresentationStateError(PrintingError):
    """An object that is not a Grayscale Softcopy Presentation State."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name, kind)
        self.name = name
        self.kind = kind
        """Name of the SOP class; empty if the file is not a DICOM object."""

    def __str__(self) -> str:
        kind = self.kind or "not a DICOM file"
        return f"{self.name}: is not a grayscale softcopy presentation state: {kind}"


class FilmNotPrintedError(PrintingError):
    """A film was not printed; its cause is an error of the network or of an image."""

    def __init__(
        self, film: int, step: str, cause: Exception, printed: Sequence[object]
    ) -> None:
        super().__init__(film, step, cause, printed)
        self.film = film
        """Number of the film, from 1; 0 if the film session could not be created."""
        self.step = step
        """The step that failed: "image box 2 (a.dcm)"; "print" for the last one."""
        self.cause = cause
        self.printed = tuple(printed)
        """The films that were accepted for printing before."""
        self.hint = getattr(cause, "hint", "")

    def __str__(self) -> str:
        place = f"film {self.film}, {self.step}" if self.film else self.step
        text = f"{place}: {self.cause}"
        before = len(self.printed)
        films = "1 film was" if before == 1 else f"{before} films were"
        return f"{text}; {films} printed" + (" before" if before else "")


class UncertainPrintError(FilmNotPrintedError):
    """The association was lost after the print request: the film may have been printed."""

    def __str__(self) -> str:
        return f"{super().__str__()}; film {self.film} may have been printed"


class LayoutRefusedError(FilmNotPrintedError):
    """The printer does not support the layout."""

    def __init__(
        self, film: int, layout: str, cause: Exception, printed: Sequence[object]
    ) -> None:
        super().__init__(film, "film box", cause, printed)
        self.layout = layout
        """Image Display Format."""
        self.hint = "try another layout, such as 1x1"

    def __str__(self) -> str:
        return f"the printer refused the layout {self.layout}: {self.cause}"


class NoImageBoxesError(FilmNotPrintedError):
    """The printer has created a film box without image boxes."""

    def __init__(self, film: int, layout: str, printed: Sequence[object]) -> None:
        super().__init__(film, "film box", ValueError(layout), printed)
        self.layout = layout
        self.hint = "the reply to N-CREATE must have Referenced Image Box Sequence"

    def __str__(self) -> str:
        return (
            f"film {self.film}: the printer returned no image boxes for the layout"
            f" {self.layout}"
        )
