"""Patient Orientation: the directions of rows and columns relative to the patient.

Source: PS3.3 C.7.6.1.1.1.
"""

from __future__ import annotations

import re
from collections.abc import MutableSequence
from typing import Final

from ...encoding.readings import Element
from ...findings import codes
from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .subject import Subject

PATIENT_ORIENTATION: Final = 0x00200020
_TYPE: Final = "top.AnatomicalOrientationType"

_FORMS: Final = {
    f'not present({_TYPE}) or {_TYPE} == "BIPED"': (
        "A P R L H F",
        re.compile(r"(?!.*(?:A.*P|P.*A|R.*L|L.*R|H.*F|F.*H))[APRLHF]{1,3}"),
    ),
    f'{_TYPE} == "QUADRUPED"': (
        "LE RT D V CR CD R M L PR DI PA PL",
        re.compile(r"(?:LE|RT|CR|CD|PR|DI|PA|PL|D|V|R|M|L){1,3}"),
    ),
}
"""The abbreviations and the pattern of a direction, by the condition of their use."""


def check_patient_orientation(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a direction that does not consist of one to three abbreviations."""
    for when, (abbreviations, form) in _FORMS.items():
        values = _values(scope.elements[tag])
        wrong = [value for value in values if value and not form.fullmatch(value)]
        if wrong and subject.holds(scope, when):
            message = (
                f"{wrong[0]!r}; must be 1 to 3 of {abbreviations}, without opposites"
            )
            reporter.add(codes.PATIENT_ORIENTATION, scope, tag, message)


def _values(element: Element) -> list[str]:
    value = element.value
    if isinstance(value, bytes):
        return [part.strip(" \0") for part in value.decode("latin-1").split("\\")]
    return [str(part) for part in value] if isinstance(value, MutableSequence) else []
