"""The editions that objects are validated against: one, several, or chosen for each object."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ..tables import editions
from ..tables.editions import Edition
from . import released
from .errors import NoSuchEditionError, SelectionError

if TYPE_CHECKING:
    from .generating import Notify


class Mode(StrEnum):
    """Rule by which the edition of an object is chosen."""

    ONE = "one"
    """The same edition for all objects."""
    AUTO = "auto"
    """The newest edition that was in force when the object was made."""
    ANY = "any"
    """The newest edition that accepts the object."""
    EACH = "each"
    """All editions, with a report of each."""


class Selection(NamedTuple):
    """The editions of a validation."""

    mode: Mode
    editions: tuple[Edition, ...]
    """One, or several in the order of their names; in the given order for EACH."""

    @classmethod
    def of(cls, edition: Edition | None) -> Selection:
        """Return the selection of one edition; the bundled one if None."""
        return cls(Mode.ONE, (edition or editions.bundled(),))

    @property
    def name(self) -> str:
        """The names of the editions: "2022d, 2023a"."""
        return ", ".join(edition.name for edition in self.editions)


class Choice(NamedTuple):
    """A selection before its editions are loaded."""

    mode: Mode
    names: tuple[str, ...]
    """Names of editions; for AUTO and ANY, all available ones if empty."""


def parse(text: str) -> Choice:
    """Return the choice of a text: "2022d", "2022d,2023a", "auto", "any", "any:2022d,2023a".

    Raises:
        NoSuchEditionError: A name is not that of an edition.
        SelectionError: A name is repeated or missing.
    """
    mode, colon, rest = text.partition(":")
    chooses = mode in (Mode.AUTO, Mode.ANY)
    if chooses and not colon:
        return Choice(Mode(mode), ())
    names = tuple(name.strip() for name in (rest if chooses else text).split(","))
    if "" in names or len(set(names)) < len(names):
        raise SelectionError(
            text,
            "an edition is repeated or missing",
            "separate different editions by commas: 2022d,2023a",
        )
    for name in names:
        if not released.is_name(name) and name != editions.bundled().name:
            from .inventory import available

            known = [*released.names(), Mode.AUTO, Mode.ANY]
            raise NoSuchEditionError(name, known, available())
    if chooses:
        return Choice(Mode(mode), names)
    return Choice(Mode.ONE if len(names) == 1 else Mode.EACH, names)


def select(text: str, notify: Notify = lambda line: None) -> Selection:
    """Return the editions of a text; see `parse`. Editions are generated if necessary.

    Raises:
        NoSuchEditionError, SelectionError: The text is not valid.
        NotFetchedError: An edition is not in the cache.
        IncompleteEditionError, MissingExtraError, GenerationError, CacheError: An edition
            cannot be generated.
    """
    from .inventory import available
    from .loading import load

    mode, names = parse(text)
    if mode in (Mode.AUTO, Mode.ANY):
        names = tuple(sorted(names or available()))
    return Selection(mode, tuple(load(name, notify) for name in names))


def select_one(text: str, notify: Notify = lambda line: None) -> Edition:
    """Return the only edition of a text.

    Raises:
        SelectionError: The text selects several editions. Others as for `select`.
    """
    from .loading import load

    choice = parse(text)
    if choice.mode is not Mode.ONE:
        raise SelectionError(
            text, "a single edition is needed here", "name one, such as 2023a"
        )
    return load(choice.names[0], notify)
