"""Films as a printer would print them: layout, densities and pictures, without a network.

    film = films.compose(film_box, {1: image_box})
    films.write_png(film, "film.png")

Pictures need NumPy, Pillow and reportlab: `pip install "iodize[print]"`. They are imported on
first access to `compose`, `Film`, `write_png` or `write_pdf`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .checking import check_film_box as check_film_box
from .checking import check_image_box as check_image_box
from .custom_layouts import custom_layout as custom_layout
from .densities import FILM as FILM
from .densities import PAPER as PAPER
from .densities import Light as Light
from .densities import Medium as Medium
from .densities import Range as Range
from .display_format import Area as Area
from .display_format import DisplayFormat as DisplayFormat
from .display_format import Kind as Kind
from .errors import CustomLayoutError as CustomLayoutError
from .errors import DisplayFormatError as DisplayFormatError
from .errors import FilmError as FilmError
from .errors import FilmValueError as FilmValueError
from .errors import MissingExtraError as MissingExtraError
from .errors import UnknownCustomFormatError as UnknownCustomFormatError
from .errors import UnknownFilmSizeError as UnknownFilmSizeError
from .film_sizes import MM_PER_INCH as MM_PER_INCH
from .film_sizes import FilmSize as FilmSize
from .film_sizes import film_size as film_size
from .notes import Note as Note
from .notes import Reason as Reason
from .pages import RESOLUTIONS as RESOLUTIONS
from .pages import Page as Page
from .pages import PixelRectangle as PixelRectangle
from .pages import Rectangle as Rectangle
from .placing import DEFAULT_MAGNIFICATION as DEFAULT_MAGNIFICATION
from .placing import DEFAULT_SMOOTHING as DEFAULT_SMOOTHING
from .placing import Magnification as Magnification
from .placing import Smoothing as Smoothing
from .presentation_luts import PresentationLUT as PresentationLUT

if TYPE_CHECKING:
    from .composing import Film as Film
    from .composing import compose as compose
    from .output import thumbnail as thumbnail
    from .output import write_pdf as write_pdf
    from .output import write_png as write_png

_LAZY = {
    "Film": "composing",
    "compose": "composing",
    "thumbnail": "output",
    "write_pdf": "output",
    "write_png": "output",
}


def __getattr__(name: str) -> Any:
    """Import modules that need NumPy, Pillow or reportlab on first access."""
    from importlib import import_module

    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_LAZY[name]}", __name__), name)
