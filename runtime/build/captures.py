"""Secondary captures: pictures as images of a study."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, Unpack

from .. import pixels
from ..iods import SecondaryCaptureImage
from .pictures import Picture, picture_of
from .sources import derived, sources_of
from .values import InstanceValues, PatientValues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .sources import SourceLike


class CaptureValues(InstanceValues, PatientValues, total=False):
    """The attributes that `secondary_capture` takes."""

    ConversionType: str
    Modality: str
    ImageComments: str
    BodyPartExamined: str
    PatientOrientation: list[str]


def secondary_capture(
    picture: NDArray[np.integer[Any]] | bytes | str | os.PathLike[str],
    source: SourceLike | None = None,
    *,
    photometric_interpretation: str = "",
    **values: Unpack[CaptureValues],
) -> SecondaryCaptureImage:
    """Return a picture as an image.

    Args:
        picture: An array of integers of 8 or 16 bits, (rows, columns) or
            (rows, columns, 3); or the bytes or the path of a PNG or another file.
        source: An instance of the patient and study: an object, a data set or a path.
        photometric_interpretation: "RGB" or "MONOCHROME2" if empty, by the shape.
        values: Attributes of the instance. Without a source also those of the patient and
            the study, which is a new one if no UID is given.

    Raises:
        BuildError: The picture has another shape or type.

    Source: PS3.3 A.8.1, C.8.6.
    """
    found = picture_of(picture)
    of = None if source is None else sources_of("source", source)[0]
    now = datetime.now()
    date, time = now.date(), now.time().replace(microsecond=0)
    return derived(
        SecondaryCaptureImage,
        of,
        values,
        **{
            **pixels.of_array(found.array, photometric_interpretation),
            **_compression(found),
        },
        Modality="OT",
        ImageType=["DERIVED", "SECONDARY"],
        ContentDate=date,
        ContentTime=time,
        DateOfSecondaryCapture=date,
        TimeOfSecondaryCapture=time,
        ConversionType="WSD",
        PatientOrientation="",  # type 2C: not known
    )


def _compression(picture: Picture) -> dict[str, Any]:
    """Return the attributes about lossy compression: PS3.3 C.7.6.1.1.5."""
    if picture.method is None:
        return {}
    return {
        "LossyImageCompression": "01",
        "LossyImageCompressionMethod": [picture.method],
        "LossyImageCompressionRatio": [picture.ratio],
    }
