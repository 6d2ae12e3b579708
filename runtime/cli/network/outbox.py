"""The queue of files to send, and the presentation contexts that they need.

Presentation contexts are proposed before the first instance is sent. Therefore a limited
number of files is read ahead. If a later file needs another context, a new association is
opened that proposes the contexts of all files so far.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ...network import Proposal
    from .arguments.instances import InstanceFile

AHEAD: Final = 1000
"""Number of files that are read before an association is opened."""
_MOST: Final = 64
"""Maximum number of contexts for an association: PS3.8 9.3.2.2 allows 128, and a compressed
one may need an uncompressed one in addition."""
_UNCOMPRESSED: Final = ("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")
"""Explicit and Implicit VR Little Endian, which can be converted to each other."""

Context = tuple[str, str]
"""UIDs of a SOP class and a transfer syntax."""


class Outbox:
    """A queue of files: waiting, and sent but not answered yet."""

    def __init__(self, files: Iterator[InstanceFile]) -> None:
        self._files = files
        self._waiting: deque[InstanceFile] = deque()
        self._sent: deque[InstanceFile] = deque()
        self._contexts: dict[Context, None] = {}

    @property
    def remaining(self) -> int | None:
        """Number of files without a response; None if not all files have been read."""
        if len(self._waiting) >= AHEAD:
            return None
        return len(self._waiting) + len(self._sent)

    def look_ahead(self) -> bool:
        """Read the next files and collect the contexts for an association.

        Returns False if there are no more files.
        """
        self._fill()
        for file in self._waiting:
            context = _context(file)
            if context not in self._contexts and len(self._contexts) == _MOST:
                if file is not self._waiting[0]:
                    break  # for the next association
                self._contexts.clear()
            self._contexts[context] = None
        return bool(self._waiting)

    def proposals(self, syntaxes: Sequence[str]) -> list[Proposal]:
        """Return the SOP classes to propose, with the transfer syntaxes of their files.

        Args:
            syntaxes: Additional transfer syntaxes.
        """
        from ...network import Proposal

        proposed: dict[str, dict[str, None]] = {}
        for sop_class, syntax in self._contexts:
            own = proposed.setdefault(sop_class, {})
            own[syntax] = None
            if syntaxes:
                own.update(dict.fromkeys(syntaxes))
            elif syntax in _UNCOMPRESSED:
                own.update(dict.fromkeys(_UNCOMPRESSED))
        return [Proposal(uid, tuple(own)) for uid, own in proposed.items()]

    def take(self) -> Iterator[Path]:
        """Yield the files whose contexts were proposed, and count them as sent."""
        while self._waiting and _context(self._waiting[0]) in self._contexts:
            self._sent.append(self._waiting.popleft())
            yield self._sent[-1].path
            self._fill()

    def answered(self) -> InstanceFile:
        """Remove and return the file of the next response: the first one without one."""
        return self._sent.popleft()

    def put_back(self) -> None:
        """Move the files without a response back to the front of the queue."""
        self._waiting.extendleft(reversed(self._sent))
        self._sent.clear()

    def drop(self) -> InstanceFile:
        """Remove and return the next file without sending it."""
        return self._waiting.popleft()

    def _fill(self) -> None:
        self._waiting.extend(islice(self._files, max(0, AHEAD - len(self._waiting))))


def _context(file: InstanceFile) -> Context:
    return file.sop_class_uid, file.transfer_syntax_uid
