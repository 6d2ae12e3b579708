"""An instance that is about to be sent."""

from __future__ import annotations

import os
from functools import cache
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from ..editions import Edition, bundled
from ..objects.instance import Instance
from ..validation.findings import Finding
from . import data_sets

if TYPE_CHECKING:
    from ..validation.engine import Validator

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
        self._encoded: tuple[UID, bytes] | None = None
        if isinstance(instance, Instance):
            instance = instance.to_dataset()
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
            raise ValueError("an instance needs its SOP Class UID and SOP Instance UID")

    def _describe_file(self, file: BinaryIO) -> None:
        """Read what the file is, and stop where its data set begins.

        The data set says it; the file meta information of some files differs.
        """
        self.syntax = UID(data_sets.read_file_head(file).get(0x0010, ""))
        begin = file.tell()
        self.sop_class, self.sop_instance = data_sets.read_names(file, self.syntax)
        file.seek(begin)
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
        """Return what is wrong with an instance in memory; nothing of a file.

        It is judged as it goes over the network: what a program has put into it is
        encoded once for both, and bytes are validated faster than values.
        """
        if self._path is not None or self._dataset is None:
            return ()
        validator = _validator(bundled())
        try:
            data = self.encoded(syntax)
        except Exception:  # of any kind; that of the value is told by the validation
            return validator.check(self._dataset).findings
        assert isinstance(data, bytes)
        head = data_sets.file_head(self.sop_class, self.sop_instance, syntax)
        return validator.check(BytesIO(head + data)).findings

    def encoded(self, syntax: UID) -> bytes | BinaryIO:
        """Return the data set in the transfer syntax of a context."""
        if self._file is not None and self._dataset is None and syntax == self.syntax:
            return self._file
        if self._dataset is None:
            self._load()
        assert self._dataset is not None
        if self._encoded is None or self._encoded[0] != syntax:
            self._encoded = syntax, data_sets.encode(self._dataset, syntax)
        return self._encoded[1]


@cache
def _validator(edition: Edition) -> Validator:
    """Return the validator of an edition, with all that it has compiled."""
    from ..validation.engine import Validator

    return Validator(edition)
