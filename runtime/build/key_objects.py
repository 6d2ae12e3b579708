"""Key object selections: notes that refer to instances of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Unpack

from ..iods import KeyObjectSelectionDocument
from . import content
from .codes import coded
from .content import Evidence
from .observers import Device, Person, observer_context
from .sources import Source, derived, sources_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .codes import CodeLike
    from .sources import SourcesLike
    from .values import InstanceValues

OF_INTEREST: Final = ("113000", "DCM", "Of Interest")
"""A title of PS3.16 CID 7010."""

DESCRIPTION: Final = ("113012", "DCM", "Key Object Description")


def key_objects(
    instances: SourcesLike,
    title: CodeLike = OF_INTEREST,
    description: str | None = None,
    *,
    observer: Person | Device | Sequence[Person | Device] | None = None,
    **values: Unpack[InstanceValues],
) -> KeyObjectSelectionDocument:
    """Return a selection of instances.

    Args:
        instances: Objects, data sets or paths of one study: images and others.
        title: The reason of the selection: PS3.16 CID 7010.
        description: A note.
        observer: Persons or devices that selected the instances.
        values: Attributes of the instance, series and equipment.

    Raises:
        BuildError: The instances are of several studies.

    Source: PS3.3 A.35.4, C.17.6; PS3.16 TID 2010.
    """
    sources = sources_of("instances", instances)
    items = [] if observer is None else observer_context(observer)
    if description is not None:
        items.append(content.text("CONTAINS", DESCRIPTION, description))
    for each in sources:
        evidence = Evidence.of(each)
        if each.is_image:
            items.append(content.image("CONTAINS", None, evidence))
        else:
            items.append(content.composite("CONTAINS", evidence, _value_type(each)))
    return derived(
        KeyObjectSelectionDocument,
        sources[0],
        values,
        CurrentRequestedProcedureEvidenceSequence=content.evidence_of(
            Evidence.of(each) for each in sources
        ),
        ValueType="CONTAINER",
        ContinuityOfContent="SEPARATE",
        ConceptNameCodeSequence=[coded("title", title)],
        ContentTemplateSequence=content.template("2010"),
        ContentSequence=items,
    )


def _value_type(source: Source) -> Literal["COMPOSITE", "WAVEFORM"]:
    """Return the value type of a reference to an instance that is not an image."""
    return "WAVEFORM" if "WaveformSequence" in source.dataset else "COMPOSITE"
