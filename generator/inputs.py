"""Everything that the output for the facts of a checkout depends on.

The bundled edition is an input of its own, as runs replace it: an output depends on those of
its modules that were imported.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from attrs import frozen

import iodize
from iodize.editions.stamp import checksums
from iodize.tables import editions

CODE: Final = Path(iodize.__path__[0])
"""The folder of iodize: its code, templates, grammars, and the facts of retired services."""


@frozen
class Inputs:
    """The checksums of all files and options that a run may read."""

    key: str
    """The checksum of the facts, the options, the code of iodize, and what it runs on."""
    bundled: Mapping[str, str]
    """The checksum of each file of the bundled edition, by path in iodize."""

    @classmethod
    def of(cls, facts: Path, *options: object) -> Inputs:
        """Return the inputs as they are now.

        Args:
            facts: The folder of the snapshots.
            options: Options of the command that change its output.
        """
        code = _checksums(CODE)
        folder = editions.bundled().package.partition(".")[2]
        bundled = {path for path in code if path.startswith(f"{folder}/")}
        packages = sorted((each.name, each.version) for each in distributions())
        others = {path: code[path] for path in sorted(code.keys() - bundled)}
        inputs = [sys.version, packages, options, _checksums(facts), others]
        return cls(
            sha256(json.dumps(inputs).encode()).hexdigest(),
            {path: code[path] for path in sorted(bundled)},
        )

    def imported(self) -> dict[str, str]:
        """Return the checksums of the modules of the bundled edition that are imported."""
        return {
            path: checksum
            for path, checksum in self.bundled.items()
            if _module(path) in sys.modules
        }

    def include(self, bundled: Mapping[str, str]) -> bool:
        """Whether files of the bundled edition have these checksums."""
        return bundled.items() <= self.bundled.items()


def _checksums(folder: Path) -> dict[str, str]:
    return checksums(folder, lambda suffix: suffix != ".pyc")


def _module(path: str) -> str:
    """Return the import name of a module; a name that does not exist for other files."""
    inside = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return f"{iodize.__name__}.{inside}"
