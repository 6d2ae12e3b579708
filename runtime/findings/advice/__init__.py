"""Advice about the codes of findings, by subject as in `iodize.findings.codes`.

It is loaded only for `iodize rules` and SARIF reports.
"""

from __future__ import annotations

from typing import Final

from . import (
    associations,
    attributes,
    conditions,
    content,
    files,
    frames,
    messages,
    pixels,
    profiles,
    studies,
    unexpected,
)
from .advice import Advice as Advice

ADVICE: Final[dict[str, Advice]] = {
    name: advice
    for subject in (
        files,
        attributes,
        conditions,
        frames,
        content,
        pixels,
        studies,
        associations,
        messages,
        unexpected,
        profiles,
    )
    for name, advice in subject.ADVICE.items()
}
"""The advice about each code, by name."""
