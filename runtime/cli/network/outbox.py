"""Files that are to be sent, however many: which of them an association is for.

The presentation contexts of an association are proposed before its first instance is sent.
So some files are looked at ahead, and where one turns up that needs another context, a new
association is made, for all that were met so far.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..network import Proposal
    from .instances import InstanceFile

AHEAD: Final = 1000
"""Files that are looked at before the association that they are for."""
_MOST: Final = 64
"""SOP classes with a transfer syntax, of an association: PS3.8 9.3.2.2 has 128 contexts,
and beside each compressed one there may be a plain one."""
_PLAIN: Final = ("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")
"""Explicit and Implicit VR Little Endian, which can be converted to each other."""

Context = tuple[str, str]
"""UIDs of a SOP class and a transfer syntax."""


class Outbox:
    """Files in their order: those that wait, and those that were sent and not answered."""

    def __init__(self, files: Iterator[InstanceFile]) -> None:
        self._files = files
        self._waiting: deque[InstanceFile] = deque()
        self._sent: deque[InstanceFile] = deque()
        self._contexts: dict[Context, None] = {}

    @property
    def remaining(self) -> int | None:
        """Files without an answer; None if not all have been looked at."""
        if len(self._waiting) >= AHEAD:
            return None
        return len(self._waiting) + len(self._sent)

    def look_ahead(self) -> bool:
        """Look at the next files, and decide what an association is for.

        Returns whether there are files at all.
        """
        self._fill()
        for file in self._waiting:
            context = _context(file)
            if context not in self._contexts and len(self._contexts) == _MOST:
                if file is not self._waiting[0]:
                    break  # it is for the next association
                self._contexts.clear()
            self._contexts[context] = None
        return bool(self._waiting)

    def proposals(self, syntaxes: Sequence[str]) -> list[Proposal]:
        """Return what an association is for: each SOP class as its files are encoded.

        Args:
            syntaxes: Transfer syntaxes that are proposed too.
        """
        from ..network import Proposal

        wanted: dict[str, dict[str, None]] = {}
        for sop_class, syntax in self._contexts:
            own = wanted.setdefault(sop_class, {})
            own[syntax] = None
            if syntaxes:
                own.update(dict.fromkeys(syntaxes))
            elif syntax in _PLAIN:
                own.update(dict.fromkeys(_PLAIN))
        return [Proposal(uid, tuple(own)) for uid, own in wanted.items()]

    def take(self) -> Iterator[Path]:
        """Yield the files that the association is for, while they are sent."""
        while self._waiting and _context(self._waiting[0]) in self._contexts:
            self._sent.append(self._waiting.popleft())
            yield self._sent[-1].path
            self._fill()

    def answered(self) -> InstanceFile:
        """Return the file that an answer is about: the first one without one."""
        return self._sent.popleft()

    def put_back(self) -> None:
        """Have those without an answer be sent once more."""
        self._waiting.extendleft(reversed(self._sent))
        self._sent.clear()

    def drop(self) -> InstanceFile:
        """Return the next file, which is not sent any more."""
        return self._waiting.popleft()

    def _fill(self) -> None:
        self._waiting.extend(islice(self._files, max(0, AHEAD - len(self._waiting))))


def _context(file: InstanceFile) -> Context:
    return file.sop_class_uid, file.transfer_syntax_uid
