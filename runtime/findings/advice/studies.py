"""Advice about comparisons between files: copies, duplicates and inconsistent studies."""

from __future__ import annotations

from typing import Final

from .advice import Advice

ADVICE: Final = {
    "instance-copied": Advice(
        "The number of files exceeds the number of objects.",
        "A folder that contains a study and its backup.",
        "Remove one of the copies.",
    ),
    "instance-duplicate": Advice(
        "An archive keeps one of the objects; the other one is lost.",
        "A processed image with the SOP Instance UID of its source.",
        "Generate a new SOP Instance UID for each object with other content.",
    ),
    "series-in-two-studies": Advice(
        "Archives show the series in one of the studies, or split it.",
        "Study Instance UIDs that were replaced in only some of the files.",
        "Give all instances of a series the same Study Instance UID.",
    ),
    "patient-differs": Advice(
        "Archives show the patient twice, or overwrite the attribute.",
        "Patient ID 123 in one image of a study and 0123 in another.",
        "Copy the patient attributes of all instances from one source.",
    ),
    "study-differs": Advice(
        "Archives show the value of an arbitrary instance.",
        "Two values of Study Date in one study.",
        "Copy the study attributes of all instances from one source.",
    ),
    "series-differs": Advice(
        "Archives show the value of an arbitrary instance.",
        "CT and MR as Modality in one series.",
        "Correct the attribute, or put the instances in separate series.",
    ),
}
