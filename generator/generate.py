"""From an edition of the standard to the folders that it yields."""

from __future__ import annotations

import keyword
import tomllib
from pathlib import Path

from attrs import frozen

from iodize.errors import IodizeError

from . import emit, snapshot
from .model import Standard
from .output import Tree
from .report import Report
from .snapshot import schema


class NoCheckoutError(IodizeError):
    """There is no place to write to."""

    hint = (
        "run it at the top of a checkout of iodize, or say where to write:"
        " --out DIR --package NAME"
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"{self.folder}: not a checkout of iodize"


class PackageNameError(IodizeError):
    """A name that no Python package can have."""

    hint = "choose a name such as dicom_2022d"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name!r} is no name for a Python package"


@frozen
class Checkout:
    """A working copy of iodize, whose generated folders are committed."""

    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Checkout:
        """Return the checkout in a folder.

        Raises:
            NoCheckoutError: The folder is something else.
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
        """The folder of the embedded facts."""
        return self.folder / "standard_xml"

    def trees(self, standard: Standard, report: Report) -> list[Tree]:
        """Return both generated folders as they should be."""
        files = {schema.FILE_NAME: schema.render()}
        for edition in {standard.edition, *snapshot.editions_in(self.facts)}:
            embedded = (
                standard
                if edition == standard.edition
                else snapshot.read(self.facts / edition)
            )
            for name, content in snapshot.render(embedded).items():
                files[f"{edition}/{name}"] = content
        return [
            Tree(self.facts, files),
            Tree(self.folder / "generated", package(standard, report)),
        ]


def package(standard: Standard, report: Report) -> dict[str, bytes]:
    """Return the files of the package that an edition yields, laid out."""
    sources = emit.format_all(emit.render(standard, report))
    return {path: text.encode() for path, text in sources.items()}


def package_tree(standard: Standard, out: Path, name: str, report: Report) -> Tree:
    """Return an edition as a package of its own.

    Raises:
        PackageNameError: Python cannot import a package of this name.
    """
    if not name.isidentifier() or keyword.iskeyword(name):
        raise PackageNameError(name)
    return Tree(out / name, package(standard, report))
