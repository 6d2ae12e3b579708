"""Resolution of requests to operations and attribute lists."""

from pydicom.dataset import Dataset

from iodize.dimse.checking import resolve, sop_class_of
from iodize.dimse.services.sop_classes import MetaSopClass

from ..definitions import Commitment, Retrieve, Step, Studies
from .test_attribute_lists import found


def test_an_operation_has_its_attribute_list() -> None:
    assert resolve(Step, "N-CREATE").request is Step.Create
    assert resolve(Commitment, "N-ACTION", type_id=1).request is Commitment.Request


def test_an_operation_of_other_sop_classes_is_reported() -> None:
    resolved = resolve(Step, "N-DELETE")

    assert (resolved.operation, resolved.request) == (None, None)
    assert [finding.code for finding in resolved.findings] == ["operation-unknown"]


def test_an_unknown_action_is_reported() -> None:
    resolved = resolve(Commitment, "N-ACTION", type_id=7)

    assert resolved.operation is not None
    assert resolved.request is None
    assert found(resolved.findings) == {"ActionTypeID": "action-unknown"}


def test_an_unknown_event_is_reported() -> None:
    resolved = resolve(Commitment, "N-EVENT-REPORT", type_id=None)

    assert found(resolved.findings) == {"EventTypeID": "event-unknown"}


def test_the_level_of_a_query_determines_its_keys() -> None:
    identifier = Dataset()
    identifier.QueryRetrieveLevel = "STUDY"
    assert (
        resolve(Studies, "C-FIND", identifier=identifier).request is Studies.StudyQuery
    )
    identifier.QueryRetrieveLevel = "SERIES"
    assert (
        resolve(Studies, "C-FIND", identifier=identifier).request is Studies.SeriesQuery
    )


def test_a_message_in_a_context_of_a_meta_sop_class_belongs_to_a_member() -> None:
    class Both(MetaSopClass, name="Both", uid="1.2.3", section="H"):
        members = (Step, Retrieve)

    assert sop_class_of(Both, Retrieve.uid) is Retrieve
    assert sop_class_of(Step, Step.uid) is Step
