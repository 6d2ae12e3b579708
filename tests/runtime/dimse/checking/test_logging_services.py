"""Events that are logged: PS3.4 P.2 and P.3."""

from pydicom.dataset import Dataset

from iodize.dimse.checking import check_attribute_list
from iodize.services import ProceduralEventLogging, SubstanceAdministrationLogging

from .test_attribute_lists import encoded, found

Event = ProceduralEventLogging.RecordProceduralEvent
Administration = SubstanceAdministrationLogging.RecordSubstanceAdministrationEvent


def dataset(**attributes: object) -> Dataset:
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def code(value: str, meaning: str, scheme: str = "DCM") -> Dataset:
    return dataset(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def item(value_type: str, name: Dataset, **values: object) -> Dataset:
    return dataset(
        RelationshipType="CONTAINS",
        ValueType=value_type,
        ConceptNameCodeSequence=[name],
        ObservationDateTime="20260101120000",
        **values,
    )


def event() -> Dataset:
    """Return what a device reports of a procedure: PS3.16 TID 3001."""
    rate = dataset(
        NumericValue="70",
        MeasurementUnitsCodeSequence=[code("/min", "per minute", "UCUM")],
    )
    image = dataset(
        ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2",
        ReferencedSOPInstanceUID="1.2.3.4",
    )
    return dataset(
        PatientID="1",
        StudyInstanceUID="1.2.3",
        StudyID="",
        SynchronizationFrameOfReferenceUID="",
        PerformedLocation="",
        ValueType="CONTAINER",
        ConceptNameCodeSequence=[code("121145", "Procedure log")],
        ContinuityOfContent="SEPARATE",
        ContentTemplateSequence=[
            dataset(MappingResource="DCMR", TemplateIdentifier="3001")
        ],
        ObservationDateTime="20260101120000",
        ContentSequence=[
            item("TEXT", code("121106", "Comment"), TextValue="begun"),
            item(
                "NUM",
                code("8867-4", "Heart rate", "LN"),
                MeasuredValueSequence=[rate],
            ),
            item("IMAGE", code("121080", "Best"), ReferencedSOPSequence=[image]),
        ],
    )


def test_a_container_of_events_is_right() -> None:
    """Each value type has its own attributes; those of the others are not missed."""
    assert check_attribute_list((Event, encoded(event()))) == ()


def test_what_a_content_item_lacks_is_told() -> None:
    sent = event()
    del sent.ContinuityOfContent
    del sent.ContentSequence[0].TextValue
    del sent.ContentSequence[1].MeasuredValueSequence
    sent.TextValue = "of no container"

    assert found(check_attribute_list((Event, encoded(sent)))) == {
        "ContinuityOfContent": "type1-missing",
        "ContentSequence[0].TextValue": "type1c-missing",
        "ContentSequence[1].MeasuredValueSequence": "type2-missing",
        "TextValue": "condition-not-met",
    }


def administration(**attributes: object) -> Dataset:
    return dataset(
        PatientName="Roe^Jane",
        SubstanceAdministrationDateTime="20260101120000",
        AdministrationRouteCodeSequence=[],
        OperatorIdentificationSequence=[
            dataset(PersonIdentificationCodeSequence=[code("N1", "Nurse", "99X")])
        ],
        **attributes,
    )


def test_one_of_two_identifiers_is_enough_and_both_are_welcome() -> None:
    one = administration(PatientID="1", ProductName="Saline")
    other = administration(AdmissionID="1", ProductPackageIdentifier="1")
    both = administration(
        PatientID="1",
        AdmissionID="1",
        ProductName="Saline",
        ProductPackageIdentifier="1",
    )
    none = administration(ProductName="Saline")

    for sent in (one, other, both):
        assert check_attribute_list((Administration, encoded(sent))) == ()
    assert found(check_attribute_list((Administration, encoded(none)))) == {
        "PatientID": "type1c-missing",
        "AdmissionID": "type1c-missing",
    }
