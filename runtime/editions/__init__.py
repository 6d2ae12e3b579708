"""Editions of the standard besides the bundled one: fetched, generated once, and loaded.

`load("2022d")` returns an edition for `iodize.validate`. Its classes can be imported from the
user's cache once it was generated: `from iodize.editions.e2022d.iods import CTImage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import lazy
from .search_path import SearchPath

if TYPE_CHECKING:
    from .fetching import fetch as fetch
    from .inventory import available as available
    from .loading import load as load

__all__ = ["available", "fetch", "load"]

# Lazy: the generator uses this package, and HTTP is needed by `fetch` only.
__getattr__ = lazy(
    __name__, {"available": "inventory", "fetch": "fetching", "load": "loading"}
)

# Generated editions are subpackages: the cache is searched after the folder of this package.
__path__ = SearchPath(__path__)
