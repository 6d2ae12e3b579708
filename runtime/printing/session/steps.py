"""The steps of a print: their requests, warnings and errors."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

from ...network import (
    AssociationAbortedError,
    FailedStatusError,
    NetworkError,
    PeerTimeoutError,
    UnexpectedMessageError,
)
from ..errors import FilmNotPrintedError, PrintingError, UncertainPrintError
from ..results import WARNINGS, Film, Kind, PrintWarning
from .optional import OptionalAttributes
from .requests import Requests

PRINT: Final = "print"
"""The step in which a film is printed."""

_LOST: Final = AssociationAbortedError, PeerTimeoutError, UnexpectedMessageError
"""Errors after which it is unknown whether the peer has handled a request."""

R = TypeVar("R")
Warn = Callable[[PrintWarning], object]


class Steps:
    """Sends the requests of a print, step by step."""

    def __init__(self, requests: Requests, warn: Warn) -> None:
        self.films: list[Film] = []
        """The films that were accepted for printing."""
        self._requests = requests
        self._warn = warn
        self._optional: dict[str, OptionalAttributes] = {}
        self._step = "film session"
        self._film = 0

    def _send(
        self,
        subject: str,
        optional: Mapping[str, Any],
        request: Callable[[Mapping[str, Any]], R],
        box: int = 0,
        undo: Callable[[], object] | None = None,
    ) -> R:
        """Send a request, without optional attributes that the printer refuses."""

        def omitted(names: tuple[str, ...], refusal: FailedStatusError) -> None:
            detail = f"{subject}: omitted, as the printer refuses {', '.join(names)}"
            self._warn(
                PrintWarning(
                    Kind.OMITTED,
                    detail,
                    self._film,
                    box,
                    code=refusal.code,
                    attributes=names,
                )
            )

        known = self._optional.setdefault(subject, OptionalAttributes())
        reply = known.send(optional, request, omitted, undo)
        self._check_status(getattr(reply, "status_code", 0), box)
        return reply

    def _check_status(self, code: int, box: int = 0) -> None:
        """Report a warning status."""
        if code:
            detail = WARNINGS.get(code, "warning")
            self._warn(
                PrintWarning(
                    Kind.STATUS, f"{self._step}: {detail}", self._film, box, code=code
                )
            )

    @contextlib.contextmanager
    def _steps(self) -> Iterator[None]:
        """Add the film and the step to errors."""
        try:
            yield
        except FilmNotPrintedError:
            raise
        except (NetworkError, PrintingError) as error:
            lost = self._step == PRINT and isinstance(error, _LOST)
            kind = UncertainPrintError if lost else FilmNotPrintedError
            raise kind(self._film, self._step, error, self.films) from error
