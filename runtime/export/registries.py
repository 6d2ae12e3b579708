"""The registries of an edition, as records: PS3.6, messages and statuses of PS3.7."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from ..dimse.messages.commands import CommandElement
from ..dimse.messages.messages import Message, messages_of
from ..dimse.services.sop_classes import sop_class_named
from ..dimse.services.statuses import DATA_SET, constants_of, tables_of
from ..tables import editions
from ..tables.editions import Edition
from . import records
from .tags import hexadecimal

SOP_CLASS_TYPES = ("SOP Class", "Meta SOP Class")


def parts(edition: Edition) -> dict[str, str]:
    """Return the edition of each part that was read, by the part's number."""
    found = import_module(edition.package).PARTS
    return {str(number): found[number] for number in sorted(found)}


def elements(edition: Edition) -> list[records.Element]:
    """Return the data dictionary by tag; repeating groups sort as their first group."""
    found = [
        *((tag, hexadecimal(tag), row) for tag, row in edition.elements.items()),
        *(
            (value, hexadecimal(value, mask), row)
            for mask, value, row in edition.repeating
        ),
    ]
    return [element(tag, row) for _, tag, row in sorted(found)]


def command_elements(edition: Edition) -> list[records.Element]:
    """Return the elements of command sets by tag: PS3.7 Annex E."""
    found = _table(edition, "commands", "ELEMENTS")
    return [element(hexadecimal(tag), found[tag]) for tag in sorted(found)]


def element(tag: str, row: Iterable[str]) -> records.Element:
    """Return the record of a row of the data dictionary."""
    known = editions.Element._make(row)
    return records.Element(
        tag=tag,
        keyword=known.keyword,
        name=known.name,
        vr=vr_choice(known.vr),
        vm=known.vm,
        retired=known.retired,
        remark=known.remark,
    )


def vr_choice(vr: str) -> list[str]:
    """Return the possible value representations: "US or SS" are two."""
    return vr.split(" or ") if vr else []


def uids(edition: Edition) -> list[records.Uid]:
    """Return the registry of UIDs: PS3.6 Table A-1."""
    return [
        records.Uid(uid=uid, name=name, keyword=keyword, type=type_, retired=retired)
        for uid, (name, keyword, type_, retired) in edition.uids.items()
    ]


def frames_of_reference(edition: Edition) -> list[records.FrameOfReference]:
    """Return the well-known frames of reference: PS3.6 Table A-2."""
    found = _table(edition, "frames_of_reference", "FRAMES_OF_REFERENCE")
    return [
        records.FrameOfReference(uid=uid, name=name, keyword=keyword)
        for uid, (name, keyword) in found.items()
    ]


def context_groups(edition: Edition) -> list[records.ContextGroup]:
    """Return the UIDs of context groups: PS3.6 Table A-3."""
    found = _table(edition, "context_groups", "CONTEXT_GROUPS")
    return [
        records.ContextGroup(uid=uid, identifier=identifier, retired=retired)
        for uid, (identifier, retired) in found.items()
    ]


def templates(edition: Edition) -> list[records.Template]:
    """Return the UIDs of templates: PS3.6 Table A-4."""
    found = _table(edition, "templates", "TEMPLATES")
    return [
        records.Template(uid=uid, section=section, type=type_)
        for uid, (section, type_) in found.items()
    ]


def sop_classes(edition: Edition) -> list[records.SopClass]:
    """Return the SOP classes, with the IODs of storage SOP classes."""
    services = {
        found.uid: found
        for each in edition.sop_class_names
        if (found := sop_class_named(edition, each)).last_edition
    }
    return [
        records.SopClass(
            uid=uid,
            name=name,
            keyword=keyword,
            retired=retired,
            last_edition=services[uid].last_edition if uid in services else None,
            sources=services[uid].source.split("; ") if uid in services else [],
            iod=edition.sop_classes.get(uid),
        )
        for uid, (name, keyword, type_, retired) in edition.uids.items()
        if type_ in SOP_CLASS_TYPES or uid in edition.sop_classes
    ]


def messages(edition: Edition) -> list[records.Message]:
    """Return the DIMSE messages with their command elements."""
    return [
        records.Message(
            name=name,
            keyword=message.__name__,
            table=table,
            parameters=parameters,
            fields=[_field(message, each) for each in message.elements.values()],
            data_set=_data_set(message),
        )
        for message in messages_of(edition).values()
        for name, (table, parameters) in _names(message).items()
    ]


def _names(message: type[Message]) -> Mapping[str, tuple[str, str]]:
    """Return the names of a message in PS3.7, with the labels of its tables."""
    return message.variants or {message.name: (message.table, message.parameters)}


def _field(message: type[Message], element: CommandElement) -> records.MessageField:
    return records.MessageField(
        tag=hexadecimal(element.tag),
        keyword=element.keyword,
        vr=vr_choice(element.vr),
        vm=element.vm,
        value=message.fixed.get(element.tag),
        enumerated_values=sorted(element.values or ()),
        usage=element.usage,
        condition=element.when.text if element.when else None,
        repeats=None if element.repeats is None else hexadecimal(element.repeats),
        with_status=element.related,
    )


def _data_set(message: type[Message]) -> records.MessageDataSet | None:
    follows = message.data_set
    return follows and records.MessageDataSet(
        name=follows.name,
        presence=follows.presence,
        usage=follows.usage,
        condition=follows.when.text if follows.when else None,
    )


def statuses(edition: Edition) -> list[records.Status]:
    """Return the statuses of PS3.7 Annex C."""
    return [
        records.Status(
            name=status.label,
            keyword=constant,
            section=status.section,
            code=status.code or None,
            category=status.category.value,
            fields=[hexadecimal(tag) for tag in status.related if tag != DATA_SET],
            data_set=DATA_SET in status.related,
            services=[
                service
                for service, answers in tables_of(edition).of_services.items()
                if status in answers
            ],
        )
        for constant, status in constants_of(edition).items()
    ]


def _table(edition: Edition, module: str, name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = getattr(import_module(f"{edition.package}.{module}"), name)
    return found
