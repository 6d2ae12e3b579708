"""Builds an example of an IOD, given its class or name."""

from __future__ import annotations

from functools import cache

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from ..objects.rows import edition_of
from ..tables import editions
from ..tables.descriptions import DirectoryIod, Iod
from ..tables.editions import Edition
from ..validation.conditions.facts import Facts
from ..validation.views import Names
from . import directory, identifiers
from .construction import Construction
from .customization import MINIMAL, Customization
from .parts import Parts
from .sop_classes import named, sop_class_of
from .tree import Book


def build(
    iod: type[Iod] | str, sop_class_uid: str | None = None, *, seed: int = 0
) -> Dataset:
    """Return an example of an IOD, with its file meta information.

    Args:
        iod: Its class, or a name of it or of a SOP class in the bundled edition:
            "CTImage", "CT Image Storage", a UID.
        sop_class_uid: The SOP class; the first one of the IOD if None.
        seed: Determines the UIDs; examples with the same seed belong to the same study.

    Raises:
        LookupError: The edition has no SOP class of this IOD.
        UnknownNameError: The edition has no IOD or SOP class with this name.
    """
    return construct(iod, sop_class_uid, seed=seed).dataset


def construct(
    iod: type[Iod] | str,
    sop_class_uid: str | None = None,
    *,
    seed: int = 0,
    custom: Customization = MINIMAL,
) -> Construction:
    """Return an example with the definitions of its parts; see `build`.

    Args:
        custom: Optional parts and values.
    """
    if isinstance(iod, str):
        edition = editions.bundled()
        iod, uid = named(edition, iod)
    else:
        edition = edition_of(iod)
        generated = frozenset(edition.definitions("iods"))
        iod = next(
            base for base in iod.__mro__ if base in generated and issubclass(base, Iod)
        )
        uid = sop_class_of(edition, iod)
    return builder_of(edition).build(iod, sop_class_uid or uid, seed, custom)


def customize(made: Construction, custom: Customization) -> None:
    """Add optional parts and values to an example.

    Args:
        custom: All that the example has, and more.
    """
    if custom != made.custom:
        builder_of(made.edition).customize(made, custom)


class Builder:
    """Builds objects of an edition; caches their definitions."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.book = Book(Names(edition))
        self.facts = Facts(edition, {})

    def build(
        self,
        iod: type[Iod],
        sop_class_uid: str,
        seed: int = 0,
        custom: Customization = MINIMAL,
    ) -> Construction:
        """Return an object, with its file meta information."""
        made = Construction(
            self.book,
            self.facts,
            iod,
            self._parts(iod, custom),
            seed=seed,
            custom=custom,
            constraints=iod.constraints,
            initial={} if _is_directory(iod) else {"SOPClassUID": sop_class_uid},
        )
        dataset = made.dataset
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.MediaStorageSOPClassUID = UID(sop_class_uid)
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.get(
            "SOPInstanceUID"
        ) or UID(identifiers.instance(seed, sop_class_uid))
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        if _is_directory(iod):
            directory.link(dataset)
        return made

    def customize(self, made: Construction, custom: Customization) -> None:
        """Add optional parts and values to an object.

        Args:
            custom: All that the object has, and more.
        """
        made.customize(self._parts(made.iod, custom), custom)
        if _is_directory(made.iod):
            directory.link(made.dataset)

    def _parts(self, iod: type[Iod], custom: Customization) -> Parts:
        return Parts(self.edition, self.facts, iod, custom.modules)


def _is_directory(iod: type[Iod]) -> bool:
    return issubclass(iod, DirectoryIod)


@cache
def builder_of(edition: Edition) -> Builder:
    """Return the builder of an edition."""
    return Builder(edition)
