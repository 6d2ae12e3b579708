"""A validation run with settings, for `iodize validate` and `iodize.validate`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...config import baseline as baselines
from ...config.choice import chosen
from ...config.profile import Profile
from ...config.profile import load as load_profile
from ...config.settings import Settings
from ...editions.selection import Selection, select
from ...findings.report import Report
from ...tables import editions
from ...tables.editions import Edition
from .batch import check_paths

if TYPE_CHECKING:
    from ..arguments import Source


def run(
    sources: Iterable[Source],
    settings: Settings,
    edition: Edition | Selection,
    *,
    profiles: Sequence[Profile] = (),
    explain: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check sources, and drop findings that the settings or the baseline exclude.

    Args:
        edition: One edition, or several.
        profiles: Profiles to check in addition to those of the settings.
        explain, progress: As for `iodize.validate`.
    """
    rules = [*profiles, *(load_profile(Path(path)) for path in settings.profile)]
    # Read first, to report errors of the file at once.
    known = (
        None if settings.baseline is None else baselines.read(Path(settings.baseline))
    )
    report = check_paths(
        sources,
        edition,
        settings.jobs or 1,
        progress,
        settings.facts,
        rules,
        settings.consistency or False,
        explain,
        settings,
    )
    report = chosen(report, settings)
    return report if known is None else baselines.new(report, known)


def editions_of(settings: Settings) -> Selection:
    """Return the editions of settings; the bundled edition if they have none.

    Editions in the cache are generated if necessary.

    Raises:
        UnknownEditionError: An edition does not exist, or was not fetched.
        IodizeError: An edition cannot be generated.
    """
    if settings.definitions is not None:
        return Selection.of(editions.load(settings.definitions))
    if settings.edition is not None:
        return select(settings.edition)
    return Selection.of(None)
