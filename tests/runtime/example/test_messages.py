"""Examples of attribute lists are valid."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import iodize.generated.services as package
from iodize.dimse.checking import check_attribute_list, check_query
from iodize.dimse.services.attribute_lists import (
    AttributeList,
    FindRequest,
    RetrieveRequest,
)
from iodize.dimse.services.sop_classes import SopClass
from iodize.services import (
    BasicFilmBox,
    ModalityPerformedProcedureStep,
    ModalityWorklist,
    StudyRootFind,
)


def lists() -> Iterator[type[AttributeList]]:
    for name in package.FILES:
        found = getattr(package, name)
        if issubclass(found, SopClass):
            for value in vars(found).values():
                if isinstance(value, type) and issubclass(value, AttributeList):
                    yield value


@pytest.mark.parametrize("kind", [*lists()], ids=lambda kind: kind.__qualname__)
def test_example_has_no_findings(kind: type[AttributeList]) -> None:
    made = kind.example()

    if isinstance(made, FindRequest | RetrieveRequest):
        assert check_query(made) == ()
    else:
        assert check_attribute_list(made) == ()
    again = kind.from_dataset(made.to_dataset())
    assert again.to_dataset() == made.to_dataset()


def test_example_has_the_required_attributes() -> None:
    step = ModalityPerformedProcedureStep.Create.example()
    assert step.PerformedProcedureStepStatus == "IN PROGRESS"

    box = BasicFilmBox.Create.example()
    assert len(box.ReferencedFilmSessionSequence) == 1


def test_example_of_a_query_has_the_required_keys() -> None:
    query = ModalityWorklist.Query.example()
    assert query.PatientName == ""
    assert query.AccessionNumber == ""

    studies = StudyRootFind.SeriesQuery.example()
    assert studies.StudyInstanceUID
    assert studies.to_dataset().QueryRetrieveLevel == "SERIES"


def test_examples_with_the_same_seed_reference_the_same_study() -> None:
    step, item = ModalityPerformedProcedureStep.Create, ModalityWorklist.Answer
    first, other = step.example(3), step.example(4)
    (scheduled,) = first.ScheduledStepAttributesSequence
    (elsewhere,) = other.ScheduledStepAttributesSequence

    assert scheduled.StudyInstanceUID == item.example(3).StudyInstanceUID
    assert scheduled.StudyInstanceUID != elsewhere.StudyInstanceUID
