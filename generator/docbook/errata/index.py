"""The errata of one part, and those that a run has applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from .erratum import Erratum, corrected
from .part03 import OBJECT_ERRATA
from .part04 import SERVICE_ERRATA
from .part07 import MESSAGE_ERRATA

ERRATA: Final = (*OBJECT_ERRATA, *SERVICE_ERRATA, *MESSAGE_ERRATA)


class Errata:
    """The errata of a part, in any edition of it."""

    def __init__(self, part: int, errata: Iterable[Erratum] = ERRATA) -> None:
        self._errata: Final = tuple(each for each in errata if each.part == part)
        self._applied: set[Erratum] = set()

    def about(self, label: str, caption: str) -> Sequence[Erratum]:
        """Return the errata of a table, or of a section without tables."""
        return [each for each in self._errata if each.is_about(label, caption)]

    def corrected(self, text: str, errata: Iterable[Erratum]) -> str:
        """Return the corrected text of a cell, and record the erratum."""
        result, erratum = corrected(text, errata)
        if erratum is not None:
            self._applied.add(erratum)
        return result

    @property
    def unneeded(self) -> Sequence[Erratum]:
        """The errata that were not applied to the tables and sections read so far."""
        return [each for each in self._errata if each not in self._applied]
