"""Whole SOP instances: read, checked, completed, saved."""

from __future__ import annotations

import os
from copy import deepcopy
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Self

from .typed import Typed

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ..definitions import FunctionalGroupsItem, Iod
    from ..report import Report


class FunctionalGroupsClass:
    """Leads from an IOD to the class of its functional groups' items."""

    def __get__(self, instance: object, owner: type[Iod]) -> type[FunctionalGroupsItem]:
        from .members import functional_groups_of

        return functional_groups_of(owner)


class Instance(Typed):
    """A SOP instance: an object of an IOD."""

    _functional_groups: ClassVar[type[FunctionalGroupsItem]]

    if not TYPE_CHECKING:  # checkers know the class of each IOD from its stub
        FunctionalGroups = FunctionalGroupsClass()

    @classmethod
    def example(cls, seed: int = 0, *, sop_class_uid: str | None = None) -> Self:
        """Return the smallest conformant instance, with made-up values.

        Args:
            seed: Gives UIDs; examples of the same seed belong to the same study.
            sop_class_uid: The first of the IOD's if None.

        Raises:
            LookupError: No SOP class of the edition is of this IOD.
        """
        from ..example import build

        return cls.from_dataset(build(cls, sop_class_uid, seed=seed))  # type: ignore[arg-type]

    def to_dataset(self) -> Dataset:
        """Return the object as a data set of pydicom, independent of the object.

        A new object gets what its own values ask for: attributes of type 2C whose
        condition holds are added without a value.
        """
        dataset = super().to_dataset()
        if self._source is None:
            from ..definitions import DirectoryIod
            from .completing import complete
            from .fields import edition_of
            from .files import say_directory

            if isinstance(self, DirectoryIod):
                say_directory(dataset)
            complete(dataset, edition_of(type(self)))  # type: ignore[arg-type]
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
            transfer_syntax_uid: How it is encoded; as it was read, or Explicit VR
                Little Endian, if None. Pixel data are written as they are.
            overwrite: Whether to replace a file that is there.

        Raises:
            FileExistsError: There is one, and it shall be kept.
            ValueError: pydicom cannot encode the object so.
        """
        from .files import write

        write(self.to_dataset(), path, transfer_syntax_uid, overwrite)

    def validate(self) -> Report:
        """Check the object against the standard, as `iodize validate` checks files."""
        from ..checking import validate
        from .fields import edition_of

        return validate(self.to_dataset(), edition_of(type(self)))  # type: ignore[arg-type]

    @classmethod
    def _refuse(cls, dataset: Dataset) -> None:
        from ..checking import validate
        from ..validation.findings import Severity
        from .errors import InvalidObjectError
        from .fields import edition_of

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
            strict: Whether to refuse an object that breaks the standard.

        Raises:
            UnknownSOPClassError: It is of no SOP class of the IOD.
            InvalidObjectError: It breaks the standard, where `strict` asks for one that
                does not.
            OSError: It cannot be opened.
            pydicom.errors.InvalidDicomError: It is no DICOM file.
        """
        from .files import read_as

        return cls.from_dataset(read_as(cls, source), strict=strict)

    def replace(self, **values: Any) -> Self:
        """Return another instance like this one, but for the values given.

        It has an SOP Instance UID of its own, and the time of now where this class
        gives new instances a time.

        Args:
            values: Attributes and optional modules; None takes out one of them.

        Raises:
            InvalidValueError, UnknownAttributeError: As when they are set.
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

        Every attribute of the other instance's Patient, Study and Equipment entities
        that this class has too is taken over; so are those of its Series, and of its
        Frame of Reference, where both are of the same class and Series Instance UID,
        or Frame of Reference UID, is not given.

        Args:
            values: Attributes of the new instance, which win over what is taken over.

        Raises:
            MissingValueError, InvalidValueError, UnknownAttributeError: As when an
                instance is made without another.
        """
        from .following import context

        return cls(**{**context(cls, other, values), **values})
