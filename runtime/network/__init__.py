"""Associations on which typed messages are sent, received and checked.

    with connect("pacs", 104, services=[ModalityWorklist]) as association:
        for item in association.find(ModalityWorklist.Query(...)):
            ...

The upper layer (association, PDUs, transport) is pynetdicom's: `pip install
iodize[network]`. It is imported on first access to an association or a server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..dimse.services.outcomes import Outcome as Outcome
from ..dimse.services.outcomes import Progress as Progress
from .link.errors import (
    AssociationAbortedError as AssociationAbortedError,
)
from .link.errors import (
    AssociationRejectedError as AssociationRejectedError,
)
from .link.errors import (
    FailedStatusError as FailedStatusError,
)
from .link.errors import (
    InvalidAETitleError as InvalidAETitleError,
)
from .link.errors import (
    InvalidMessageError as InvalidMessageError,
)
from .link.errors import (
    NetworkError as NetworkError,
)
from .link.errors import (
    NoPresentationContextError as NoPresentationContextError,
)
from .link.errors import (
    PeerTimeoutError as PeerTimeoutError,
)
from .link.errors import (
    PortUnavailableError as PortUnavailableError,
)
from .link.errors import (
    RejectionReason as RejectionReason,
)
from .link.errors import (
    TooManyContextsError as TooManyContextsError,
)
from .link.errors import (
    UnexpectedMessageError as UnexpectedMessageError,
)
from .link.errors import (
    UnreachableError as UnreachableError,
)
from .link.errors import (
    UserInformationTooLongError as UserInformationTooLongError,
)
from .link.negotiation import Extended as Extended
from .link.options import Proposal as Proposal
from .link.options import Timeouts as Timeouts
from .link.security import TLS as TLS
from .link.security import UserIdentity as UserIdentity

if TYPE_CHECKING:
    from .connecting import connect as connect
    from .link.contexts import Service as Service
    from .link.received import Received as Received
    from .requests.association import Association as Association
    from .requests.sending import Sent as Sent
    from .server import Server as Server
    from .server import serve as serve
    from .serving.storing import StorageProvider as StorageProvider

_LAZY = {
    "Association": "requests.association",
    "Received": "link.received",
    "Sent": "requests.sending",
    "Server": "server",
    "Service": "link.contexts",
    "StorageProvider": "serving.storing",
    "connect": "connecting",
    "serve": "server",
}


def __getattr__(name: str) -> Any:
    """Import modules that need pynetdicom on first access."""
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
