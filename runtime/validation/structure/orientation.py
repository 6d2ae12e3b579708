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
_SOURCE: Final = "PS3.3 C.7.6.1.1.1"
_TYPE: Final = "top.AnatomicalOrientationType"

_ABBREVIATIONS: Final = {
    f'not present({_TYPE}) or {_TYPE} == "BIPED"': "A P R L H F",
    f'{_TYPE} == "QUADRUPED"': "LE RT D V CR CD R M L PR DI PA PL",
}
"""By the condition under which they are used."""

_FORMS: Final = {
    when: re.compile(f"(?:{abbreviations.replace(' ', '|')}){{1,3}}")
    for when, abbreviations in _ABBREVIATIONS.items()
}


def check_orientation(walk: Walk, subject: Subject, scope: Scope, tag: int) -> None:
    """Report a direction that is not made of one to three of the abbreviations."""
    for when, form in _FORMS.items():
        values = _values(scope.elements[tag])
        wrong = [value for value in values if value and not form.fullmatch(value)]
        if wrong and walk.holds(scope, when):
            message = f"{wrong[0]!r}; one to three of {_ABBREVIATIONS[when]}"
            walk.add(codes.VALUE_NOT_ENUMERATED, scope, tag, message, reference=_SOURCE)


def _values(element: Element) -> list[str]:
    value = element.value
    if isinstance(value, bytes):
        return [part.strip(" \0") for part in value.decode("latin-1").split("\\")]
    return [str(part) for part in value] if isinstance(value, MultiValue) else []
