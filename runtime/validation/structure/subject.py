"""Context of a structure check: the object of the data set or item."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from ...tables.descriptions import Iod
from ...tables.editions import Edition
from ..conditions.evaluation import Evaluation
from ..plan.scope import Scope


class Subject(NamedTuple):
    """The checked object."""

    edition: Edition
    iod: type[Iod] | None
    transfer_syntax: str
    """UID; empty if unknown."""
    path: str
    """Path of the file; empty for a data set in memory."""
    data: BinaryIO | None
    """The file that the positions of elements refer to; None for a data set in memory."""
    evaluation: Evaluation | None = None
    """Evaluates conditions; None if the object is truncated or has no known IOD."""

    def holds(self, scope: Scope, condition: str) -> bool | None:
        """Evaluate a condition for a data set or item; None if it is unknown."""
        if self.evaluation is None:
            return None
        return self.evaluation.holds(scope, condition)
