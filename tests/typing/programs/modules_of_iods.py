"""A function of a module takes every IOD that carries it, and no other."""

from datetime import date

import iodize
from iodize.iods import BasicTextSR, CTImage, EnhancedMRImage, RTPlan, Segmentation
from iodize.modules import ContrastBolus, GeneralImage, ImagePlane, Patient


def age(patient: Patient) -> int | None:
    birth = patient.PatientBirthDate
    return None if birth is None else (date(2023, 1, 2) - birth).days // 365


def position(plane: ImagePlane) -> list[float]:
    return plane.ImagePositionPatient


def of_every_iod(
    ct: CTImage, mr: EnhancedMRImage, plan: RTPlan, sr: BasicTextSR, seg: Segmentation
) -> None:
    for one in (ct, mr, plan, sr, seg):
        age(one)
    position(ct)


def of_no_other(sr: BasicTextSR, plan: RTPlan, ct: CTImage) -> None:
    position(sr)  # error: ImagePlane
    position(plan)  # error: ImagePlane
    agent: ContrastBolus = ct  # error: ContrastBolus
    print(agent)


def of_what_was_read(path: str) -> None:
    read = iodize.read(path)
    age(read)  # error: Patient
    if isinstance(read, Patient):
        age(read)
    if isinstance(read, GeneralImage):
        print(read.InstanceNumber)
