"""Short names of the information models that can be queried or retrieved from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from ....errors import IodizeError

if TYPE_CHECKING:
    from ....dimse.services.attribute_lists import AttributeList
    from ....dimse.services.sop_classes import SopClass


def _all(find: str, move: str, get: str) -> Mapping[str, str]:
    return {"C-FIND": find, "C-MOVE": move, "C-GET": get}


def _only_find(find: str) -> Mapping[str, str]:
    return {"C-FIND": find}


MODELS: Final[Mapping[str, Mapping[str, str]]] = {
    "patient": _all("PatientRootFind", "PatientRootMove", "PatientRootGet"),
    "study": _all("StudyRootFind", "StudyRootMove", "StudyRootGet"),
    "patient-study": _all(
        "PatientStudyOnlyFind", "PatientStudyOnlyMove", "PatientStudyOnlyGet"
    ),
    "composite": {
        "C-MOVE": "CompositeInstanceRootMove",
        "C-GET": "CompositeInstanceRootGet",
    },
    "without-bulk-data": {"C-GET": "CompositeInstanceRetrieveWithoutBulkDataGet"},
    "hanging-protocol": _all(
        "HangingProtocolFind", "HangingProtocolMove", "HangingProtocolGet"
    ),
    "color-palette": _all("ColorPaletteFind", "ColorPaletteMove", "ColorPaletteGet"),
    "generic-implant": _all(
        "GenericImplantTemplateFind",
        "GenericImplantTemplateMove",
        "GenericImplantTemplateGet",
    ),
    "implant-assembly": _all(
        "ImplantAssemblyTemplateFind",
        "ImplantAssemblyTemplateMove",
        "ImplantAssemblyTemplateGet",
    ),
    "implant-group": _all(
        "ImplantTemplateGroupFind",
        "ImplantTemplateGroupMove",
        "ImplantTemplateGroupGet",
    ),
    "procedure-protocol": _all(
        "DefinedProcedureProtocolFind",
        "DefinedProcedureProtocolMove",
        "DefinedProcedureProtocolGet",
    ),
    "protocol-approval": _all(
        "ProtocolApprovalFind", "ProtocolApprovalMove", "ProtocolApprovalGet"
    ),
    "inventory": _all("InventoryFind", "InventoryMove", "InventoryGet"),
    "worklist": _only_find("ModalityWorklist"),
    "workitem": _only_find("UnifiedProcedureStepQuery"),
    "repository": _only_find("RepositoryQuery"),
    "patient-information": _only_find("GeneralRelevantPatientInformationQuery"),
    "breast-information": _only_find("BreastImagingRelevantPatientInformationQuery"),
    "cardiac-information": _only_find("CardiacRelevantPatientInformationQuery"),
    "product": _only_find("ProductCharacteristicsQuery"),
    "substance-approval": _only_find("SubstanceApprovalQuery"),
}
"""Names of the SOP classes in `iodize.services`, by model and DIMSE service."""

DEFAULT_LEVELS: Final = {
    "patient": "STUDY",
    "study": "STUDY",
    "patient-study": "STUDY",
    "repository": "STUDY",
    "composite": "IMAGE",
}
"""Default levels of models with several levels."""

LEVELS: Final = ("PATIENT", "STUDY", "SERIES", "IMAGE", "FRAME")


class NoSuchLevelError(IodizeError):
    """A level that an information model does not have."""

    def __init__(self, model: str, level: str, known: tuple[str, ...]) -> None:
        super().__init__(model, level, known)
        self.model = model
        self.level = level
        """Empty if no level was given."""
        self.known = known
        self.hint = (
            f"use --level with one of {', '.join(known)}" if known else "omit --level"
        )

    def __str__(self) -> str:
        if not self.known:
            return f"{self.model} has no levels"
        if not self.level:
            return f"{self.model} has several levels"
        return f"{self.model} has no level {self.level}"


class NoSuchModelError(IodizeError):
    """An information model that does not have a service."""

    def __init__(self, model: str, service: str) -> None:
        super().__init__(model, service)
        self.model = model
        self.service = service
        self.hint = f"use --root with one of {', '.join(models_with(service))}"

    def __str__(self) -> str:
        return f"{self.model} does not have {self.service}"


def models_with(service: str) -> list[str]:
    """Return the names of the models that have a service: "C-FIND"."""
    return [model for model, services in MODELS.items() if service in services]


def sop_class(model: str, service: str) -> type[SopClass]:
    """Return the SOP class of a model: "study" and "C-FIND", StudyRootFind.

    Raises:
        NoSuchModelError: The model does not have the service.
    """
    from .... import services

    name = MODELS[model].get(service)
    if name is None:
        raise NoSuchModelError(model, service)
    found: type[SopClass] = getattr(services, name)
    return found


def request_of(model: str, service: str, level: str | None = None) -> type[Any]:
    """Return the class of a query or retrieval of a model, at a level.

    Raises:
        NoSuchModelError: The model does not have the service.
        NoSuchLevelError: The model does not have the level.
    """
    found = sop_class(model, service)
    level = level or DEFAULT_LEVELS.get(model)
    requests: dict[str, type[AttributeList]] = {}
    for operation in found.operations:
        if operation.service == service:
            requests = {each.level: each for each in operation.requests}
    if level is None and len(requests) == 1:
        return next(iter(requests.values()))
    if level is None or level not in requests:
        known = tuple(each for each in requests if each)
        raise NoSuchLevelError(found.name, level or "", known)
    return requests[level]


level_option = click.option(
    "--level",
    type=click.Choice(LEVELS, case_sensitive=False),
    help="Query/Retrieve Level, for information models with levels.",
)
