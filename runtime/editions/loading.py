"""Loads an edition by its name: the bundled one, or one from the cache."""

from __future__ import annotations

import sys
from importlib import invalidate_caches

from ..tables import editions
from ..tables.editions import Edition
from . import cache, generating, released
from .errors import NoSuchEditionError, NotFetchedError
from .generating import Notify
from .inventory import available


def load(edition: str, notify: Notify = lambda line: None) -> Edition:
    """Return an edition by its name, such as "2022d".

    An edition that is not bundled is generated from the DocBook in the cache when it is first
    used, which takes up to a minute; nothing is downloaded.

    Args:
        notify: Called with a line before an edition is generated, and with notes.

    Raises:
        NoSuchEditionError: The edition does not exist.
        NotFetchedError: The edition is not in the cache.
        IncompleteEditionError, MissingExtraError, GenerationError, CacheError: The edition
            cannot be generated.
    """
    bundled = editions.bundled()
    if edition == bundled.name:
        return bundled
    package = cache.package_name(edition)
    if package in sys.modules:
        return editions.load(package)
    if not released.is_name(edition):
        raise NoSuchEditionError(edition, [*released.names()], available())
    try:
        generating.generate(edition, notify)
    except NotFetchedError as error:
        raise NotFetchedError(edition, [bundled.name, *error.known]) from None
    invalidate_caches()  # another process may have written the package
    return editions.load(package)
