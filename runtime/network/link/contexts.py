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

from ..definitions import Iod
from ..dimse.providers import Provider, User
from ..dimse.sop_classes import (
    MetaSopClass,
    RetrieveSopClass,
    SopClass,
)
from ..generated.services import FILES
from ..generated.uids import UIDS
from .errors import NoPresentationContextError, TooManyContextsError
from .options import Proposal, listed

if TYPE_CHECKING:
    from .upper_layer import Link

Service: TypeAlias = type[SopClass] | type[Iod] | Provider | User | Proposal | str
"""What an association is for: a SOP class, an IOD whose instances are stored, a side that
handles requests, or a UID."""

PLAIN = (ExplicitVRLittleEndian, ImplicitVRLittleEndian)
"""Transfer syntaxes that every side can convert to each other."""
CONVERTIBLE = (*PLAIN, Deflated)
MOST_CONTEXTS = 128
VERIFICATION = "1.2.840.10008.1.1"
STORAGE_CLASSES = tuple(
    uid for uid, (_, keyword, *_) in UIDS.items() if FILES.get(keyword) == "storage"
)
"""UIDs of the storage SOP classes, retired ones too: PS3.4 Tables B.5-1, B.6-1 and GG.3-1,
PS3.6 Table A-1."""
_STORAGE = frozenset(STORAGE_CLASSES)


@dataclass
class Offer:
    """What is proposed, or accepted, for one abstract syntax."""

    uid: str
    syntaxes: list[UID] = field(default_factory=list)
    as_user: bool = False
    """Whether this side is a SCU of it."""
    as_provider: bool = False


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
        raise TypeError(_no_service(service))
    elif issubclass(service, SopClass):
        yield service.uid
    else:
        from ..objects.defaults import sop_classes
        from ..objects.fields import edition_of

        yield from sop_classes(service, edition_of(service))


def _no_service(thing: object) -> str:
    """Return what to tell of what stands for no service."""
    is_side = isinstance(thing, type) and issubclass(thing, Provider | User)
    hint = ": it takes an object of the class" if is_side else ""
    return f"{getattr(thing, '__qualname__', repr(thing))} is no service{hint}"


def offers(
    services: Iterable[Service], transfer_syntaxes: Iterable[str] | None
) -> dict[str, Offer]:
    """Return what services want, by abstract syntax."""
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
    """Return the contexts, and the roles, that a requestor proposes.

    Transfer syntaxes that can be converted to each other share a context; each other one
    has its own, since a peer accepts one of a context.

    Raises:
        TooManyContextsError: They are more than 128.
    """
    services = list(services)
    wanted = offers(services, transfer_syntaxes)
    if any(_retrieves_here(service) for service in services):
        for offer in wanted.values():  # C-GET stores on this association: PS3.4 C.4.3
            offer.as_provider = offer.as_provider or is_storage(offer.uid)
    contexts = []
    roles = []
    for offer in wanted.values():
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
    if len(contexts) > MOST_CONTEXTS:
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
    """Whether a SOP class is one of C-STORE, as far as is known."""
    return uid in _STORAGE or UID(uid).name.endswith("Storage")


def supported(
    services: Iterable[Service], transfer_syntaxes: Iterable[str] | None
) -> list[PresentationContext]:
    """Return the contexts that an acceptor accepts."""
    services = list(services)
    wanted = offers(services, transfer_syntaxes)
    if any(_retrieves_here(service) for service in services):
        for uid in STORAGE_CLASSES:  # the peer is their SCP: PS3.4 C.5.3
            wanted.setdefault(uid, Offer(uid)).as_user = True
    wanted.setdefault(VERIFICATION, Offer(VERIFICATION, list(PLAIN), False, True))
    contexts = []
    for offer in wanted.values():
        context = PresentationContext()
        context.abstract_syntax = UID(offer.uid)
        syntaxes = offer.syntaxes or list(PLAIN)
        if transfer_syntaxes is None and is_storage(offer.uid):
            syntaxes = [*PLAIN, Deflated, *AllTransferSyntaxes]
        context.transfer_syntax = list(dict.fromkeys(syntaxes))
        # What an acceptor answers to a role selection: whether the *requestor* may be
        # SCU, that is, whether this side is SCP; and the other way round.
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
    """Return the SOP classes that contexts of meta SOP classes, or UPS, are for."""
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
        role: This side's.
        syntax: How an object is encoded; the context has the same transfer syntax, or one
            that it can be converted to.

    Raises:
        NoPresentationContextError: There is none.
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
    """Return what an accepted context is for; of the SOP class that is asked for, how."""
    name = UID(str(context.abstract_syntax)).name
    if context.abstract_syntax != uid:
        return name
    return f"{name} in {UID(context.transfer_syntax[0]).name}"
