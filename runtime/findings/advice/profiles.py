"""Advice about profiles: rules of a site or a guideline."""

from __future__ import annotations

from typing import Final

from .advice import Advice

ADVICE: Final = {
    "profile-missing": Advice(
        "The profile of the site or guideline requires the attribute.",
        'A rule with type = "1" for AccessionNumber, and an object without it.',
        "Add the attribute, or correct the rule of the profile.",
    ),
    "profile-empty": Advice(
        "The profile of the site or guideline requires a value.",
        'A rule with type = "1" for AccessionNumber, and an object in which it is empty.',
        "Set the value, or correct the rule of the profile.",
    ),
    "profile-forbidden": Advice(
        "The profile of the site or guideline forbids the attribute, often for privacy.",
        "A rule with forbidden = true for PatientComments, and an object that has it.",
        "Remove the attribute, or correct the rule of the profile.",
    ),
    "profile-value": Advice(
        "The profile of the site or guideline allows only some values.",
        'A rule with values = ["HEAD", "CHEST"] for BodyPartExamined, and the value LEG.',
        "Use an allowed value, or correct the rule of the profile.",
    ),
}
