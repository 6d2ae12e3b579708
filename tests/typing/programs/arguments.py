"""Arguments of `replace` and `following`."""

from datetime import date
from typing import reveal_type

import numpy as np
import pydicom

from iodize import pixels
from iodize.iods import BasicFilmBox, CTImage, Segmentation
from iodize.modules import PatientStudy

ct = CTImage.example()
later = ct.replace(PatientName="Doe^Jane", StudyDate=date(2026, 1, 2), KVP=None)
reveal_type(later)  # type: CTImage
ct.replace(Rows="512")  # error: Rows
ct.replace(Rows=None)  # error: Rows
ct.replace(Colums=512)  # error: Colums
ct.replace(SamplesPerPixel=3)  # error: SamplesPerPixel
ct.replace(patient_study=PatientStudy(PatientAge="040Y"))
ct.replace(patient_study="040Y")  # error: patient_study

mask = np.zeros((2, 2), np.uint16)
scout = CTImage.following(ct, InstanceNumber=2, **pixels.of_array(mask))
reveal_type(scout)  # type: CTImage
CTImage.following(pydicom.Dataset(), InstanceNumber="2", AcquisitionNumber=1)
CTImage.following(ct, ImageType="ORIGINAL")  # error: ImageType
CTImage.following("ct.dcm")  # mypy: Instance / pyright: other
Segmentation.following(ct, SegmentationType="BINARY")
Segmentation.following(ct, SegmentationType="MASK")  # error: SegmentationType
BasicFilmBox.example().replace(FilmOrientation="PORTRAIT")
BasicFilmBox.example().replace(FilmOrientation="UPRIGHT")  # error: FilmOrientation
