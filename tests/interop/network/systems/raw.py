"""An association of pynetdicom, which checks no messages."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from pynetdicom import AE, build_role
from pynetdicom.association import Association

from ..messages import IMPLICIT
from .processes import HOST


@contextlib.contextmanager
def associated(
    port: int,
    *sop_classes: str,
    called: str = "IODIZE",
    calling: str = "FOREIGN",
    syntaxes: Sequence[str] = (IMPLICIT,),
    provides: Sequence[str] = (),
    handlers: Sequence[tuple[object, object]] = (),
) -> Iterator[Association]:
    """Associate with a port of this host.

    Args:
        provides: SOP classes for which the SCP role is proposed.
    """
    entity = AE(ae_title=calling)
    entity.acse_timeout = entity.dimse_timeout = entity.network_timeout = 20
    for uid in sop_classes:
        entity.add_requested_context(uid, [*syntaxes])
    association = entity.associate(
        HOST,
        port,
        ae_title=called,
        ext_neg=[build_role(uid, scp_role=True) for uid in provides],
        evt_handlers=[*handlers],  # type: ignore[list-item]
    )
    assert association.is_established
    try:
        yield association
    finally:
        if association.is_established:
            association.release()
