"""The SOP classes of storage: all that PS3.6 registers, each with C-STORE.

Source: PS3.4 A.1 and B.5 (Storage), GG.3 (Non-Patient Object Storage); PS3.6 Table A-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from ...model import Operation, Service, SopClass, Standard, Uid

NON_PATIENT = "GG.3-1"

_STORAGE = re.compile(r".*Storage(?:ForPresentation|ForProcessing|Trial|Retired)?")
_NOT_BY_NETWORK = frozenset({"MediaStorageDirectoryStorage"})
"""PS3.4 I.4: media storage has no DIMSE service."""
_PRACTICES = {
    False: ("B.5", "B.2.3", "B.2-1"),
    True: ("GG.3", "GG.4", "GG.4-1"),
}
"""Of patients' objects, and of others: sections of SOP classes and of the service, and
the table of its statuses."""


def storage_services(standard: Standard, tables: Set[str]) -> Iterator[Service]:
    """Yield the storage SOP classes in the order of PS3.6.

    Args:
        tables: Labels of the tables of statuses of the edition.
    """
    listed = {each.uid: each for each in standard.sop_classes}
    for uid in standard.uids:
        if _is_storage(uid):
            yield _service(uid, listed.get(uid.value), tables)


def _is_storage(uid: Uid) -> bool:
    return (
        uid.type == "SOP Class"
        and _STORAGE.fullmatch(uid.keyword) is not None
        and uid.keyword not in _NOT_BY_NETWORK
    )


def _service(uid: Uid, listed: SopClass | None, tables: Set[str]) -> Service:
    other = listed is not None and listed.table == NON_PATIENT
    section, operation, statuses = _PRACTICES[other]
    return Service(
        uid=uid.value,
        name=uid.name.removesuffix(" SOP Class"),
        keyword=uid.keyword,
        kind="storage",
        section=section if listed is not None else "B",
        operations=(
            Operation(
                service="C-STORE",
                user="M",
                provider="M",
                section=operation,
                statuses=(statuses,) if statuses in tables else (),
            ),
        ),
        iod=None if listed is None else listed.iod,
        retired=uid.retired,
    )
