"""Presentation contexts that follow from services.

Source: PS3.8 7.1.1.13; roles: PS3.7 D.3.3.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from pydicom.uid import (
    UID,
    AllTransferSyntaxes,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)
from pydicom.uid import DeflatedExplicitVRLittleEndian as Deflated
from pynetdicom.pdu_primitives import SCP_SCU_RoleSelectionNegotiation
from pynetdicom.presentation import PresentationContext

from ...dimse.services.sides import Provider, User
from ...dimse.services.sop_classes import MetaSopClass, RetrieveSopClass, SopClass
from ...generated.services import FILES
from ...generated.uids import UIDS
from ...tables.descriptions import Iod
from .errors import NoPresentationContextError, TooManyContextsError
from .options import Proposal, listed

if TYPE_CHECKING:
    from .upper_layer import Link

Service: TypeAlias = type[SopClass] | type[Iod] | Provider | User | Proposal | str
"""A service of an association: a SOP class, an IOD whose instances are stored, a side that
handles requests, or a UID."""

PLAIN = (ExplicitVRLittleEndian, ImplicitVRLittleEndian)
"""Transfer syntaxes that every system can convert to each other."""
CONVERTIBLE = (*PLAIN, Deflated)
MAX_CONTEXTS = 128
VERIFICATION = "1.2.840.10008.1.1"
STORAGE_CLASSES = tuple(
    uid for uid, (_, keyword, *_) in UIDS.items() if FILES.get(keyword) == "storage"
)
"""UIDs of the storage SOP classes, including retired ones: PS3.4 Tables B.5-1, B.6-1 and GG.3-1,
PS3.6 Table A-1."""
_STORAGE = frozenset(STORAGE_CLASSES)


@dataclass
class Offer:
    """Transfer syntaxes and roles for one abstract syntax."""

    uid: str
    syntaxes: list[UID] = field(default_factory=list)
    as_user: bool = False
    """True if this side is an SCU of it."""
    as_provider: bool = False
    """True if this side is an SCP of it."""


def uids_of(service: Service) -> Iterator[str]:
    """Yield the abstract syntaxes of a service."""
    if isinstance(service, Proposal):
        yield from uids_of(service.sop_class)
    elif isinstance(service, str):
        yield service
    elif isinstance(service, Provider | User):
        uids = getattr(service, "sop_class_uids", None)
        yield from uids if uids is not None else (service.sop_class.uid,)
    elif not isinstance(service, type) or not issubclass(service, SopClass | Iod):
        raise TypeError(_not_a_service(service))
    elif issubclass(service, SopClass):
        yield service.uid
    else:
        from ...objects.defaults import sop_classes
        from ...objects.rows import edition_of

        yield from sop_classes(service, edition_of(service))


def _not_a_service(thing: object) -> str:
    """Return the message of an error about an invalid service."""
    name = getattr(thing, "__qualname__", repr(thing))
    if isinstance(thing, type) and issubclass(thing, Provider | User):
        return f"{name} is a class, not a service: pass an object of it, {name}()"
    return f"{name} is not a service"


def offers(
    services: Iterable[Service], transfer_syntaxes: Iterable[str] | None
) -> dict[str, Offer]:
    """Return the transfer syntaxes and roles of services, by abstract syntax."""
    found: dict[str, Offer] = {}
    default = [
        UID(each) for each in listed(transfer_syntaxes or PLAIN, "transfer_syntaxes")
    ]
    for service in services:
        syntaxes = default
        if isinstance(service, Proposal):
            syntaxes = [UID(each) for each in service.transfer_syntaxes]
        for uid in uids_of(service):
            offer = found.setdefault(uid, Offer(uid))
            offer.syntaxes += [each for each in syntaxes if each not in offer.syntaxes]
            if isinstance(service, Provider):
                offer.as_provider = True
            else:
                offer.as_user = True
    return found


def proposed(
    services: Iterable[Service], transfer_syntaxes: Iterable[str] | None
) -> tuple[list[PresentationContext], list[SCP_SCU_RoleSelectionNegotiation]]:
    """Return the contexts and the roles that a requestor proposes.

    Transfer syntaxes that can be converted to each other share a context. Each other one
    has a separate context, as a peer accepts only one transfer syntax of a context.

    Raises:
        TooManyContextsError: There are more than 128 contexts.
    """
    services = list(services)
    needed = offers(services, transfer_syntaxes)
    if any(_retrieves_here(service) for service in services):
        for offer in needed.values():  # C-GET stores on this association: PS3.4 C.4.3
            offer.as_provider = offer.as_provider or is_storage(offer.uid)
    contexts = []
    roles = []
    for offer in needed.values():
        plain = [each for each in offer.syntaxes if each in PLAIN]
        others = [[each] for each in offer.syntaxes if each not in PLAIN]
        for syntaxes in filter(None, [plain, *others]):
            context = PresentationContext()
            context.abstract_syntax = UID(offer.uid)
            context.transfer_syntax = list(syntaxes)
            contexts.append(context)
        if offer.as_provider:
            role = SCP_SCU_RoleSelectionNegotiation()
            role.sop_class_uid = UID(offer.uid)
            role.scu_role = offer.as_user
            role.scp_role = True
            roles.append(role)
    if len(contexts) > MAX_CONTEXTS:
        raise TooManyContextsError(len(contexts))
    return contexts, roles


def _retrieves_here(service: Service) -> bool:
    cls = getattr(service, "sop_class", service)
    return (
        isinstance(cls, type)
        and issubclass(cls, RetrieveSopClass)
        and any(each.service == "C-GET" for each in cls.operations)
    )


def is_storage(uid: str) -> bool:
    """True for storage SOP classes, including unregistered ones with such a name."""
    return uid in _STORAGE or UID(uid).name.endswith("Storage")


def supported(
    services: Iterable[Service], transfer_syntaxes: Iterable[str] | None
) -> list[PresentationContext]:
    """Return the contexts that an acceptor accepts."""
    services = list(services)
    needed = offers(services, transfer_syntaxes)
    if any(_retrieves_here(service) for service in services):
        for uid in STORAGE_CLASSES:  # the peer is their SCP: PS3.4 C.5.3
            needed.setdefault(uid, Offer(uid)).as_user = True
    needed.setdefault(VERIFICATION, Offer(VERIFICATION, list(PLAIN), False, True))
    contexts = []
    for offer in needed.values():
        context = PresentationContext()
        context.abstract_syntax = UID(offer.uid)
        syntaxes = offer.syntaxes or list(PLAIN)
        if transfer_syntaxes is None and is_storage(offer.uid):
            syntaxes = [*PLAIN, Deflated, *AllTransferSyntaxes]
        context.transfer_syntax = list(dict.fromkeys(syntaxes))
        # The answer to a role selection is about the *requestor*: it may be SCU if this
        # side is SCP, and vice versa.
        context.scu_role = offer.as_provider
        context.scp_role = offer.as_user
        contexts.append(context)
    return contexts


def classes_of(services: Iterable[Service]) -> list[type[SopClass]]:
    """Return the SOP classes among services."""
    found = []
    for service in services:
        cls = getattr(service, "sop_class", service)
        if isinstance(cls, type) and issubclass(cls, SopClass):
            found.append(cls)
    return found


def metas_of(services: Iterable[Service]) -> dict[str, frozenset[str]]:
    """Return the UIDs of the members of meta SOP classes, by UID."""
    return {
        cls.uid: frozenset(member.uid for member in cls.members)
        for cls in meta_classes_of(services)
    }


def meta_classes_of(services: Iterable[Service]) -> list[type[MetaSopClass]]:
    """Return the meta SOP classes among services."""
    return [cls for cls in classes_of(services) if issubclass(cls, MetaSopClass)]


def find_context(
    link: Link,
    uid: str,
    metas: Mapping[str, frozenset[str]],
    role: Literal["scu", "scp"],
    syntax: UID | None = None,
) -> PresentationContext:
    """Return the accepted context for messages of a SOP class.

    Args:
        metas: The members of meta SOP classes, by UID.
        role: Role of this side.
        syntax: Transfer syntax of an object; the context has the same one, or one to
            which the object can be converted.

    Raises:
        NoPresentationContextError: No context is suitable.
    """
    contexts = link.accepted_contexts
    found = [each for each in contexts if each.abstract_syntax == uid]
    found = found or [
        each for each in contexts if uid in metas.get(str(each.abstract_syntax), ())
    ]
    if role == "scu":
        found = [each for each in found if each.as_scu] or (
            found if link.is_acceptor else []
        )
    if syntax is not None:
        same = [each for each in found if each.transfer_syntax[0] == syntax]
        if not same and syntax in CONVERTIBLE:
            same = [each for each in found if each.transfer_syntax[0] in CONVERTIBLE]
        found = same
    if not found:
        raise NoPresentationContextError(
            UID(uid).name,
            sorted({_accepted(each, uid) for each in contexts}),
            syntax.name if syntax is not None else "",
        )
    return found[0]


def _accepted(context: PresentationContext, uid: str) -> str:
    """Return the name of an accepted SOP class; of `uid`, with its transfer syntax."""
    name = UID(str(context.abstract_syntax)).name
    if context.abstract_syntax != uid:
        return name
    return f"{name} in {UID(context.transfer_syntax[0]).name}"
