"""Requests with optional attributes, repeated without those that the printer refuses.

Source: PS3.4 H.2.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from pydicom.datadict import keyword_for_tag

from ...network import FailedStatusError

REFUSALS: Final = frozenset((0x0105, 0x0106, 0x0107, 0x0116))
"""Statuses of attributes that a printer does not support: No such Attribute, Invalid
Attribute Value, Attribute list error, Attribute Value out of range."""

RARE_FIRST: Final = (
    "OriginalImageSequence",
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
        undo: Callable[[], object] | None = None,
    ) -> R:
        """Send a request; repeat it without optional attributes that are refused.

        Args:
            given: The optional attributes.
            request: Sends a request with optional attributes.
            omitted: Called with the attributes that were omitted, and the refusal.
            undo: Undoes an accepted request, so that it can be repeated with more
                attributes; None if an accepted request can be repeated.

        Raises:
            FailedStatusError: It failed for another reason, or also without them.
        """
        known = {each: given[each] for each in given if each not in self._refused}
        attempt = _Attempts(known, request, undo)
        reply = attempt.reply()
        names = tuple(each for each in known if each not in attempt.accepted)
        if names and attempt.refusal is not None:
            self._refused.update(names)
            omitted(names, attempt.refusal)
        return reply


class _Attempts(Generic[R]):
    """Attempts to send a request with as many optional attributes as are accepted.

    1. Attributes that a refusal names are omitted, until it names none.
    2. Each attribute is omitted alone.
    3. Attributes are omitted one after the other until the request is accepted. The last
       one is refused; each of the others is added again, and kept if it is accepted.
    """

    def __init__(
        self,
        given: Mapping[str, Any],
        request: Callable[[Mapping[str, Any]], R],
        undo: Callable[[], object] | None,
    ) -> None:
        self.accepted = [name for name in RARE_FIRST if name in given]
        self.accepted += [name for name in given if name not in self.accepted]
        """The attributes of the accepted request, the least important ones first."""
        self.refusal: FailedStatusError | None = None
        """The first refusal."""
        self._given = given
        self._request = request
        self._undo = undo
        self._last: FailedStatusError | None = None

    def reply(self) -> R:
        """Return the reply to the accepted request.

        Raises:
            FailedStatusError: None was accepted.
        """
        for names in self._omissions():
            kept = [name for name in self.accepted if name not in names]
            if (found := self._sent(kept)) is not None:
                self.accepted = kept
                return self._extended(found, names[:-1])
        assert self.refusal is not None
        raise self.refusal

    def _omissions(self) -> Iterator[Sequence[str]]:
        """Yield the attributes to omit in each attempt."""
        yield ()
        while named := self._named():
            self.accepted = [name for name in self.accepted if name not in named]
            yield ()
        for name in self.accepted:
            yield (name,)
        for count in range(2, len(self.accepted) + 1):
            yield self.accepted[:count]

    def _named(self) -> list[str]:
        """Return the attributes of the last attempt that its refusal names."""
        if self._last is None:
            return []
        named = {keyword_for_tag(tag) for tag in self._last.offending}
        return [name for name in self.accepted if name in named]

    def _extended(self, reply: R, candidates: Sequence[str]) -> R:
        """Add attributes to an accepted request, if the printer accepts them."""
        is_current = True
        for name in candidates:
            if is_current and not self._undone():
                return reply
            wider = self._sent([*self.accepted, name])
            is_current = wider is not None or self._undo is None
            if wider is not None:
                reply = wider
                self.accepted.append(name)
        if not is_current:
            reply = self._request(self._chosen(self.accepted))
        return reply

    def _undone(self) -> bool:
        if self._undo is None:
            return True
        try:
            self._undo()
        except FailedStatusError:
            return False
        return True

    def _sent(self, names: Iterable[str]) -> R | None:
        """Send a request with attributes; return None if it is refused."""
        try:
            reply = self._request(self._chosen(names))
        except FailedStatusError as error:
            if error.code not in REFUSALS:
                raise
            self.refusal = self.refusal or error
            self._last = error
            if error.offending and not self._named():
                raise  # it is about other attributes
            return None
        self._last = None
        return reply

    def _chosen(self, names: Iterable[str]) -> dict[str, Any]:
        chosen = set(names)
        return {each: self._given[each] for each in self._given if each in chosen}
