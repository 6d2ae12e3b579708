"""What SOP classes can be asked for."""

from pydicom.dataset import Dataset

from iodize.dimse.checking import asked_by, sop_class_of
from iodize.dimse.sop_classes import MetaSopClass

from ..definitions import Commitment, Retrieve, Step, Studies
from .test_attribute_lists import found


def test_an_operation_leads_to_its_attribute_list() -> None:
    assert asked_by(Step, "N-CREATE").request is Step.Create
    assert asked_by(Commitment, "N-ACTION", type_id=1).request is Commitment.Request


def test_an_operation_that_the_class_does_not_have() -> None:
    asked = asked_by(Step, "N-DELETE")

    assert (asked.operation, asked.request) == (None, None)
    assert [finding.code for finding in asked.findings] == ["operation-unknown"]


def test_an_action_that_the_class_does_not_have() -> None:
    asked = asked_by(Commitment, "N-ACTION", type_id=7)

    assert asked.operation is not None
    assert asked.request is None
    assert found(asked.findings) == {"ActionTypeID": "action-unknown"}


def test_an_event_that_the_class_does_not_have() -> None:
    asked = asked_by(Commitment, "N-EVENT-REPORT", type_id=None)

    assert found(asked.findings) == {"EventTypeID": "event-unknown"}


def test_the_level_of_a_query_chooses_its_keys() -> None:
    identifier = Dataset()
    identifier.QueryRetrieveLevel = "STUDY"
    assert (
        asked_by(Studies, "C-FIND", identifier=identifier).request is Studies.StudyQuery
    )
    identifier.QueryRetrieveLevel = "SERIES"
    assert (
        asked_by(Studies, "C-FIND", identifier=identifier).request
        is Studies.SeriesQuery
    )


def test_a_message_of_a_meta_class_is_of_a_member() -> None:
    class Both(MetaSopClass, name="Both", uid="1.2.3", section="H"):
        members = (Step, Retrieve)

    assert sop_class_of(Both, Retrieve.uid) is Retrieve
    assert sop_class_of(Step, Step.uid) is Step
