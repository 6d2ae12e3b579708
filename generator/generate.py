"""Creates the generated folders of an edition of the standard."""

from __future__ import annotations

import keyword
import tomllib
from importlib import import_module
from pathlib import Path

from attrs import frozen

from iodize.errors import IodizeError
from iodize.tables import editions

from . import snapshot
from .model import Standard
from .output import SUFFIXES, Tree
from .pipeline import render_python, render_standard
from .report import Report
from .snapshot import schema

TYPED = {"py.typed": b""}
"""Makes type checkers use the types of a package; `generated/` is part of one that has it."""


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


class PackageNameError(IodizeError):
    """A name is not valid for a Python package."""

    hint = "choose a name such as dicom_2022d"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name!r} is not a valid name for a Python package"


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

    def trees(self, standard: Standard, report: Report) -> list[Tree]:
        """Return the files of both generated folders."""
        files = {schema.FILE_NAME: schema.render()}
        for edition in {standard.edition, *snapshot.editions_in(self.facts)}:
            embedded = (
                standard
                if edition == standard.edition
                else snapshot.read(self.facts / edition)
            )
            for name, content in render_standard(embedded).items():
                files[f"{edition}/{name}"] = content
        retired = snapshot.render_retired(snapshot.read_retired())
        files |= {f"{snapshot.RETIRED}/{name}": each for name, each in retired.items()}
        return [
            Tree(self.facts, files),
            Tree(self.folder / "generated", render_python(standard, report)),
        ]


def separate_package(standard: Standard, report: Report, folder: Path) -> Tree:
    """Return the package of an edition that is not part of iodize."""
    return Tree(folder, render_python(standard, report) | TYPED)


def bundled_package(edition: str | None, folder: Path) -> Tree:
    """Return a copy of the package of the bundled edition; it works under any name.

    Raises:
        UnknownSnapshotError: The bundled edition is another one.
    """
    bundled = editions.bundled()
    if edition not in (None, bundled.name):
        raise snapshot.UnknownSnapshotError(edition or "", [bundled.name])
    source = Path(import_module(bundled.package).__path__[0])
    return Tree(
        folder,
        {
            file.relative_to(source).as_posix(): file.read_bytes()
            for file in sorted(source.rglob("*"))
            if file.suffix in SUFFIXES
        }
        | TYPED,
    )


def check_package_name(name: str) -> None:
    """Check that Python can import a package of this name.

    Raises:
        PackageNameError: The name is not valid.
    """
    if not name.isidentifier() or keyword.iskeyword(name):
        raise PackageNameError(name)
