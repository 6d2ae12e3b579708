"""`iodize.validate`: its arguments, as the settings of a validation.

Type checkers of programs that use iodize read this file, and all that it imports by a
statement; the validation itself is imported by its name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from .editions import Edition
from .report import Report

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from .config.profile import Profile
    from .validation.findings import Severity

Source: TypeAlias = "str | os.PathLike[str] | BinaryIO | Dataset"
"""What can be validated."""

Ruling: TypeAlias = "Profile | str | os.PathLike[str]"
"""A profile, or the file that holds it."""


def validate(
    source: Source | Sequence[Source],
    edition: Edition | str | None = None,
    *,
    definitions: str | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    severity: Mapping[str, Severity | str] | None = None,
    facts: Mapping[str, bool] | None = None,
    profiles: Ruling | Sequence[Ruling] = (),
    consistency: bool | None = None,
    baseline: str | os.PathLike[str] | None = None,
    jobs: int | None = None,
    explain: bool = False,
    config: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check files, all files of folders, or data sets in memory.

    The options are those of `iodize validate`, and so are the findings; but no file with
    settings is looked for.

    Args:
        source: A path, an open binary file, a `pydicom.Dataset`, or several of them.
        edition: The edition to check against, or its name; the bundled one if None.
        definitions: Package that `iodize generate` made, instead of an edition.
        select: Codes of the findings to be reported, or how they begin; all if empty.
        ignore: Codes of findings to be left out; it wins over `select`.
        severity: Another severity for codes, by the code or how it begins.
        facts: What the objects do not tell, by the names of `conditions.facts.FACTS`.
        profiles: Rules on top of the standard's, or the files that hold them.
        consistency: Whether the instances of a study are compared.
        baseline: File of the findings that are known, and left out.
        jobs: How many processes share files; data sets in memory are checked in this one.
        explain: Whether reports tell each rule that could not be decided, and why.
        config: File with settings, which these arguments win over; none if None.
        progress: Called with how many files are done, and how many there are.

    Raises:
        UnknownEditionError: There is no such edition.
        ConfigurationError: An option has no meaning: an unknown code, fact, key…
        OSError: A profile, a baseline or the settings cannot be read.
    """
    from .config import files, settings
    from .config.errors import ConfigurationError
    from .config.profile import Profile

    validation = import_module(f"{__package__}.validation.run")
    several = isinstance(source, Sequence) and not isinstance(source, str)
    sources = cast("Sequence[Source]", source if several else [source])
    one = isinstance(profiles, str | os.PathLike | Profile)
    rulings = cast("Sequence[Ruling]", [profiles] if one else profiles)
    said = settings.Settings(
        select=settings.read_codes(_texts(select), "select"),
        ignore=settings.read_codes(_texts(ignore), "ignore"),
        severity=dict(
            settings.read_severity(name, value, "severity")
            for name, value in (severity or {}).items()
        ),
        edition=edition if isinstance(edition, str) else None,
        definitions=definitions,
        jobs=jobs,
        profile=tuple(
            os.fspath(each) for each in rulings if not isinstance(each, Profile)
        ),
        facts=dict(
            settings.read_fact(name, value, "facts")
            for name, value in (facts or {}).items()
        ),
        baseline=None if baseline is None else os.fspath(baseline),
        consistency=consistency,
    )
    if edition is not None and definitions is not None:
        raise ConfigurationError(
            "edition", "edition and definitions exclude each other", "name one of them"
        )
    wanted = said if config is None else said.over(files.load(Path(config)))
    report = validation.run(
        sources,
        wanted,
        edition if isinstance(edition, Edition) else validation.edition_of(wanted),
        profiles=[each for each in rulings if isinstance(each, Profile)],
        explain=explain,
        progress=progress,
    )
    return cast(Report, report)


def _texts(values: str | Iterable[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)
