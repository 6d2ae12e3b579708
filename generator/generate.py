"""Makes the output of a run from an edition of the standard, and prints its report."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

import click

from iodize.errors import IodizeError
from iodize.tables import editions

from . import snapshot
from .checkout import Checkout
from .model import Standard
from .output import SUFFIXES, Output, Tree
from .pipeline import render_python, render_standard
from .report import Report
from .snapshot import schema
from .sources import from_snapshot

Render = Callable[[Standard, Report], Iterable[Tree]]
"""Renders the folders of an edition."""

TYPED = {"py.typed": b""}
"""Makes type checkers use the types of a package; `generated/` is part of one that has it."""


class PackageNameError(IodizeError):
    """A name is not valid for a Python package."""

    hint = "choose a name such as dicom_2022d"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name!r} is not a valid name for a Python package"


def make_from_facts(checkout: Checkout, edition: str | None, verbose: bool) -> Output:
    """Make the output for the facts in a checkout; default: for the newest edition.

    Raises:
        UnknownSnapshotError: The edition does not have a snapshot.
    """
    standard = from_snapshot(edition, checkout.facts)
    return make(standard, Report(), into_checkout(checkout), verbose)


def make(standard: Standard, report: Report, render: Render, verbose: bool) -> Output:
    """Make the output for an edition, and print the report.

    Args:
        verbose: Whether to list the notes.
    """
    try:
        trees = tuple(render(standard, report))
    finally:  # rows that were not understood may explain the error
        lines = tuple(report.lines(standard, verbose))
        for line in lines:
            click.echo(line)
    return Output(trees, lines, len(report.problems))


def into_package(folder: Path) -> Render:
    """Return the function that renders a package that is not part of iodize."""
    return lambda standard, report: [
        Tree(folder, render_python(standard, report) | TYPED)
    ]


def into_checkout(checkout: Checkout) -> Render:
    """Return the function that renders both generated folders of a checkout."""

    def render(standard: Standard, report: Report) -> list[Tree]:
        files = {schema.FILE_NAME: schema.render()}
        for edition in {standard.edition, *snapshot.editions_in(checkout.facts)}:
            embedded = (
                standard
                if edition == standard.edition
                else snapshot.read(checkout.facts / edition)
            )
            for name, content in render_standard(embedded).items():
                files[f"{edition}/{name}"] = content
        retired = snapshot.render_retired(snapshot.read_retired())
        files |= {f"{snapshot.RETIRED}/{name}": each for name, each in retired.items()}
        return [
            Tree(checkout.facts, files),
            Tree(checkout.package, render_python(standard, report)),
        ]

    return render


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
