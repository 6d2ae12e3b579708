"""A whole validation: what `iodize validate` and `iodize.validate` both do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .. import editions
from ..config import baseline as baselines
from ..config.choice import chosen
from ..config.profile import Profile
from ..config.profile import load as load_profile
from ..config.settings import Settings
from ..editions import Edition
from ..report import Report
from .batch import check_paths

if TYPE_CHECKING:
    from ..checking import Source


def run(
    sources: Iterable[Source],
    wanted: Settings,
    edition: Edition,
    *,
    profiles: Sequence[Profile] = (),
    explain: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check what is given, and leave out what is not wanted or known.

    Args:
        profiles: Rules on top of the standard's, beside those that the settings name.
        explain, progress: As for `iodize.validate`.
    """
    rules = [*profiles, *(load_profile(Path(path)) for path in wanted.profile)]
    # Read before the work, so that what is wrong with it is told at once.
    known = None if wanted.baseline is None else baselines.read(Path(wanted.baseline))
    report = check_paths(
        sources,
        edition,
        wanted.jobs or 1,
        progress,
        wanted.facts,
        rules,
        wanted.consistency or False,
        explain,
    )
    report = chosen(report, wanted)
    return report if known is None else baselines.new(report, known)


def edition_of(wanted: Settings) -> Edition:
    """Return the edition that settings name; the bundled one if they name none.

    Raises:
        UnknownEditionError: There is no such edition.
    """
    if wanted.definitions is not None:
        return editions.load(wanted.definitions)
    if wanted.edition is not None:
        return editions.named(wanted.edition)
    return editions.bundled()
