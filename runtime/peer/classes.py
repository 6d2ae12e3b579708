"""The SOP classes of the bundled edition, by their UIDs."""

from __future__ import annotations

from functools import cache

from .. import services
from ..dimse.sop_classes import SopClass


@cache
def sop_classes() -> dict[str, type[SopClass]]:
    """Return all SOP classes by UID."""
    found = (getattr(services, name) for name in dir(services))
    return {
        each.uid: each
        for each in found
        if isinstance(each, type) and issubclass(each, SopClass) and each.uid
    }
