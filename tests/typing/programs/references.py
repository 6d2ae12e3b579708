"""Legal and illegal references to instances."""

from typing import reveal_type

from iodize import references
from iodize.iods import BasicFilmBox, ComprehensiveSR, CTImage
from iodize.macros import HierarchicalSOPInstanceReference, ImageSOPInstanceReference
from iodize.modules import Patient


def to_one(ct: CTImage, film: BasicFilmBox, patient: Patient) -> None:
    reveal_type(references.to(film)["ReferencedSOPClassUID"])  # type: UID
    ImageSOPInstanceReference(**references.to(ct))
    references.to(patient)  # error: "Patient"


def to_many(
    instances: list[CTImage | ComprehensiveSR], films: list[BasicFilmBox]
) -> list[HierarchicalSOPInstanceReference]:
    references.evidence(films)  # error: Placed
    return references.evidence(instances)
