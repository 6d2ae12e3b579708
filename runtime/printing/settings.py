"""Settings of a print: attributes of the film session, the films and the images."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from .errors import InvalidSettingError
from .layouts import Layout, layout_of

MEMORY_LIMIT: Final = 1 << 30
"""Default limit of the memory for the conversion of a frame, in bytes."""


class Window(NamedTuple):
    """A window for grayscale values: PS3.3 C.11.2.1.2."""

    center: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of a print. None leaves the value to the printer."""

    layout: str = "1x1"
    """COLUMNSxROWS, or an Image Display Format (2010,0010)."""
    # Film session: PS3.3 C.13.1
    copies: int = 1
    priority: str | None = "MED"
    medium: str | None = "BLUE FILM"
    destination: str | None = None
    label: str | None = None
    # Film box: PS3.3 C.13.3
    film_size: str | None = "14INX17IN"
    orientation: str | None = "PORTRAIT"
    magnification: str | None = None
    smoothing: str | None = None
    trim: bool | None = None
    border_density: str | None = None
    """BLACK, WHITE, or hundredths of OD."""
    empty_density: str | None = None
    """Density of image boxes without an image."""
    min_density: int | None = None
    """Hundredths of OD."""
    max_density: int | None = None
    configuration: str | None = None
    resolution: str | None = None
    """STANDARD or HIGH."""
    presentation_lut: str | None = None
    """IDENTITY or LIN OD: creates a Presentation LUT with this shape; PS3.4 H.4.9."""
    annotation_format: str | None = None
    """Annotation Display Format ID, which the printer defines."""
    annotations: tuple[str, ...] = ()
    """Texts, by annotation position."""
    # Image boxes: PS3.3 C.13.5
    polarity: str | None = None
    """NORMAL or REVERSE."""
    crop: str | None = None
    """Requested Decimate/Crop Behavior: DECIMATE, CROP or FAIL."""
    true_size: bool = False
    """Requests the size that results from the pixel spacing."""
    image_size: float | None = None
    """Requested Image Size: width of each image in mm."""
    reference_original: bool = False
    """References the image in its image box, with the Patient ID: Original Image Sequence."""
    color: bool = False
    """Uses the Basic Color Print Management Meta SOP Class."""
    bits: int = 12
    """Bits of grayscale values: 8 or 12."""
    # Conversion
    window: Window | None = None
    overlays: bool = False
    """Burns the overlays of images in."""
    frames: tuple[int, ...] | None = None
    """Numbers of the frames, from 1; None for all."""
    memory_limit: int = MEMORY_LIMIT
    """Bytes for the conversion of a frame."""
    # Jobs
    wait: float = 60.0
    """Seconds to wait for the end of print jobs, if the printer reports them."""
    poll: float = 1.0
    """Seconds between requests of the status of a job."""
    _layout: Layout = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            InvalidSettingError, InvalidLayoutError: A value is out of range.
        """
        object.__setattr__(self, "_layout", layout_of(self.layout))
        if self.bits not in (8, 12):
            raise InvalidSettingError("bits", self.bits, "8 or 12")
        if self.copies < 1:
            raise InvalidSettingError("copies", self.copies, "at least 1")
        if self.window is not None and self.window.width < 1:
            raise InvalidSettingError(
                "the width of the window", self.window.width, "at least 1"
            )
        if self.image_size is not None and not 0 < self.image_size < math.inf:
            raise InvalidSettingError("image_size", self.image_size, "greater than 0")
        if self.image_size is not None and self.true_size:
            raise InvalidSettingError(
                "image_size", self.image_size, "None with true_size"
            )
        if self.annotations and not self.annotation_format:
            raise InvalidSettingError(
                "annotation_format",
                self.annotation_format,
                "a format that the printer defines, if there are annotations",
            )

    @property
    def display_format(self) -> Layout:
        """The layout, parsed."""
        return self._layout

    def film_session(self) -> dict[str, Any]:
        """Return the attributes of N-CREATE of the film session."""
        return _given(
            NumberOfCopies=self.copies,
            PrintPriority=self.priority,
            MediumType=self.medium,
            FilmDestination=self.destination,
            FilmSessionLabel=self.label,
        )

    def film_box(self) -> dict[str, Any]:
        """Return the optional attributes of N-CREATE of a film box."""
        trim = {True: "YES", False: "NO", None: None}[self.trim]
        return _given(
            FilmOrientation=self.orientation,
            FilmSizeID=self.film_size,
            MagnificationType=self.magnification,
            SmoothingType=self.smoothing,
            Trim=trim,
            BorderDensity=self.border_density,
            EmptyImageDensity=self.empty_density,
            MinDensity=self.min_density,
            MaxDensity=self.max_density,
            ConfigurationInformation=self.configuration,
            RequestedResolutionID=self.resolution,
            AnnotationDisplayFormatID=self.annotation_format,
        )

    def image_box(
        self, width: float | None, original: Mapping[str, str] | None
    ) -> dict[str, Any]:
        """Return the optional attributes of N-SET of an image box.

        Args:
            width: True width of the image in mm, if it is known.
            original: The attributes of the item of Original Image Sequence, if they are
                known.
        """
        size = width if self.true_size else self.image_size
        return _given(
            Polarity=self.polarity,
            RequestedImageSize=None if size is None else f"{size:.2f}",
            RequestedDecimateCropBehavior=self.crop,
            OriginalImageSequence=original if self.reference_original else None,
        )


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
