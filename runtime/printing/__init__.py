"""Printing of images on a DICOM printer: the SCU of Print Management, PS3.4 Annex H.

    result = print_images("printer:104", ["a.dcm", "b.dcm"], layout="1x2")
    for film in result.films:
        print(film.number, film.job)

Needs numpy and pynetdicom: `pip install iodize[network,pixels]`. They are imported on first
use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import FilmNotPrintedError as FilmNotPrintedError
from .errors import ImageTooLargeError as ImageTooLargeError
from .errors import InvalidLayoutError as InvalidLayoutError
from .errors import InvalidSettingError as InvalidSettingError
from .errors import LayoutRefusedError as LayoutRefusedError
from .errors import MissingPackageError as MissingPackageError
from .errors import NoFrameError as NoFrameError
from .errors import NoImageBoxesError as NoImageBoxesError
from .errors import NoImagesError as NoImagesError
from .errors import NotAnImageError as NotAnImageError
from .errors import NotAPresentationStateError as NotAPresentationStateError
from .errors import NotConvertibleError as NotConvertibleError
from .errors import NotDecodableError as NotDecodableError
from .errors import PrintingError as PrintingError
from .errors import UnsupportedImageError as UnsupportedImageError
from .results import Film as Film
from .results import Job as Job
from .results import Kind as Kind
from .results import PrinterStatus as PrinterStatus
from .results import PrintResult as PrintResult
from .results import PrintWarning as PrintWarning
from .results import Progress as Progress
from .settings import Settings as Settings
from .settings import Window as Window

if TYPE_CHECKING:
    from .printing import has_image as has_image
    from .printing import print_images as print_images
    from .printing import print_with as print_with

_LAZY = ("has_image", "print_images", "print_with")


def __getattr__(name: str) -> Any:
    """Import the modules that need numpy or pynetdicom on first access."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import printing

    return getattr(printing, name)
