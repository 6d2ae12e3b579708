from iodize.generator.conditions.resolving import resolve_conditions, vocabulary_of
from iodize.generator.model import (
    DataElement,
    Requirement,
    ServiceAttribute,
    ServiceInclude,
    ServiceTable,
    Standard,
    Worded,
)

ELEMENTS = (
    DataElement("(0008,0060)", "Modality", "Modality", ("CS",)),
    DataElement("(0008,0100)", "Code Value", "CodeValue", ("SH",)),
    DataElement(
        "(0008,1140)", "Referenced Image Sequence", "ReferencedImageSequence", ("SQ",)
    ),
    DataElement(
        "(0008,1150)", "Referenced SOP Class UID", "ReferencedSOPClassUID", ("UI",)
    ),
    DataElement("(0010,0020)", "Patient ID", "PatientID", ("LO",)),
)


def asked(tag: str, words: str = "", *content: ServiceAttribute) -> ServiceAttribute:
    condition = Worded(words=words) if words else None
    requirement = Requirement("usage", "1C" if words else "1", "1", condition)
    return ServiceAttribute(tag, "x", (requirement,), content)


def required(table: ServiceTable, *others: ServiceTable) -> list[str | None]:
    standard = Standard("2020a", elements=ELEMENTS, service_tables=(table, *others))
    formal, *_ = resolve_conditions(
        standard, vocabulary_of(standard), lambda _, __: None
    ).service_tables
    found: list[str | None] = []

    def look(rows: tuple[object, ...]) -> None:
        for row in rows:
            if isinstance(row, ServiceAttribute):
                condition = row.requirements[0].condition
                found.append(None if condition is None else condition.required)
                look(row.content)

    look(formal.content)
    return found


def table(label: str, *content: ServiceAttribute | ServiceInclude) -> ServiceTable:
    return ServiceTable(label, "ZZ.1", "Demo", content)


def test_attribute_of_the_same_item_is_preferred() -> None:
    words = "Required if Patient ID (0010,0020) is present."

    assert required(
        table("ZZ-1", asked("(0010,0020)"), asked("(0008,0060)", words))
    ) == [None, "present(PatientID)"]


def test_attribute_of_an_enclosing_item_has_scope_up() -> None:
    words = "Required if Patient ID (0010,0020) is present."
    inside = asked("(0008,1150)", words)

    assert required(
        table("ZZ-1", asked("(0010,0020)"), asked("(0008,1140)", "", inside))
    ) == [None, None, "present(up.PatientID)"]


def test_an_attribute_of_another_sequence_is_found_by_its_path() -> None:
    words = "Required if Referenced SOP Class UID (0008,1150) is present."
    sequence = asked("(0008,1140)", "", asked("(0008,1150)"))

    assert required(table("ZZ-1", sequence, asked("(0008,0060)", words)))[-1] == (
        "present(ReferencedImageSequence.ReferencedSOPClassUID)"
    )


def test_attributes_of_an_included_table_belong_to_the_item() -> None:
    words = "Required if Code Value (0008,0100) is present."
    macro = table("ZZ-2", asked("(0008,0100)"))

    assert required(
        table("ZZ-1", ServiceInclude("ZZ-2"), asked("(0008,0060)", words)), macro
    ) == ["present(CodeValue)"]


def test_attribute_outside_of_all_tables_has_scope_near() -> None:
    words = "Required if Patient ID (0010,0020) is present."

    assert required(table("ZZ-1", asked("(0008,0060)", words))) == [
        "present(near.PatientID)"
    ]
