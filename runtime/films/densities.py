"""Optical densities: of image values, of borders, and as grey of the rendered picture.

Densities are in OD here, 1.5 for the attribute value 150 (hundredths of OD). A P-value is
a fraction from 0 (darkest, Max Density) to 1 (lightest, Min Density).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .errors import FilmValueError
from .gsdf import jnd_index, luminance

WHITE: Final = 255
"""The grey of Min Density of the medium; that of its Max Density is 0."""


@dataclass(frozen=True)
class Light:
    """The light that a film is seen in."""

    illumination: float
    """L0 in cd/m²: of the lightbox, or reflected by white paper."""
    ambient: float
    """La in cd/m²: ambient light that the film reflects."""

    def __post_init__(self) -> None:
        if not 0.0 < self.illumination < math.inf:
            raise FilmValueError(
                "Illumination", self.illumination, "must be greater than 0"
            )
        if not 0.0 <= self.ambient < math.inf:
            raise FilmValueError(
                "ReflectedAmbientLight", self.ambient, "must not be negative"
            )

    def luminance(self, density: float) -> float:
        """Return the luminance in cd/m² of a density."""
        return self.ambient + self.illumination * math.pow(10.0, -density)

    def density(self, cd: float) -> float:
        """Return the density of a luminance; infinite if it is ambient light only."""
        transmitted = (cd - self.ambient) / self.illumination
        return -math.log10(transmitted) if transmitted > 0.0 else math.inf


@dataclass(frozen=True)
class Range:
    """A range of densities, from Min Density (lightest) to Max Density (darkest)."""

    min_density: float
    max_density: float

    def __post_init__(self) -> None:
        if not self.min_density < self.max_density:
            raise FilmValueError(
                "MinDensity",
                round(self.min_density * 100),
                f"must be less than Max Density {round(self.max_density * 100)}",
            )

    def clamped(self, density: float) -> float:
        """Return the nearest density of the range."""
        return min(max(density, self.min_density), self.max_density)

    def indices(self, light: Light) -> tuple[float, float]:
        """Return the JND indices of Max and of Min Density."""
        return (
            jnd_index(light.luminance(self.max_density)),
            jnd_index(light.luminance(self.min_density)),
        )

    def linear(self, fraction: float) -> float:
        """Return the density of a value that is linear in optical density (LIN OD).

        The Presentation LUT does not change the meaning of black and white (PS3.4 H.4.9):
        0 is Max Density, 1 is Min Density.
        """
        return self.min_density * fraction + self.max_density * (1 - fraction)

    def perceived(self, p_values: Iterable[float], light: Light) -> Iterator[float]:
        """Yield the densities of P-values by the Grayscale Standard Display Function.

        Equal steps of P-values are equal steps of JND indices between the luminances of
        Max and Min Density (PS3.4 H.4.9, PS3.14). In light beyond the range of the
        function, they are equal steps of density.
        """
        first, last = self.indices(light)
        for p_value in p_values:
            if not 0.0 < p_value < 1.0 or first >= last:
                # The ends are exact, also where one exceeds the range of the function.
                yield self.linear(min(max(p_value, 0.0), 1.0))
            else:
                cd = luminance(first + (last - first) * p_value)
                yield self.clamped(light.density(cd))

    def greys(self, densities: Iterable[float], light: Light) -> Iterator[int]:
        """Yield the 8-bit grey of densities, as seen in a light; see `grey`."""
        first, last = self.indices(light)
        for density in densities:
            clamped = self.clamped(density)
            if first >= last:
                span = self.max_density - self.min_density
                seen = (self.max_density - clamped) / span
            else:
                seen = (jnd_index(light.luminance(clamped)) - first) / (last - first)
            yield round(WHITE * seen)

    def grey(self, density: float, light: Light) -> int:
        """Return the 8-bit grey that shows a density of this medium in the picture.

        Max Density is 0 and Min Density 255; between them, equal steps of grey are equal
        steps of JND indices: a display that is calibrated to the Grayscale Standard
        Display Function shows the contrasts of the film. A choice of this package.
        """
        return next(self.greys([density], light))


@dataclass(frozen=True)
class Medium:
    """The densities that a medium can have, and the light that it is normally seen in.

    The light is the default that PS3.4 H.4.2.2.1.1 recommends. The densities are a choice
    of this package.
    """

    range: Range
    light: Light


FILM: Final = Medium(Range(0.2, 3.0), Light(2000.0, 10.0))
"""Transmissive film on a lightbox."""
PAPER: Final = Medium(Range(0.05, 2.0), Light(150.0, 0.0))
"""Reflective media; ambient light is part of the illumination."""


def named_density(keyword: str, text: str, medium: Medium) -> float:
    """Return the density of a value of Border Density or Empty Image Density.

    Args:
        keyword: The attribute, for the message of an error.
        text: BLACK, also if empty, WHITE, or a number in hundredths of OD. BLACK and WHITE
            are the limits of the medium; other densities are clamped to them.

    Raises:
        FilmValueError: Any other text.
    """
    match text.strip(" \0"):
        case "" | "BLACK":
            return medium.range.max_density
        case "WHITE":
            return medium.range.min_density
        case number if number.isascii() and number.isdigit() and len(number) <= 5:
            return medium.range.clamped(int(number) / 100)
        case other:
            raise FilmValueError(
                keyword, other, "must be BLACK, WHITE or a number in hundredths of OD"
            )
