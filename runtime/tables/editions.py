"""Editions of the standard: access to the parts of a generated package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Final, NamedTuple, cast

from ..errors import UnknownEditionError
from .descriptions import Definition, DirectoryRecord, Iod, Relationship

BUNDLED = "iodize.generated"
"""The package of the bundled edition."""


class Element(NamedTuple):
    """One data element of the dictionary: PS3.6 Tables 6-1, 7-1, 8-1, 9-1."""

    vr: str
    """One value representation, or a choice: "US or SS"; empty for delimiters."""
    vm: str
    """Value multiplicity: "1", "1-n", "2-2n"."""
    keyword: str
    name: str
    remark: str
    """"RET (2007)", "DICOS", "DICONDE"; empty for most."""

    @property
    def retired(self) -> bool:
        return self.remark.startswith("RET")


class RegisteredUid(NamedTuple):
    """One unique identifier of the registry: PS3.6 Table A-1."""

    name: str
    keyword: str
    type: str
    """"SOP Class", "Transfer Syntax"…"""
    retired: bool


REAL_TIME: Final = {
    "AudioWaveformRealTimeCommunication": "RealTimeAudioWaveform",
    "RenditionSelectionDocumentRealTimeCommunication": "RenditionSelectionDocument",
    "VideoEndoscopicImageRealTimeCommunication": "RealTimeVideoEndoscopicImage",
    "VideoPhotographicImageRealTimeCommunication": "RealTimeVideoPhotographicImage",
}
"""IODs by SOP class of real-time communication, as keywords: PS3.22, which has no table that
is read. Their objects have elements of group 0006: PS3.3 C.7.6.27."""


class Edition:
    """One edition of the standard: its dictionary, registries and definitions.

    Each part is imported on first use.
    """

    def __init__(self, package: str) -> None:
        self.package = package
        try:
            root = import_module(package)
            self.name: str = root.EDITION
        except (ImportError, AttributeError) as error:
            known = [] if package == BUNDLED else [bundled().name]
            raise UnknownEditionError(package, known) from error

    def __repr__(self) -> str:
        return f"<Edition {self.name} from {self.package}>"

    def part(self, name: str) -> ModuleType:
        """Return a module of the generated package, such as "messages".

        `iodize.dimse` gives those of messages, SOP classes and statuses their types.
        """
        return import_module(f"{self.package}.{name}")

    @cached_property
    def elements(self) -> Mapping[int, tuple[str, str, str, str, str]]:
        """Data elements by tag, without repeating groups; see `element`."""
        return cast(
            Mapping[int, tuple[str, str, str, str, str]],
            self.part("dictionary").ELEMENTS,
        )

    @cached_property
    def repeating(self) -> tuple[tuple[int, int, tuple[str, str, str, str, str]], ...]:
        """Elements whose tags repeat: (mask, value of the masked tag, element)."""
        return cast(
            tuple[tuple[int, int, tuple[str, str, str, str, str]], ...],
            self.part("dictionary").REPEATING,
        )

    def element(self, tag: int) -> Element | None:
        """Return the registered element of a tag; tags of repeating groups are included."""
        row = self.elements.get(tag)
        if row is None:
            for mask, value, candidate in self.repeating:
                if tag & mask == value:
                    row = candidate
                    break
        return None if row is None else Element._make(row)

    @cached_property
    def command_elements(self) -> Mapping[int, tuple[str, str, str, str, str]]:
        """The command dictionary by tag; rows as in `elements`."""
        return cast(
            Mapping[int, tuple[str, str, str, str, str]],
            self.part("commands").ELEMENTS,
        )

    @cached_property
    def uids(self) -> Mapping[str, tuple[str, str, str, bool]]:
        """The registry of UIDs by value; see `uid`."""
        return cast(
            Mapping[str, tuple[str, str, str, bool]],
            self.part("uids").UIDS,
        )

    def uid(self, value: str) -> RegisteredUid | None:
        """Return the entry of a UID in the registry."""
        row = self.uids.get(value)
        return None if row is None else RegisteredUid._make(row)

    @cached_property
    def sop_classes(self) -> Mapping[str, str]:
        """The keyword of the IOD of each storage SOP class, by the class's UID."""
        return cast(Mapping[str, str], self.part("sop_classes").IODS)

    @cached_property
    def normalized_sop_classes(self) -> Mapping[str, str]:
        """The same for normalized SOP classes; the first one of an IOD is first."""
        return cast(Mapping[str, str], self.part("normalized_sop_classes").IODS)

    @cached_property
    def real_time_sop_classes(self) -> Mapping[str, str]:
        """The same for SOP classes of real-time communication."""
        iods = self.part("iods").__all__
        found = {uid: REAL_TIME.get(row[1], "") for uid, row in self.uids.items()}
        return {uid: iod for uid, iod in found.items() if iod in iods}

    @cached_property
    def instance_sop_classes(self) -> Mapping[str, str]:
        """The keyword of the IOD by SOP Class UID, also of classes that are not stored."""
        return {
            **self.sop_classes,
            **self.real_time_sop_classes,
            **self.normalized_sop_classes,
        }

    def iod_of(self, sop_class_uid: str) -> type[Iod] | None:
        """Return the IOD of a SOP class of storage or of real-time communication."""
        keyword = self.sop_classes.get(sop_class_uid)
        if keyword is None:
            keyword = self.real_time_sop_classes.get(sop_class_uid)
        return None if keyword is None else self.iod(keyword)

    def iod(self, keyword: str) -> type[Iod]:
        """Return the IOD of a keyword, such as "CTImage".

        Raises:
            AttributeError: The edition has no such IOD.
        """
        return cast(type[Iod], getattr(self.part("iods"), keyword))

    def definitions(self, folder: str) -> Iterator[type[Definition]]:
        """Yield every class of "iods", "modules", "macros" or "functional_groups"."""
        package = self.part(folder)
        for keyword in package.__all__:
            yield getattr(package, keyword)

    @cached_property
    def sop_class_names(self) -> tuple[str, ...]:
        """The classes of SOP classes in `iodize.services`; those of storage left out."""
        try:
            files = self.part("services").FILES
        except ModuleNotFoundError:
            return ()  # generated without PS3.4
        others = ("storage", "coded_entries", "ups_macros")
        return tuple(name for name, file in files.items() if file not in others)

    @cached_property
    def directory_records(self) -> Mapping[str, type[DirectoryRecord]]:
        """The directory records by Directory Record Type (0004,1430)."""
        return cast(
            Mapping[str, type[DirectoryRecord]],
            self.part("directory_records").RECORDS,
        )

    @cached_property
    def content_constraints(self) -> Mapping[str, tuple[Relationship, ...]]:
        """Allowed relationships of content items, by keyword of the IOD."""
        return cast(
            Mapping[str, tuple[Relationship, ...]],
            self.part("content_constraints").CONSTRAINTS,
        )


_LOADED: dict[str, Edition] = {}


def load(package: str) -> Edition:
    """Return the edition that a generated package holds.

    Raises:
        UnknownEditionError: The package does not exist, or iodize did not generate it.
    """
    if package not in _LOADED:
        _LOADED[package] = Edition(package)
    return _LOADED[package]


def forget(package: str) -> None:
    """Drop a package from the cache, so that it is loaded again: it was regenerated."""
    _LOADED.pop(package, None)


def bundled() -> Edition:
    """Return the bundled edition."""
    return load(BUNDLED)
