"""An instance to be sent."""

from __future__ import annotations

import os
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Self

from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from ...data_sets import transfer
from ...findings.finding import Finding
from ...objects.instance import Instance
from ...tables.editions import bundled

TRANSFER_SYNTAX_UID = 0x0010
"""Element number in the file meta information."""


class Outgoing:
    """An instance to be sent: an object in memory, or a file that is read while sending.

    Raises:
        OSError, pydicom.errors.InvalidDicomError: The file cannot be read.
        ValueError: SOP Class UID or SOP Instance UID is missing.
    """

    def __init__(self, instance: Instance | Dataset | str | os.PathLike[str]) -> None:
        self._file: BinaryIO | None = None
        self._dataset: Dataset | None = None
        self._path: str | os.PathLike[str] | None = None
        self._encoded: tuple[UID, bytes] | None = None
        if isinstance(instance, Instance):
            source = instance.source_dataset()
            instance = instance.to_dataset() if source is None else source
        if isinstance(instance, Dataset):
            self._dataset = instance
            self._describe(instance, getattr(instance, "file_meta", None) or Dataset())
        else:
            self._path = instance
            self._file = open(os.fspath(instance), "rb")  # noqa: SIM115
            try:
                self._describe_file(self._file)
            except BaseException:
                self._file.close()
                raise

    def _describe(self, dataset: Dataset, meta: Dataset) -> None:
        self.sop_class = str(dataset.get("SOPClassUID") or "")
        self.sop_instance = str(dataset.get("SOPInstanceUID") or "")
        syntax = meta.get("TransferSyntaxUID")
        self.syntax = UID(syntax) if syntax else ExplicitVRLittleEndian
        if not self.sop_class or not self.sop_instance:
            raise ValueError("the instance has no SOP Class UID or SOP Instance UID")

    def _describe_file(self, file: BinaryIO) -> None:
        """Read the UIDs, up to the start of the data set.

        They are those of the data set, as the file meta information may differ.
        """
        head = transfer.read_file_head(file)
        self.syntax = UID(head.get(TRANSFER_SYNTAX_UID, ""))
        start = file.tell()
        self.sop_class, self.sop_instance = transfer.read_names(file, self.syntax)
        file.seek(start)
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

    def findings(self, syntax: UID) -> tuple[Finding, ...]:
        """Return the findings of an instance in memory; none for a file.

        The encoded instance is validated: it is encoded once for both, and validation of
        bytes is faster than that of values.
        """
        if self._path is not None or self._dataset is None:
            return ()
        from ...validation.engine.engine import validator_of

        validator = validator_of(bundled())
        try:
            data = self.encoded(syntax)
        except Exception:  # of any type; the validation reports invalid values
            return validator.check(self._dataset).findings
        assert isinstance(data, bytes)
        head = transfer.file_head(self.sop_class, self.sop_instance, syntax)
        return validator.check(BytesIO(head + data)).findings

    def encoded(self, syntax: UID) -> bytes | BinaryIO:
        """Return the data set in the transfer syntax of a context."""
        if self._file is not None and self._dataset is None and syntax == self.syntax:
            return self._file
        if self._dataset is None:
            self._load()
        assert self._dataset is not None
        if self._encoded is None or self._encoded[0] != syntax:
            self._encoded = syntax, transfer.encode(self._dataset, syntax)
        return self._encoded[1]
