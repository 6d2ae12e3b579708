"""A small edition with one instance of each model class."""

from iodize.generator.model import (
    Attribute,
    Condition,
    DataElement,
    GeneralStatus,
    Include,
    Iod,
    IodKind,
    Message,
    MessageField,
    Module,
    ModuleUse,
    Otherwise,
    ParameterUsage,
    Part,
    Presence,
    ServiceStatuses,
    SopClass,
    Standard,
    StatusClass,
    StatusField,
    Terms,
    Type,
    Usage,
    Value,
)

UNREAD = Condition('unknown("not-understood")', otherwise=Otherwise.MAY)

STANDARD = Standard(
    edition="2023a",
    parts=(Part(3, "2023a"), Part(4, "2023a"), Part(6, "2023a"), Part(7, "2025e")),
    iods=(
        Iod(
            name="CT Image",
            kind=IodKind.COMPOSITE,
            table="A.3-1",
            section="A.3",
            modules=(
                ModuleUse(
                    module="Patient",
                    section="C.7.1.1",
                    table="C.7-1",
                    entity="Patient",
                    usage=Usage.MANDATORY,
                ),
                ModuleUse(
                    module="Contrast/Bolus",
                    section="C.7.6.4",
                    table="C.7-12",
                    entity="Image",
                    usage=Usage.CONDITIONAL,
                    condition=UNREAD,
                ),
            ),
        ),
    ),
    modules=(
        Module(
            name="Patient",
            table="C.7-1",
            section="C.7.1.1",
            content=(
                Attribute(
                    "(0010,0040)",
                    "Patient's Sex",
                    Type.MAY_BE_EMPTY,
                    terms=(Terms(True, (Value("M", "male"), Value("F", "female"))),),
                ),
                Attribute(
                    "(0008,1120)",
                    "Referenced Patient Sequence",
                    Type.OPTIONAL,
                    content=(Include("10-11"),),
                ),
            ),
        ),
    ),
    sop_classes=(
        SopClass("1.2.840.10008.5.1.4.1.1.2", "CT Image Storage", "B.5-1", "A.3-1"),
    ),
    elements=(
        DataElement(
            "(0028,0106)",
            "Smallest Image Pixel Value",
            "SmallestImagePixelValue",
            ("US", "SS"),
            "1",
        ),
    ),
    messages=(
        Message(
            "C-ECHO-RQ",
            "9.3-12",
            (MessageField("(0000,0100)", "Command Field", "US", "1", 0x0030),),
        ),
        Message(
            "C-FIND-RSP",
            "9.3-4",
            (
                MessageField(
                    "(0000,0120)",
                    "Message ID Being Responded To",
                    "US",
                    "1",
                    usage=ParameterUsage.MANDATORY,
                    repeats="(0000,0110)",
                    values=(Value("1", "one"),),
                ),
            ),
            "Identifier",
            Presence.EITHER,
            ParameterUsage.CONDITIONAL,
            "9.1-2",
            "C-FIND-RSP",
            Condition('Status == "65280"', otherwise=Otherwise.SHALL_NOT),
        ),
    ),
    status_classes=(StatusClass("Warning", ("0001", "Bxxx")),),
    general_statuses=(
        GeneralStatus("C.2.1", "Pending", "Pending"),
        GeneralStatus(
            "C.4.3",
            "Warning",
            "Attribute Value out of range",
            "0116",
            (
                StatusField(None, "Attribute List", "-", "-", "N-SET-RSP"),
                StatusField("(0000,0902)", "Error Comment", "LO", "1"),
            ),
        ),
    ),
    service_statuses=(ServiceStatuses("C-FIND", "9.1.2.1.6", ("C.2.1", "C.4.3")),),
)
