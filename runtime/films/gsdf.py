"""The Grayscale Standard Display Function, PS3.14 section 7."""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import cache
from typing import Final

FIRST_JND: Final = 1.0
LAST_JND: Final = 1023.0
"""The range of JND indices for which the function is defined."""

_NUMERATOR: Final = (
    -1.3011877,
    8.0242636e-2,
    1.3646699e-1,
    -2.5468404e-2,
    1.3635334e-3,
)
_DENOMINATOR: Final = (
    *(1.0, -2.5840191e-2, -1.0320229e-1),
    *(2.8745620e-2, -3.1978977e-3, 1.2992634e-4),
)
"""Coefficients by the power of ln(j): PS3.14 equation 7-1, a c e g m and b d f h k."""


def luminance(jnd: float) -> float:
    """Return the luminance in cd/m² of a JND index from 1 to 1023."""
    x = math.log(min(max(jnd, FIRST_JND), LAST_JND))
    return float(10.0 ** (_polynomial(_NUMERATOR, x) / _polynomial(_DENOMINATOR, x)))


def jnd_index(cd: float) -> float:
    """Return the JND index of a luminance in cd/m², interpolated between whole indices.

    A luminance outside of the range of the function has its first or last index.
    """
    table = _luminances()
    at = bisect_right(table, cd)
    if at == 0:
        return FIRST_JND
    if at == len(table):
        return LAST_JND
    return FIRST_JND + at - 1 + (cd - table[at - 1]) / (table[at] - table[at - 1])


@cache
def _luminances() -> tuple[float, ...]:
    return tuple(luminance(jnd) for jnd in range(int(FIRST_JND), int(LAST_JND) + 1))


def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    result = 0.0
    for coefficient in reversed(coefficients):
        result = result * x + coefficient
    return result
