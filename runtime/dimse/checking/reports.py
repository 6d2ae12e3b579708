"""Reports of messages, in the form of the reports of files."""

from __future__ import annotations

from collections.abc import Iterable

from ...findings.finding import Finding
from ...findings.report import FileReport, Report
from ...tables.editions import Edition, bundled
from ..messages.messages import Message
from ..services.sop_classes import SopClass


def message_path(
    message: Message | str,
    *,
    association: int | None = None,
    message_id: int | None = None,
    sender: str = "",
) -> str:
    """Return the path of a message: "association 3: N-CREATE-RQ 1 from MODALITY".

    Args:
        message: The message, or its name.
        association: Number of the association.
        message_id: Message ID, if only the name of the message is given.
        sender: Application entity title.
    """
    if isinstance(message, Message):
        name = message.name
        for tag in (0x00000110, 0x00000120):
            raw = message.raw(tag)
            if message_id is None and raw is not None and len(raw) == 2:
                message_id = int.from_bytes(raw, "little")
    else:
        name = message
    before = "" if association is None else f"association {association}: "
    number = "" if message_id is None else f" {message_id}"
    return f"{before}{name}{number}" + (f" from {sender}" if sender else "")


def message_report(
    path: str,
    findings: Iterable[Finding],
    *,
    sop_class: type[SopClass] | None = None,
    sop_class_uid: str = "",
    sop_instance_uid: str = "",
) -> FileReport:
    """Return the report of a message.

    Args:
        path: See `message_path`.
        sop_class: The SOP class of the message.
        sop_class_uid: That of `sop_class` if empty.
    """
    uid = sop_class_uid or ("" if sop_class is None else sop_class.uid)
    name = "" if sop_class is None else sop_class.name
    return FileReport(
        path, uid, name, tuple(findings), sop_instance_uid=sop_instance_uid
    )


def association_report(
    messages: Iterable[FileReport], edition: Edition | None = None
) -> Report:
    """Return the report of the messages of one or more associations."""
    return Report((edition or bundled()).name, tuple(messages))
