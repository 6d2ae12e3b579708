"""Messages in reports: what `iodize validate` tells of a file, told of a message."""

from __future__ import annotations

from collections.abc import Iterable

from ...editions import Edition, bundled
from ...report import FileReport, Report
from ...validation.findings import Finding
from ..messages import Message
from ..sop_classes import SopClass


def message_path(
    message: Message | str,
    *,
    association: int | None = None,
    message_id: int | None = None,
    sender: str = "",
) -> str:
    """Return what a report calls a message.

    "association 3: N-CREATE-RQ 1 from MODALITY".

    Args:
        message: The message, or its name.
        association: Its number.
        message_id: Where the message itself does not tell.
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
    """Return what there is to say about one message.

    Args:
        path: What it is called: see `message_path`.
        sop_class: What it is of.
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
    """Return the report of the messages of an association, or of several."""
    return Report((edition or bundled()).name, tuple(messages))
