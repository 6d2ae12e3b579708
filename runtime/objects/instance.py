"""SOP instances: read, validated, completed and saved."""

from __future__ import annotations

import os
from copy import deepcopy
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Self

from .typed import Typed

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pydicom.dataset import Dataset

    from ..encoding.sources import FileSource
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

    _syntax: str | None = None
    """The transfer syntax of pixel data that were compressed or decompressed."""

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
        if self._syntax is not None:
            from pydicom.uid import UID

            from .pixel_data import with_meta

            with_meta(dataset).file_meta.TransferSyntaxUID = UID(self._syntax)
        if self._source is None:
            from ..tables.descriptions import DirectoryIod
            from .completing import complete
            from .files import add_directory_class
            from .rows import edition_of

            if isinstance(self, DirectoryIod):
                add_directory_class(dataset)
            complete(dataset, type(self), edition_of(type(self)))  # type: ignore[arg-type]
        return dataset

    @classmethod
    def from_dataset(cls, dataset: Dataset, *, strict: bool = False) -> Self:
        """Return a data set as an instance of the class.

        All elements are kept and written back unchanged.

        Args:
            strict: Whether to refuse a nonconformant object.

        Raises:
            TypeError: It is not a data set.
            UnknownSOPClassError: Its SOP class is that of another IOD. A private SOP class,
                or one of another edition, is accepted.
            InvalidObjectError: `strict` is set, and the object is nonconformant.
        """
        from .files import refuse_other_class

        refuse_other_class(cls, dataset)
        return super().from_dataset(dataset, strict=strict)

    def file_dataset(self, transfer_syntax_uid: str | None = None) -> Dataset:
        """Return the data set that `save` writes, with its file meta information.

        Pixel data that consist of fragments have no transfer syntax if it is not known.

        Args:
            transfer_syntax_uid: As for `save`.

        Raises:
            PixelDataError: The pixel data cannot be converted to the transfer syntax.
        """
        from .files import file_dataset

        return file_dataset(self.to_dataset(), transfer_syntax_uid)

    def save(
        self,
        path: str | os.PathLike[str] | BinaryIO,
        *,
        transfer_syntax_uid: str | None = None,
        overwrite: bool = True,
    ) -> None:
        """Write the object as a DICOM file.

        Pixel data are compressed or decompressed without loss if the transfer syntax
        requires it, by the plugins of pydicom; the instance is not changed. `compress` has
        options for compression with loss.

        Args:
            path: A path, or a binary file that is open for writing.
            transfer_syntax_uid: The transfer syntax of the file; if None, the one that it
                was read or compressed in, otherwise Explicit VR Little Endian. Of a new
                object whose Pixel Data consist of fragments, it must be the one that they
                were compressed in.
            overwrite: Whether to replace an existing file.

        Raises:
            FileExistsError: The file exists, and `overwrite` is false.
            PixelDataError: The pixel data cannot be written in the transfer syntax.
        """
        from .files import write

        write(self.file_dataset(transfer_syntax_uid), path, overwrite)

    def compress(
        self, transfer_syntax_uid: str, *, encoding_plugin: str = "", **options: Any
    ) -> None:
        """Compress the pixel data, with the plugins of pydicom.

        Compression with loss adds the attributes that describe it, and a new SOP Instance
        UID. See "Image data compression" in the documentation of pydicom for the plugins of
        each transfer syntax.

        Args:
            transfer_syntax_uid: `pydicom.uid.RLELossless`, `JPEG2000Lossless`, …
            encoding_plugin: The plugin; any that can compress if empty.
            options: Options of `pydicom.dataset.Dataset.compress`: `j2k_cr`, `j2k_psnr`,
                `jls_error`.

        Raises:
            PixelDataError: No plugin can compress them.

        Source: PS3.3 C.7.6.1.1.5.
        """
        from .pixel_data import compress

        dataset = self.file_dataset()
        compress(dataset, transfer_syntax_uid, encoding_plugin, options)
        self._take_pixels(dataset)

    def decompress(self) -> None:
        """Decompress the pixel data, with the plugins of pydicom.

        Raises:
            PixelDataError: No plugin can decompress them.
        """
        from .pixel_data import decompress

        dataset = self.file_dataset()
        decompress(dataset)
        self._take_pixels(dataset)

    def _take_pixels(self, dataset: Dataset) -> None:
        """Take over Pixel Data and the attributes that describe it."""
        for tag, field in self._layout_of().by_tag.items():
            if tag >> 16 not in (0x0028, 0x7FE0) and tag != 0x00080018:
                continue
            if tag in dataset:
                self._values[tag] = field.read(dataset[tag])
            else:
                self._remove(tag)
        self.__dict__["_syntax"] = str(dataset.file_meta.TransferSyntaxUID)

    @property
    def pixel_array(self) -> NDArray[Any]:
        """The decoded pixels, as pydicom returns them; a new array for each access.

        Raises:
            PixelDataError: The instance has no pixels, or no plugin can decode them.
        """
        from .files import file_dataset
        from .pixel_data import pixel_array

        return pixel_array(file_dataset(Typed.to_dataset(self), None))

    def validate(self, transfer_syntax_uid: str | None = None) -> Report:
        """Validate the object as `save` would write it.

        Args:
            transfer_syntax_uid: As for `save`.

        Raises:
            PixelDataError: The pixel data cannot be converted to the transfer syntax.
        """
        from ..validation.api import validate
        from .rows import edition_of

        dataset = self.file_dataset(transfer_syntax_uid)
        return validate(dataset, edition_of(type(self)))  # type: ignore[arg-type]

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
    def read(cls, source: FileSource | Dataset, *, strict: bool = False) -> Self:
        """Return a file as an object of the class.

        Args:
            source: A path, an open binary file, the bytes of a file, or a data set of
                pydicom.
            strict: Whether to refuse a nonconformant object.

        Raises:
            TypeError: The source is something else.
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
    def following(cls, other: Instance | Dataset, **values: Any) -> Self:
        """Return a new instance in the study of another, with its patient and equipment.

        The attributes of the other instance's Patient, Study and Equipment entities are
        taken over, if this class has them. If both are of the same class, so are those of
        the Series, unless a Series Instance UID is given, and of the Frame of Reference,
        unless a Frame of Reference UID is given.

        Args:
            other: An instance, or a data set of pydicom.
            values: Attributes of the new instance; they replace those taken over.

        Raises:
            TypeError: The other is neither.
            MissingValueError, InvalidValueError, UnknownAttributeError: As for
                constructing an instance.
        """
        from .files import instance_of
        from .following import context

        return cls(**{**context(cls, instance_of(cls, other), values), **values})
