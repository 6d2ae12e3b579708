"""Checks of logged events: PS3.4 P.2 and P.3."""

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
    """Return the log of a procedure: PS3.16 TID 3001."""
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


def test_a_valid_container_of_events_has_no_findings() -> None:
    """Attributes of other value types are not required."""
    assert check_attribute_list((Event, encoded(event()))) == ()


def test_missing_attributes_of_content_items_are_reported() -> None:
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


def test_one_or_both_of_two_identifiers_are_allowed() -> None:
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
