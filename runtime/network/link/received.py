"""Sinks for data sets of messages, and received instances."""

from __future__ import annotations

import os
import shutil
import tempfile
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Protocol

from pydicom.uid import UID

from ...atomic import writing
from ...data_sets import transfer

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ...definitions import Iod
    from ...findings.finding import Finding

SPOOLED_BYTES = 8 << 20
"""Objects longer than this are kept in a temporary file."""
MAX_ATTRIBUTE_LIST = 1 << 28
"""Maximum length of an attribute list in bytes."""


class Sink(Protocol):
    """Receives a data set in fragments.

    Never raises; an error is stored in `failure`, so that the peer gets a response.
    """

    failure: Exception | None

    def write(self, fragment: memoryview) -> None:
        """Add a fragment; the memory is not kept."""
        ...

    def finish(self) -> None:
        """Called when the data set is complete."""
        ...

    def discard(self) -> None:
        """Called when the data set is not needed, or will not be completed."""
        ...

    def open(self) -> BinaryIO:
        """Return the encoded data set, at its beginning."""
        ...


class InMemory:
    """Keeps an attribute list in memory."""

    def __init__(self, most: int = MAX_ATTRIBUTE_LIST) -> None:
        self.failure: Exception | None = None
        self.data = bytearray()
        self._most = most

    def write(self, fragment: memoryview) -> None:
        if len(self.data) + len(fragment) > self._most:
            self.failure = MemoryError(f"a data set of more than {self._most} bytes")
            self.data.clear()
        elif self.failure is None:
            self.data += fragment

    def finish(self) -> None: ...

    def discard(self) -> None:
        self.data = bytearray()

    def open(self) -> BinaryIO:
        return BytesIO(self.data)


class Spooled:
    """Keeps an object: a small one in memory, a large one in a temporary file."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115
            max_size=SPOOLED_BYTES
        )

    def write(self, fragment: memoryview) -> None:
        if self.failure is None:
            try:
                self._file.write(fragment)
            except OSError as error:
                self.failure = error

    def finish(self) -> None: ...

    def discard(self) -> None:
        self._file.close()

    def open(self) -> BinaryIO:
        self._file.seek(0)
        return self._file  # type: ignore[return-value]


class Received:
    """An instance that was received by C-STORE."""

    findings: tuple[Finding, ...] = ()
    """Findings of the message; the instance itself is not validated."""

    def __init__(
        self, sink: Sink, sop_class_uid: str, sop_instance_uid: str, syntax: str
    ) -> None:
        self._sink = sink
        self.sop_class_uid = sop_class_uid
        self.sop_instance_uid = sop_instance_uid
        self.transfer_syntax_uid = syntax

    def __repr__(self) -> str:
        name = UID(self.sop_class_uid).name
        return f"<Received: {name}, {self.sop_instance_uid}>"

    def dataset(self) -> Dataset:
        """Return the instance as a data set of pydicom, with file meta information.

        Raises:
            Exception: It cannot be decoded; pydicom's reader raises many types.
        """
        from pydicom.dataset import FileMetaDataset

        dataset = transfer.decode(
            self._sink.open().read(), UID(self.transfer_syntax_uid)
        )
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.MediaStorageSOPClassUID = UID(self.sop_class_uid)
        dataset.file_meta.MediaStorageSOPInstanceUID = UID(self.sop_instance_uid)
        dataset.file_meta.TransferSyntaxUID = UID(self.transfer_syntax_uid)
        return dataset

    def instance(self) -> Iod:
        """Return the instance as a typed object of its IOD.

        Raises:
            UnknownSOPClassError: The SOP class has no known IOD.
        """
        from ...reading import read

        return read(self.dataset())

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the instance as a DICOM file; the data set keeps its encoding."""
        head = transfer.file_head(
            self.sop_class_uid, self.sop_instance_uid, self.transfer_syntax_uid
        )
        with writing(path) as file:
            file.write(head)
            shutil.copyfileobj(self._sink.open(), file, 1 << 20)
