"""Codes of comparisons between files: copies, duplicates and inconsistent studies."""

from .code import error, warning

INSTANCE_COPIED = warning(
    "instance-copied", "Two files of the run have the same instance."
)
INSTANCE_DUPLICATE = error(
    "instance-duplicate",
    "Two files with different content have the same SOP Instance UID.",
    "PS3.5 9",
)
SERIES_IN_TWO_STUDIES = error(
    "series-in-two-studies",
    "Instances of the same series have different Study Instance UIDs.",
    "PS3.3 A.1.2.3",
)
PATIENT_DIFFERS = warning(
    "patient-differs",
    "An attribute of the patient differs between instances of the same study.",
    "PS3.3 A.1.2.1",
)
STUDY_DIFFERS = warning(
    "study-differs",
    "An attribute of the study differs between its instances.",
    "PS3.3 A.1.2.2",
)
SERIES_DIFFERS = warning(
    "series-differs",
    "An attribute of the series differs between its instances.",
    "PS3.3 A.1.2.3",
)
