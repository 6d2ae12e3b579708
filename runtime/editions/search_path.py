"""The search path of `iodize.editions`, which includes the packages in the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


class SearchPath(list[str]):
    """A `__path__` that is extended by the cache of this moment each time it is searched.

    Import machinery iterates over it, so that nothing is computed until a module is not
    found in the package itself, and no setting of the process is changed.
    """

    def __init__(self, own: Sequence[str]) -> None:
        super().__init__(own)

    def __iter__(self) -> Iterator[Any]:
        yield from super().__iter__()
        from . import cache

        folder = cache.packages()
        if folder is not None:
            yield str(folder)
