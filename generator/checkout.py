"""A checkout of iodize, whose generated folders a run writes."""

from __future__ import annotations

import tomllib
from pathlib import Path

from attrs import frozen

from iodize.errors import IodizeError


class NoCheckoutError(IodizeError):
    """The current folder is not a checkout of iodize."""

    hint = (
        "run it in the top folder of a checkout of iodize, or give a folder:"
        " --out DIR --package NAME"
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"{self.folder}: not a checkout of iodize"


@frozen
class Checkout:
    """A checkout of iodize, which contains the generated folders."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Checkout:
        """Return the checkout in a folder.

        Raises:
            NoCheckoutError: The folder is not a checkout.
        """
        try:
            project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise NoCheckoutError(folder) from error
        if project.get("project", {}).get("name") != "iodize":
            raise NoCheckoutError(folder)
        return cls(folder)

    @property
    def facts(self) -> Path:
        """The folder of the snapshots."""
        return self.folder / "standard_xml"

    @property
    def package(self) -> Path:
        """The folder of the package of the bundled edition."""
        return self.folder / "generated"
