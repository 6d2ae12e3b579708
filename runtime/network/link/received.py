"""What takes the data set of a message, and gives it back."""

from __future__ import annotations

import os
import shutil
import tempfile
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Protocol

from pydicom.uid import UID

from . import data_sets

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from ..definitions import Iod
    from ..validation.findings import Finding

SPOOLED_BYTES = 8 << 20
"""Objects above this size wait in a temporary file."""


class Sink(Protocol):
    """Takes the data set of a message, fragment by fragment.

    It raises nothing: what goes wrong is told to the handler of the message, so that the
    peer gets an answer.
    """

    failure: Exception | None

    def write(self, fragment: memoryview) -> None:
        """Take a fragment, which is not kept."""
        ...

    def finish(self) -> None:
        """Learn that the data set is complete."""
        ...

    def discard(self) -> None:
        """Learn that the rest will never come, or that nobody wants it."""
        ...

    def open(self) -> BinaryIO:
        """Return the data set, encoded, to be read from its beginning."""
        ...


class InMemory:
    """Keeps an attribute list."""

    def __init__(self, most: int = 1 << 28) -> None:
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
    """An instance that C-STORE has brought."""

    findings: tuple[Finding, ...] = ()
    """What is wrong with the message; the instance itself is not validated."""

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
            Exception: As pydicom's reader raises of what is no data set.
        """
        from pydicom.dataset import FileMetaDataset

        dataset = data_sets.decode(
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
            UnknownSOPClassError: No IOD is known of its SOP class.
        """
        from ..objects.files import read

        return read(self.dataset())

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the instance as a DICOM file, its data set byte for byte as received."""
        head = data_sets.file_head(
            self.sop_class_uid, self.sop_instance_uid, self.transfer_syntax_uid
        )
        with open(path, "wb") as file:
            file.write(head)
            shutil.copyfileobj(self._sink.open(), file, 1 << 20)
