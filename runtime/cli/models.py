"""The information models that can be queried, and retrieved from, by their short names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from ..errors import IodizeError

if TYPE_CHECKING:
    from ..dimse.attribute_lists import AttributeList
    from ..dimse.sop_classes import SopClass

ROOTS: Final = {
    "patient": "PatientRoot",
    "study": "StudyRoot",
    "patient-study": "PatientStudyOnly",
    "composite": "CompositeInstanceRoot",
    "without-bulk-data": "CompositeInstanceRetrieveWithoutBulkData",
    "hanging-protocol": "HangingProtocol",
    "color-palette": "ColorPalette",
    "generic-implant": "GenericImplantTemplate",
    "implant-assembly": "ImplantAssemblyTemplate",
    "implant-group": "ImplantTemplateGroup",
    "procedure-protocol": "DefinedProcedureProtocol",
    "protocol-approval": "ProtocolApproval",
    "inventory": "Inventory",
}
"""How the names of their SOP classes begin in `iodize.services`."""

OTHER_QUERIES: Final = {
    "worklist": "ModalityWorklist",
    "workitem": "UnifiedProcedureStepQuery",
    "repository": "RepositoryQuery",
    "patient-information": "GeneralRelevantPatientInformationQuery",
    "breast-information": "BreastImagingRelevantPatientInformationQuery",
    "cardiac-information": "CardiacRelevantPatientInformationQuery",
    "product": "ProductCharacteristicsQuery",
    "substance-approval": "SubstanceApprovalQuery",
}
"""Models that are only queried: the names of their SOP classes."""

USUAL_LEVELS: Final = {
    "patient": "STUDY",
    "study": "STUDY",
    "patient-study": "STUDY",
    "repository": "STUDY",
    "composite": "IMAGE",
}
"""What is asked for where no level is named; models that are not here have one or none."""

LEVELS: Final = ("PATIENT", "STUDY", "SERIES", "IMAGE", "FRAME")


class NoSuchLevelError(IodizeError):
    """A level that an information model does not have."""

    def __init__(self, model: str, level: str, known: tuple[str, ...]) -> None:
        super().__init__(model, level, known)
        self.model = model
        self.level = level
        self.known = known
        self.hint = (
            f"--level is one of {', '.join(known)}" if known else "leave out --level"
        )

    def __str__(self) -> str:
        if not self.known:
            return f"{self.model} has no levels"
        wanted = f"no level {self.level}" if self.level else "several levels"
        return f"{self.model} has {wanted}"


class NoSuchModelError(IodizeError):
    """A model without the service that was asked for."""

    def __init__(self, model: str, service: str) -> None:
        super().__init__(model, service)
        self.model = model
        self.service = service
        self.hint = "another --root has it"

    def __str__(self) -> str:
        return f"{self.model} has no {self.service}"


def sop_class(root: str, service: str) -> type[SopClass]:
    """Return the SOP class of a model: "study" and "C-FIND", StudyRootFind.

    Raises:
        NoSuchModelError: The model is not for that service.
    """
    from .. import services

    if root in OTHER_QUERIES:
        if service != "C-FIND":
            raise NoSuchModelError(root, service)
        name = OTHER_QUERIES[root]
    else:
        name = ROOTS[root] + service.removeprefix("C-").title()
    found: type[SopClass] | None = getattr(services, name, None)
    if found is None:
        raise NoSuchModelError(root, service)
    return found


def request_of(root: str, service: str, level: str | None = None) -> type[Any]:
    """Return the class of a query or retrieval of a model, at a level.

    Raises:
        NoSuchModelError: The model is not for that service.
        NoSuchLevelError: The model lacks the level.
    """
    model = sop_class(root, service)
    level = level or USUAL_LEVELS.get(root)
    found: dict[str, type[AttributeList]] = {}
    for operation in model.operations:
        if operation.service == service:
            found = {each.level: each for each in operation.requests}
    if level is None and len(found) == 1:
        return next(iter(found.values()))
    if level is None or level not in found:
        known = tuple(each for each in found if each)
        raise NoSuchLevelError(model.name, level or "", known)
    return found[level]


level_option = click.option(
    "--level",
    type=click.Choice(LEVELS, case_sensitive=False),
    help="Query/Retrieve Level; models without levels have none.",
)
