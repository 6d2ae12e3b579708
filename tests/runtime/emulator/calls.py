"""Contexts of requests without a network."""

from __future__ import annotations

from typing import Any, cast

from pydicom.dataset import Dataset

from iodize.findings.finding import Finding
from iodize.network.serving.request_context import Call


class _Association:
    is_established = True


class FakeCall:
    """The parts of a `Call` that behaviours use."""

    def __init__(
        self, service: str, sop_class_uid: str, uid: str, calling_ae: str
    ) -> None:
        self.service = service
        self.sop_class_uid = self.abstract_syntax = sop_class_uid
        self.sop_instance_uid = uid
        self.calling_ae = calling_ae
        self.address = "127.0.0.1"
        self.move_destination = ""
        self.findings: tuple[Finding, ...] = ()
        self.status: int | None = 0
        self.pending = 0
        self.comment = ""
        self.association = _Association()
        self.command = Dataset()


def call(
    service: str = "N-CREATE",
    sop_class_uid: str = "",
    uid: str = "1.2.3",
    calling_ae: str = "CT1",
    **changes: Any,
) -> Call:
    """Return the context of a request.

    Args:
        uid: SOP Instance UID.
        changes: Other attributes of the context.
    """
    made = FakeCall(service, sop_class_uid, uid, calling_ae)
    for name, value in changes.items():
        setattr(made, name, value)
    return cast(Call, made)


def codes(request: Call) -> list[str]:
    """Return the codes of the findings of a request."""
    return [each.code for each in request.findings]
