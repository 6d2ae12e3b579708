"""An example of an IOD, by its class or its name."""

from __future__ import annotations

from functools import cache

from pydicom.dataset import Dataset

from .. import editions
from ..definitions import Iod
from ..editions import Edition
from .construction import NOTHING, Builder, Construction, Wishes
from .sop_classes import named, sop_class_of


def build(
    iod: type[Iod] | str, sop_class_uid: str | None = None, *, seed: int = 0
) -> Dataset:
    """Return an example of an IOD, with its file meta information.

    Args:
        iod: Its class; or any name of it or of a SOP class, in the bundled edition:
            "CTImage", "CT Image Storage", a UID.
        sop_class_uid: The first of the IOD's if None.
        seed: Gives UIDs; examples of the same seed belong to the same study.

    Raises:
        LookupError: No SOP class of the edition is of this IOD.
        UnknownNameError: Nothing is called so.
    """
    return construct(iod, sop_class_uid, seed=seed).dataset


def construct(
    iod: type[Iod] | str,
    sop_class_uid: str | None = None,
    *,
    seed: int = 0,
    wishes: Wishes = NOTHING,
) -> Construction:
    """Return an example with the definitions that its parts follow; see `build`.

    Args:
        wishes: What it is to have beyond the least.
    """
    if isinstance(iod, str):
        edition = editions.bundled()
        iod, uid = named(edition, iod)
    else:
        iod = next(base for base in iod.__mro__ if ".iods." in base.__module__)
        edition = editions.load(iod.__module__.partition(".iods.")[0])
        uid = sop_class_of(edition, iod)
    return builder_of(edition).build(iod, sop_class_uid or uid, seed, wishes)


@cache
def builder_of(edition: Edition) -> Builder:
    """Return what makes the objects of an edition."""
    return Builder(edition)
