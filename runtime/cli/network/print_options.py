"""The options of `iodize print`, in sections: films, images."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from ...errors import IodizeError
from .connecting import Command


class FilmOption(click.Option):
    """An option of the films."""

    section = "Films"


class ImageOption(click.Option):
    """An option of the images."""

    section = "Images"


_film = partial(click.option, cls=FilmOption)
_image = partial(click.option, cls=ImageOption)
_DENSITY: Final = click.IntRange(0, 65535)

_OPTIONS: Final[tuple[Callable[[Command], Command], ...]] = (
    _film(
        "--layout",
        default="1x1",
        show_default=True,
        metavar="CxR",
        help="Columns x rows, such as 2x3, or a format of the standard: STANDARD\\2,3,"
        " ROW\\2,1, COL\\1,2, SLIDE, SUPERSLIDE, CUSTOM\\1.",
    ),
    _film("--film-size", default="14INX17IN", show_default=True, metavar="ID"),
    _film(
        "--orientation",
        type=click.Choice(["PORTRAIT", "LANDSCAPE"], case_sensitive=False),
        default="PORTRAIT",
        show_default=True,
    ),
    _film("--medium", default="BLUE FILM", show_default=True, metavar="TYPE"),
    _film("--copies", type=click.IntRange(1), default=1, show_default=True),
    _film(
        "--priority",
        type=click.Choice(["HIGH", "MED", "LOW"], case_sensitive=False),
        default="MED",
        show_default=True,
    ),
    _film("--destination", metavar="NAME", help="MAGAZINE, PROCESSOR or BIN_i."),
    _film("--label", metavar="TEXT", help="Label of the film session."),
    _film(
        "--magnification", metavar="TYPE", help="REPLICATE, BILINEAR, CUBIC or NONE."
    ),
    _film("--smoothing", metavar="TYPE", help="Smoothing, as the printer defines it."),
    _film("--trim/--no-trim", default=None, help="Whether a box surrounds each image."),
    _film(
        "--border-density",
        metavar="DENSITY",
        help="Density around the images: BLACK, WHITE, or hundredths of OD.",
    ),
    _film(
        "--empty-density",
        metavar="DENSITY",
        help="Density of boxes without an image: BLACK, WHITE, or hundredths of OD.",
    ),
    _film("--min-density", type=_DENSITY, metavar="OD", help="In hundredths of OD."),
    _film("--max-density", type=_DENSITY, metavar="OD", help="In hundredths of OD."),
    _film(
        "--configuration",
        metavar="TEXT",
        help="Configuration information, as the printer defines it.",
    ),
    _film("--resolution", metavar="ID", help="STANDARD or HIGH."),
    _film(
        "--presentation-lut",
        type=click.Choice(["IDENTITY", "LIN OD"], case_sensitive=False),
        help="Shape of the presentation LUT; IDENTITY prints P-values (PS3.14).",
    ),
    _film(
        "--annotation",
        "annotations",
        multiple=True,
        metavar="TEXT",
        help="Annotation; may be repeated for further positions.",
    ),
    _film(
        "--annotation-format",
        metavar="ID",
        help="Annotation display format, as the printer defines it.",
    ),
    _film(
        "--wait",
        type=click.FloatRange(min=0),
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help="Maximum time to wait for the end of print jobs, if they are reported.",
    ),
    _image(
        "--window",
        nargs=2,
        type=float,
        metavar="CENTER WIDTH",
        help="Window.  [default: VOI LUT or window of the image]",
    ),
    _image(
        "--presentation-state",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="Grayscale softcopy presentation state for the images that it refers to;"
        " may be repeated.",
    ),
    _image(
        "--frame",
        "frames",
        multiple=True,
        type=click.IntRange(1),
        metavar="NUMBER",
        help="Frame to print; may be repeated.  [default: all frames]",
    ),
    _image("--overlays", is_flag=True, help="Burn overlays in."),
    _image("--color", is_flag=True, help="Print in colour."),
    _image(
        "--bits",
        type=click.Choice(["8", "12"]),
        default="12",
        show_default=True,
        help="Bits of grayscale values.",
    ),
    _image(
        "--polarity", type=click.Choice(["NORMAL", "REVERSE"], case_sensitive=False)
    ),
    _image("--true-size", is_flag=True, help="Request the size of the pixel spacing."),
    _image(
        "--image-size",
        type=click.FloatRange(min=0, min_open=True),
        metavar="MM",
        help="Request this width of each image.",
    ),
    _image(
        "--reference-original",
        is_flag=True,
        help="Reference the original image in its image box, with the Patient ID.",
    ),
    _image(
        "--crop",
        type=click.Choice(["DECIMATE", "CROP", "FAIL"], case_sensitive=False),
        help="Treatment of images that are larger than their box.",
    ),
    _image(
        "--memory",
        "memory_limit",
        type=click.IntRange(1),
        default=1024,
        show_default=True,
        metavar="MB",
        help="Maximum memory for the conversion of a frame.",
    ),
)


def print_options(command: Command) -> Command:
    """Add the options of films and images to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settings_of(options: dict[str, Any]) -> Any:
    """Return the settings of the options.

    Raises:
        click.UsageError: A value is out of range.
    """
    from ...printing import Settings, Window

    window = options.pop("window")
    try:
        return Settings(
            **{
                **options,
                "bits": int(options["bits"]),
                "annotations": tuple(options["annotations"]),
                "frames": tuple(options["frames"]) or None,
                "memory_limit": options["memory_limit"] * 1_000_000,
                "window": Window(*window) if window else None,
            }
        )
    except ValueError as error:
        hint = error.hint if isinstance(error, IodizeError) else ""
        raise click.UsageError(". ".join(filter(None, (str(error), hint)))) from None
