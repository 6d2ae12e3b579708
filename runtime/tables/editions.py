"""An edition of the standard, as the generated package that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from .definitions import Definition, DirectoryRecord, Iod, Relationship
from .errors import UnknownEditionError

if TYPE_CHECKING:
    from .dimse.messages import Message
    from .dimse.sop_classes import SopClass
    from .dimse.statuses import Status

BUNDLED = "iodize.generated"
"""The package that comes with iodize."""


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


class Edition:
    """One edition of the standard: its dictionary, registries and definitions.

    Each part is imported when it is first asked for.
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

    @cached_property
    def elements(self) -> Mapping[int, tuple[str, str, str, str, str]]:
        """The dictionary by tag, without repeating groups; see `element`."""
        return cast(
            Mapping[int, tuple[str, str, str, str, str]],
            import_module(f"{self.package}.dictionary").ELEMENTS,
        )

    @cached_property
    def repeating(self) -> tuple[tuple[int, int, tuple[str, str, str, str, str]], ...]:
        """Elements whose tags repeat: (mask, value of the masked tag, element)."""
        return cast(
            tuple[tuple[int, int, tuple[str, str, str, str, str]], ...],
            import_module(f"{self.package}.dictionary").REPEATING,
        )

    def element(self, tag: int) -> Element | None:
        """Return the registered element of a tag, also of a repeating group."""
        row = self.elements.get(tag)
        if row is None:
            for mask, value, candidate in self.repeating:
                if tag & mask == value:
                    row = candidate
                    break
        return None if row is None else Element._make(row)

    @cached_property
    def uids(self) -> Mapping[str, tuple[str, str, str, bool]]:
        """The registry of UIDs by value; see `uid`."""
        return cast(
            Mapping[str, tuple[str, str, str, bool]],
            import_module(f"{self.package}.uids").UIDS,
        )

    def uid(self, value: str) -> RegisteredUid | None:
        """Return what is registered for a UID."""
        row = self.uids.get(value)
        return None if row is None else RegisteredUid._make(row)

    @cached_property
    def sop_classes(self) -> Mapping[str, str]:
        """The keyword of the IOD of each storage SOP class, by the class's UID."""
        return cast(
            Mapping[str, str], import_module(f"{self.package}.sop_classes").IODS
        )

    def iod_of(self, sop_class_uid: str) -> type[Iod] | None:
        """Return the IOD of a storage SOP class."""
        keyword = self.sop_classes.get(sop_class_uid)
        return None if keyword is None else self.iod(keyword)

    def iod(self, keyword: str) -> type[Iod]:
        """Return the IOD of a keyword, such as "CTImage".

        Raises:
            AttributeError: The edition has no such IOD.
        """
        return cast(type[Iod], getattr(import_module(f"{self.package}.iods"), keyword))

    def definitions(self, folder: str) -> Iterator[type[Definition]]:
        """Yield every class of "iods", "modules", "macros" or "functional_groups"."""
        package = import_module(f"{self.package}.{folder}")
        for keyword in package.__all__:
            yield getattr(package, keyword)

    @cached_property
    def sop_class_names(self) -> tuple[str, ...]:
        """The classes of SOP classes in `iodize.services`; those of storage left out."""
        try:
            files = import_module(f"{self.package}.services").FILES
        except ModuleNotFoundError:
            return ()  # made from an edition whose services are not read
        others = ("storage", "coded_entries", "ups_macros")
        return tuple(name for name, file in files.items() if file not in others)

    def sop_class(self, keyword: str) -> type[SopClass]:
        """Return the SOP class of a keyword, such as "ModalityWorklist".

        Raises:
            AttributeError: The edition has no such SOP class.
        """
        package = import_module(f"{self.package}.services")
        return cast("type[SopClass]", getattr(package, keyword))

    @cached_property
    def directory_records(self) -> Mapping[str, type[DirectoryRecord]]:
        """The directory records by Directory Record Type (0004,1430)."""
        return cast(
            Mapping[str, type[DirectoryRecord]],
            import_module(f"{self.package}.directory_records").RECORDS,
        )

    @cached_property
    def messages(self) -> Mapping[int, type[Message]]:
        """The DIMSE messages by Command Field (0000,0100)."""
        return cast(
            "Mapping[int, type[Message]]",
            import_module(f"{self.package}.messages").MESSAGES,
        )

    @cached_property
    def general_statuses(self) -> tuple[Status, ...]:
        """The statuses that PS3.7 Annex C defines for all services."""
        return cast(
            "tuple[Status, ...]", import_module(f"{self.package}.statuses").GENERAL
        )

    @cached_property
    def status_constants(self) -> Mapping[str, Status]:
        """The same by the names of their constants: "PROCESSING_FAILURE"."""
        found = vars(import_module(f"{self.package}.statuses"))
        names = {id(value): name for name, value in found.items() if name.isupper()}
        return {names[id(each)]: each for each in self.general_statuses}

    @cached_property
    def service_statuses(self) -> Mapping[str, tuple[Status, ...]]:
        """The statuses of Annex C that each DIMSE service may answer with."""
        return cast(
            "Mapping[str, tuple[Status, ...]]",
            import_module(f"{self.package}.statuses").SERVICES,
        )

    @cached_property
    def status_families(self) -> Mapping[str, str]:
        """The category of status codes by code, or family: "Axxx"."""
        return cast(
            "Mapping[str, str]", import_module(f"{self.package}.statuses").FAMILIES
        )

    @cached_property
    def content_constraints(self) -> Mapping[str, tuple[Relationship, ...]]:
        """Which content items of a structured report may relate, by keyword of the IOD."""
        return cast(
            Mapping[str, tuple[Relationship, ...]],
            import_module(f"{self.package}.content_constraints").CONSTRAINTS,
        )


_LOADED: dict[str, Edition] = {}


def load(package: str) -> Edition:
    """Return the edition that a generated package holds.

    Raises:
        UnknownEditionError: There is no such package, or it was not generated by iodize.
    """
    if package not in _LOADED:
        _LOADED[package] = Edition(package)
    return _LOADED[package]


def forget(package: str) -> None:
    """Load a package anew when it is asked for again: it has changed meanwhile."""
    _LOADED.pop(package, None)


def bundled() -> Edition:
    """Return the edition that comes with iodize."""
    return load(BUNDLED)


def named(edition: str) -> Edition:
    """Return a bundled edition by its name, such as "2023a".

    Raises:
        UnknownEditionError: iodize does not come with this edition.
    """
    if edition != bundled().name:
        raise UnknownEditionError(edition, [bundled().name])
    return bundled()
