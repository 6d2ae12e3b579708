"""Requests with optional attributes, repeated without those that the printer refuses.

Source: PS3.4 H.2.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from pydicom.datadict import keyword_for_tag

from ...network import FailedStatusError

REFUSALS: Final = frozenset((0x0105, 0x0106, 0x0107, 0x0116))
"""Statuses of attributes that a printer does not support: No such Attribute, Invalid
Attribute Value, Attribute list error, Attribute Value out of range."""

RARE_FIRST: Final = (
    "RequestedResolutionID",
    "ConfigurationInformation",
    "RequestedDecimateCropBehavior",
    "RequestedImageSize",
    "AnnotationDisplayFormatID",
    "MinDensity",
    "MaxDensity",
    "Trim",
    "SmoothingType",
    "EmptyImageDensity",
    "BorderDensity",
    "MagnificationType",
    "ReferencedPresentationLUTSequence",
    "Polarity",
    "FilmSessionLabel",
    "FilmDestination",
    "PrintPriority",
    "MediumType",
    "NumberOfCopies",
    "FilmOrientation",
    "FilmSizeID",
)
"""Optional attributes in the order in which they are omitted: those of usage U/U first."""

R = TypeVar("R")


class OptionalAttributes:
    """The optional attributes of one kind of request, and those that were refused."""

    def __init__(self) -> None:
        self._refused: set[str] = set()

    def send(
        self,
        given: Mapping[str, Any],
        request: Callable[[Mapping[str, Any]], R],
        omitted: Callable[[tuple[str, ...], FailedStatusError], object],
    ) -> R:
        """Send a request; repeat it without optional attributes that are refused.

        Args:
            given: The optional attributes.
            request: Sends a request with optional attributes.
            omitted: Called with the attributes that were omitted, and the refusal.

        Raises:
            FailedStatusError: It failed for another reason, or also without them.
        """
        given = {
            name: value for name, value in given.items() if name not in self._refused
        }
        try:
            return request(given)
        except FailedStatusError as error:
            if error.code not in REFUSALS or not given:
                raise
            refusal = error
        for names in _omissions(given, refusal):
            left = {name: value for name, value in given.items() if name not in names}
            try:
                reply = request(left)
            except FailedStatusError as error:
                if error.code not in REFUSALS:
                    raise
                continue
            self._refused.update(names)
            omitted(names, refusal)
            return reply
        raise refusal


def _omissions(
    given: Mapping[str, Any], refusal: FailedStatusError
) -> Iterator[tuple[str, ...]]:
    """Yield the attributes to omit in each further attempt.

    Those that the refusal names; each one alone; several of them; all.
    """
    named = {keyword_for_tag(tag) for tag in refusal.offending}
    if present := tuple(name for name in given if name in named):
        yield present
    order = [name for name in RARE_FIRST if name in given]
    order += [name for name in given if name not in order]
    for name in order:
        if (name,) != present:
            yield (name,)
    for count in range(2, len(order) + 1):
        yield tuple(order[:count])
