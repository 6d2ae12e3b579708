"""Scalars and arrays of NumPy, and results of `pixels.of_array`."""

from typing import reveal_type

import numpy as np

from iodize import pixels
from iodize.iods import CTImage
from iodize.modules import ImagePixel

image = CTImage.example()
image.Rows = np.int64(4)
image.Rows = np.uint16(4)
image.Rows = "4"  # mypy: SupportsIndex / pyright: Rows
image.InstanceNumber = np.int32(1)
image.SliceThickness = np.float32(0.5)
image.SliceThickness = np.int64(1)
image.AcquisitionDuration = np.float32(0.5)
image.PixelSpacing = np.array([0.5, 0.5])
image.PixelSpacing = (np.float32(0.5), 1)
image.ImageType = np.array(["ORIGINAL", "PRIMARY"])
image.ImageType = ("ORIGINAL", "PRIMARY")
image.ImageType = "ORIGINAL"  # mypy: "str" / pyright: "str"
image.StudyDate = np.datetime64("2023-01-15")
reveal_type(image.Rows)  # type: int
reveal_type(image.PixelSpacing)  # type: list[float]
reveal_type(image.ImageType)  # type: list[str]
reveal_type(image.AcquisitionDuration)  # type: float | None

array = np.zeros((4, 4), np.uint16)
ImagePixel(**pixels.of_array(array, bits_stored=12), PixelPaddingRangeLimit=np.int16(1))
CTImage(**pixels.of_array(array))  # error: Modality; SeriesInstanceUID; StudyInstanceUID; FrameOfReferenceUID; ImageType; PixelSpacing; ImageOrientationPatient; ImagePositionPatient; RescaleIntercept; RescaleSlope
reveal_type(pixels.of_array(array, frames=1)["NumberOfFrames"])  # type: Any
reveal_type(pixels.of_array(array)["Rows"])  # type: int
reveal_type(pixels.of_array(np.zeros((2, 2), np.float32))["FloatPixelData"])  # type: bytes
pixels.of_array(array)["NumberOfFrames"]  # mypy: NumberOfFrames / pyright: TypedDict
pixels.of_array(array, samples=4)  # mypy: No overload / pyright: No overloads; samples
