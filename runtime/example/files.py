"""Writes examples as files: one, or all of an edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydicom.dataset import Dataset

from ..atomic import writing
from ..tables.descriptions import CompositeIod, DirectoryIod, Iod
from ..tables.editions import Edition
from . import directory, identifiers
from .making import build


def write(iod: type[Iod], sop_class_uid: str, path: Path, *, seed: int = 0) -> None:
    """Write an example; for a DICOMDIR, also the image that it lists."""
    _save(build(iod, sop_class_uid, seed=seed), path)
    if issubclass(iod, DirectoryIod):
        image = path.parent.joinpath(*directory.FILE_ID)
        image.parent.mkdir(exist_ok=True)
        _save(build("CTImage", identifiers.CT_IMAGE, seed=seed), image)


def write_all(edition: Edition, folder: Path, *, seed: int = 0) -> Iterator[Path]:
    """Write an example of every storage SOP class, and yield the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for uid, keyword in edition.sop_classes.items():
        iod = edition.iod(keyword)
        if issubclass(iod, CompositeIod):
            path = folder / f"{edition.uids[uid][1]}.dcm"
            write(iod, uid, path, seed=seed)
            yield path


def _save(dataset: Dataset, path: Path) -> None:
    with writing(path) as file:
        dataset.save_as(file, enforce_file_format=True)
