"""Encapsulated documents: PDF and STL files as instances of a study."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Unpack, overload

from pydicom.uid import generate_uid

from ..iods import EncapsulatedPDF, EncapsulatedSTL
from ..macros import Code
from ..modules import EncapsulatedDocument
from .codes import coded
from .errors import BuildError
from .multi_frame import common_references
from .sources import Source, derived, sources_of
from .values import EquipmentValues, InstanceValues, PatientValues

if TYPE_CHECKING:
    from ..objects.typing import UIValue
    from .codes import CodeLike
    from .sources import SourceLike, SourcesLike

MILLIMETER: Final = ("mm", "UCUM", "mm")

STL_HEADER: Final = 84
"""Bytes before the triangles of a binary STL file, the last four of which count them."""
STL_TRIANGLE: Final = 50


class _DocumentValues(PatientValues, total=False):
    """Attributes of any encapsulated document, and the arguments of both overloads."""

    BurnedInAnnotation: Literal["YES", "NO"]
    DocumentTitle: str
    concept: CodeLike
    derived_from: SourcesLike


class PDFValues(InstanceValues, _DocumentValues, total=False):
    """The arguments of `encapsulated` for PDF."""

    ConversionType: str


class STLValues(EquipmentValues, _DocumentValues, total=False):
    """The arguments of `encapsulated` for STL."""

    FrameOfReferenceUID: UIValue
    ContentDescription: str


@overload
def encapsulated(
    document: bytes | str | os.PathLike[str],
    source: SourceLike | None = ...,
    *,
    iod: type[EncapsulatedPDF] = ...,
    **values: Unpack[PDFValues],
) -> EncapsulatedPDF: ...
@overload
def encapsulated(
    document: bytes | str | os.PathLike[str],
    source: SourceLike | None = ...,
    *,
    iod: type[EncapsulatedSTL],
    **values: Unpack[STLValues],
) -> EncapsulatedSTL: ...
def encapsulated(
    document: bytes | str | os.PathLike[str],
    source: SourceLike | None = None,
    *,
    iod: type[EncapsulatedPDF | EncapsulatedSTL] = EncapsulatedPDF,
    concept: CodeLike | None = None,
    derived_from: SourcesLike = (),
    **values: Any,
) -> EncapsulatedPDF | EncapsulatedSTL:
    """Return a document as an instance.

    Args:
        document: The content of the file, or its path.
        source: An instance of the patient and study: an object, a data set or a path.
        iod: `EncapsulatedSTL` for a model in binary STL, in mm.
        concept: The kind of document, for example a code of LOINC.
        derived_from: The instances from which the document was made.
        values: Attributes of the instance. Without a source also those of the patient and
            the study, which is a new one if no UID is given.

    Raises:
        BuildError: The document has another format.
        OSError: The file cannot be read.

    Source: PS3.3 A.45.1, A.85.1, C.24.2.
    """
    data = document if isinstance(document, bytes) else Path(document).read_bytes()
    of = None if source is None else sources_of("source", source)[0]
    origins = sources_of("derived_from", derived_from) if derived_from else []
    made: dict[str, Any] = {
        # A value has an even length; the length of the document is that without padding.
        "EncapsulatedDocument": data + bytes(len(data) % 2),
        "EncapsulatedDocumentLength": len(data),
        "BurnedInAnnotation": "YES",
        "ConceptNameCodeSequence": (
            [] if concept is None else [coded("concept", concept)]
        ),
        "SourceInstanceSequence": _origins(origins),
    }
    if iod is EncapsulatedPDF:
        _check_pdf(data)
        made |= {"Modality": "DOC", "ConversionType": "WSD"}
    else:
        _check_stl(data)
        uid = None if of is None else of.dataset.get("FrameOfReferenceUID")
        made |= {
            "FrameOfReferenceUID": uid or generate_uid(prefix=None),
            "MeasurementUnitsCodeSequence": [Code(*MILLIMETER)],
            "BurnedInAnnotation": "NO",
            "common_instance_reference": common_references(origins) if origins else None,
        }
    return derived(iod, of, values, **made)


def _origins(
    sources: Sequence[Source],
) -> list[EncapsulatedDocument.SourceInstanceItem] | None:
    """Return references to the instances that a document was made from."""
    item = EncapsulatedDocument.SourceInstanceItem
    return [item(**each.reference) for each in sources] or None


def _check_pdf(data: bytes) -> None:
    """Raise BuildError if a document is not PDF."""
    if b"%PDF-" not in data[:1024]:
        raise BuildError(
            "document",
            f"is not PDF: it begins with {data[:8]!r}",
            "pass iod=EncapsulatedSTL for a model",
        )


def _check_stl(data: bytes) -> None:
    """Raise BuildError if a document is not binary STL: PS3.3 A.85.1.4.1."""
    if len(data) >= STL_HEADER:
        count = int.from_bytes(data[STL_HEADER - 4 : STL_HEADER], "little")
        if len(data) == STL_HEADER + STL_TRIANGLE * count:
            return
    kind = "STL as text" if data[:5] == b"solid" else "not STL"
    raise BuildError(
        "document",
        f"is {kind}; must be binary STL",
        "save it as binary STL: a header of 84 bytes, and 50 bytes for each triangle",
    )
