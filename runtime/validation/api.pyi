import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from ..findings.finding import Severity
from ..findings.report import Report
from ..tables.editions import Edition
from .arguments import Given, ProfileSource

def validate(
    source: Given | Iterable[Given],
    edition: Edition | str | None = None,
    *,
    definitions: str | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    severity: Mapping[str, Severity | str] | None = None,
    facts: Mapping[str, bool] | None = None,
    profiles: ProfileSource | Sequence[ProfileSource] = (),
    consistency: bool | None = None,
    baseline: str | os.PathLike[str] | None = None,
    jobs: int | Literal["auto"] | None = None,
    exclude: str | Iterable[str] = (),
    explain: bool = False,
    config: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report: ...
