"""Observers: the persons and devices that observed the content of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from . import content
from .content import Item
from .errors import BuildError

TYPE: Final = ("121005", "DCM", "Observer Type")
PERSON: Final = ("121006", "DCM", "Person")
DEVICE: Final = ("121007", "DCM", "Device")


@dataclass(frozen=True)
class Person:
    """A person as observer: PS3.16 TID 1003."""

    name: str
    """As in an attribute of VR PN: "Doe^Jane"."""
    organization: str | None = None


@dataclass(frozen=True)
class Device:
    """A device or a program as observer: PS3.16 TID 1004."""

    uid: str
    name: str | None = None
    manufacturer: str | None = None
    model: str | None = None
    serial_number: str | None = None


def observer_context(observers: Person | Device | Sequence[Person | Device]) -> list[Item]:
    """Return the content items that identify observers: PS3.16 TID 1002.

    Raises:
        BuildError: There is none.
    """
    several = [observers] if isinstance(observers, Person | Device) else [*observers]
    if not several:
        raise BuildError("observer", "must be a Person or a Device, or several")
    return [item for observer in several for item in _items(observer)]


def _items(observer: Person | Device) -> Iterator[Item]:
    context: Final = "HAS OBS CONTEXT"
    if isinstance(observer, Person):
        yield content.code(context, TYPE, PERSON)
        name = ("121008", "DCM", "Person Observer Name")
        yield content.person(context, name, observer.name)
        texts = [
            ("121009", "Person Observer's Organization Name", observer.organization)
        ]
    elif isinstance(observer, Device):
        yield content.code(context, TYPE, DEVICE)
        yield content.uid(context, ("121012", "DCM", "Device Observer UID"), observer.uid)
        texts = [
            ("121013", "Device Observer Name", observer.name),
            ("121014", "Device Observer Manufacturer", observer.manufacturer),
            ("121015", "Device Observer Model Name", observer.model),
            ("121016", "Device Observer Serial Number", observer.serial_number),
        ]
    else:
        raise TypeError(
            f"observer must be a Person or a Device, got {type(observer).__name__}"
        )
    for value, meaning, text in texts:
        if text is not None:
            yield content.text(context, (value, "DCM", meaning), text)
