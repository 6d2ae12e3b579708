"""SOP instances: read, validated, completed and saved."""

from __future__ import annotations

import os
from copy import deepcopy
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Self

from .typed import Typed

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ..findings.report import Report
    from ..tables.descriptions import FunctionalGroupsItem, Iod


class FunctionalGroupsClass:
    """Descriptor: the class of the items that hold an IOD's functional groups."""

    def __get__(self, instance: object, owner: type[Iod]) -> type[FunctionalGroupsItem]:
        from .members import functional_groups_of

        return functional_groups_of(owner)


class Instance(Typed):
    """A SOP instance: an object of an IOD."""

    _functional_groups: ClassVar[type[FunctionalGroupsItem]]
    _functional_groups_item: ClassVar[type[FunctionalGroupsItem]]
    """The base of the class that `FunctionalGroups` returns."""

    if not TYPE_CHECKING:  # checkers know the class of each IOD from its stub
        FunctionalGroups = FunctionalGroupsClass()

    @classmethod
    def example(cls, seed: int = 0, *, sop_class_uid: str | None = None) -> Self:
        """Return a minimal conformant instance with sample values.

        Args:
            seed: Determines the UIDs; examples with the same seed are of one study.
            sop_class_uid: One of the IOD's SOP classes; the first one if None.

        Raises:
            LookupError: The edition has no SOP class for this IOD.
        """
        from ..example import build

        return cls.from_dataset(build(cls, sop_class_uid, seed=seed))  # type: ignore[arg-type]

    def to_dataset(self) -> Dataset:
        """Return the object as a data set of pydicom, independent of the object.

        In a new object, attributes of type 2C are added without a value where their
        condition holds.
        """
        dataset = super().to_dataset()
        if self._source is None:
            from ..tables.descriptions import DirectoryIod
            from .completing import complete
            from .files import add_directory_class
            from .rows import edition_of

            if isinstance(self, DirectoryIod):
                add_directory_class(dataset)
            complete(dataset, type(self), edition_of(type(self)))  # type: ignore[arg-type]
        return dataset

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        transfer_syntax_uid: str | None = None,
        overwrite: bool = True,
    ) -> None:
        """Write the object as a DICOM file.

        Args:
            transfer_syntax_uid: The transfer syntax of the file; if None, the one it was
                read in, or Explicit VR Little Endian. Pixel data are not transcoded.
            overwrite: Whether to replace an existing file.

        Raises:
            FileExistsError: The file exists, and `overwrite` is false.
            ValueError: pydicom cannot encode the object in the transfer syntax.
        """
        from .files import write

        write(self.to_dataset(), path, transfer_syntax_uid, overwrite)

    def validate(self) -> Report:
        """Validate the object, as `iodize validate` does for files."""
        from ..validation.api import validate
        from .rows import edition_of

        return validate(self.to_dataset(), edition_of(type(self)))  # type: ignore[arg-type]

    @classmethod
    def _refuse(cls, dataset: Dataset) -> None:
        from ..findings.finding import Severity
        from ..validation.api import validate
        from .errors import InvalidObjectError
        from .rows import edition_of

        report = validate(dataset, edition_of(cls))  # type: ignore[arg-type]
        errors = [
            finding
            for file in report.files
            for finding in file.findings
            if finding.severity is Severity.ERROR
        ]
        if errors:
            raise InvalidObjectError(cls, errors)

    @classmethod
    def read(
        cls, source: str | os.PathLike[str] | BinaryIO, *, strict: bool = False
    ) -> Self:
        """Return a file as an object of the class.

        Args:
            strict: Whether to refuse a nonconformant object.

        Raises:
            UnknownSOPClassError: Its SOP class is not one of the IOD.
            InvalidObjectError: `strict` is set, and the object is nonconformant.
            OSError: The file cannot be opened.
            NotDicomError: It is not a DICOM file.
            UnreadableFileError: It has no data set, or one that is too large or nested too
                deep.
        """
        from .files import read_as

        return cls.from_dataset(read_as(cls, source), strict=strict)

    def replace(self, **values: Any) -> Self:
        """Return a copy of the instance with the given values replaced.

        The copy has a new SOP Instance UID, and the current date and time where new
        instances of the class have them.

        Args:
            values: Attributes and optional modules; None removes one.

        Raises:
            InvalidValueError, UnknownAttributeError: As for setting an attribute.
        """
        from .defaults import MADE

        made = deepcopy(self)
        layout = self._layout_of()
        for tag, default in layout.defaults.items():
            if layout.by_tag[tag].keyword in MADE:
                made._values[tag] = default()
        for name, value in values.items():
            setattr(made, name, value)
        return made

    @classmethod
    def following(cls, other: Instance, **values: Any) -> Self:
        """Return a new instance in the study of another, with its patient and equipment.

        The attributes of the other instance's Patient, Study and Equipment entities are
        taken over, if this class has them. If both are of the same class, so are those of
        the Series, unless a Series Instance UID is given, and of the Frame of Reference,
        unless a Frame of Reference UID is given.

        Args:
            values: Attributes of the new instance; they replace those taken over.

        Raises:
            MissingValueError, InvalidValueError, UnknownAttributeError: As for
                constructing an instance.
        """
        from .following import context

        return cls(**{**context(cls, other, values), **values})
