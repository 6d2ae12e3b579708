"""The letters that tell which way in the patient the rows and columns of an image run.

Source: PS3.3 C.7.6.1.1.1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pydicom.multival import MultiValue

from .. import codes
from ..elements import Element
from ..scope import Scope
from .subject import Subject

if TYPE_CHECKING:
    from ..walk import Walk

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
"""The abbreviations, and what a direction looks like, by the condition of their use."""


def check_patient_orientation(
    walk: Walk, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report a direction that is not made of one to three of the abbreviations."""
    for when, (abbreviations, form) in _FORMS.items():
        values = _values(scope.elements[tag])
        wrong = [value for value in values if value and not form.fullmatch(value)]
        if wrong and walk.holds(scope, when):
            message = f"{wrong[0]!r}; one to three of {abbreviations}, none opposite"
            walk.add(codes.PATIENT_ORIENTATION, scope, tag, message)


def _values(element: Element) -> list[str]:
    value = element.value
    if isinstance(value, bytes):
        return [part.strip(" \0") for part in value.decode("latin-1").split("\\")]
    return [str(part) for part in value] if isinstance(value, MultiValue) else []
