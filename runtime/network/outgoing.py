"""An instance that is about to be sent."""

from __future__ import annotations

import os
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Self

from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.filereader import read_partial
from pydicom.uid import UID, ExplicitVRLittleEndian

from ..objects.instance import Instance
from ..validation.findings import Finding
from . import data_sets

SOP_INSTANCE_UID = 0x00080018


class Outgoing:
    """An instance: an object in memory, or a file that is read while it is sent.

    Raises:
        OSError, pydicom.errors.InvalidDicomError: The file cannot be read.
        ValueError: It lacks what says what it is.
    """

    def __init__(self, instance: Instance | Dataset | str | os.PathLike[str]) -> None:
        self._file: BinaryIO | None = None
        self._dataset: Dataset | None = None
        self._path: str | os.PathLike[str] | None = None
        if isinstance(instance, Instance):
            instance = instance.to_dataset()
        if isinstance(instance, Dataset):
            self._dataset = instance
            self._describe(instance, getattr(instance, "file_meta", None) or Dataset())
        else:
            self._path = instance
            self._file = open(instance, "rb")  # noqa: SIM115
            try:
                head = read_partial(self._file, lambda tag, *_: tag > SOP_INSTANCE_UID)
                self._file.seek(_data_set_position(self._file))
                self._describe_file(head, head.file_meta)
            except BaseException:
                self._file.close()
                raise

    def _describe(self, dataset: Dataset, meta: Dataset) -> None:
        self.sop_class = str(dataset.get("SOPClassUID") or "")
        self.sop_instance = str(dataset.get("SOPInstanceUID") or "")
        syntax = meta.get("TransferSyntaxUID")
        self.syntax = UID(syntax) if syntax else ExplicitVRLittleEndian
        if not self.sop_class or not self.sop_instance:
            raise ValueError("an instance needs its SOP Class UID and SOP Instance UID")

    def _describe_file(self, head: Dataset, meta: Dataset) -> None:
        # The data set says what it is; the file meta information of some files differs.
        self.sop_class = str(head.get("SOPClassUID") or "")
        self.sop_instance = str(head.get("SOPInstanceUID") or "")
        self.syntax = UID(meta.get("TransferSyntaxUID") or "")
        if not (self.sop_class and self.sop_instance and self.syntax):
            self._load()

    def _load(self) -> None:
        assert self._path is not None
        self._dataset = dcmread(self._path)
        self._describe(self._dataset, self._dataset.file_meta)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong with an instance in memory; nothing of a file."""
        if self._path is not None or self._dataset is None:
            return ()
        from .. import validate

        return tuple(validate(self._dataset).findings)

    def encoded(self, syntax: UID) -> bytes | BinaryIO:
        """Return the data set in the transfer syntax of a context."""
        if self._file is not None and self._dataset is None and syntax == self.syntax:
            return self._file
        if self._dataset is None:
            self._load()
        assert self._dataset is not None
        return data_sets.encode(self._dataset, syntax)


def _data_set_position(file: BinaryIO) -> int:
    """Return where the data set of a DICOM file begins, after its file meta information."""
    file.seek(0)
    head = file.read(144)
    if head[128:132] != b"DICM":
        raise ValueError("no DICOM file")
    if head[132:138] == b"\2\0\0\0UL":  # its group length says where it ends
        return 144 + int.from_bytes(head[140:144], "little")
    rest = BytesIO(head)
    file.seek(0)
    read_partial(file, lambda tag, *_: tag > 0x0002FFFF)
    del rest
    return file.tell()
