"""Associations on which typed messages are sent, received and checked.

    with connect("pacs", 104, services=[ModalityWorklist]) as association:
        for item in association.find(ModalityWorklist.Query(...)):
            ...

The upper layer (association, PDUs, transport) is pynetdicom's, which is loaded when an
association or a server is asked for: `pip install iodize[network]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import (
    AssociationAbortedError as AssociationAbortedError,
)
from .errors import (
    AssociationRejectedError as AssociationRejectedError,
)
from .errors import (
    FailedStatusError as FailedStatusError,
)
from .errors import (
    InvalidAETitleError as InvalidAETitleError,
)
from .errors import (
    InvalidMessageError as InvalidMessageError,
)
from .errors import (
    NetworkError as NetworkError,
)
from .errors import (
    NoPresentationContextError as NoPresentationContextError,
)
from .errors import (
    PeerTimeoutError as PeerTimeoutError,
)
from .errors import (
    PortUnavailableError as PortUnavailableError,
)
from .errors import (
    UnexpectedMessageError as UnexpectedMessageError,
)
from .errors import (
    UnreachableError as UnreachableError,
)
from .negotiation import Extended as Extended
from .options import Proposal as Proposal
from .options import Timeouts as Timeouts
from .security import TLS as TLS
from .security import UserIdentity as UserIdentity

if TYPE_CHECKING:
    from .association import Association as Association
    from .connecting import connect as connect
    from .contexts import Service as Service
    from .outcomes import Outcome as Outcome
    from .outcomes import Progress as Progress
    from .received import Received as Received
    from .sending import Sent as Sent
    from .server import Server as Server
    from .server import serve as serve
    from .storing import StorageProvider as StorageProvider

_LAZY = {
    "Association": "association",
    "Outcome": "outcomes",
    "Progress": "outcomes",
    "Received": "received",
    "Sent": "sending",
    "Server": "server",
    "Service": "contexts",
    "StorageProvider": "storing",
    "connect": "connecting",
    "serve": "server",
}


def __getattr__(name: str) -> Any:
    """Load what stands on pynetdicom when it is asked for."""
    from importlib import import_module

    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f".{_LAZY[name]}", __name__), name)
    except ModuleNotFoundError as error:
        if error.name != "pynetdicom":
            raise
        raise ModuleNotFoundError(
            "iodize.network needs pynetdicom: pip install iodize[network]",
            name="pynetdicom",
        ) from None
