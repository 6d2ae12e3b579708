"""A small standard of services, made by hand: one step, and the list of such steps."""

from __future__ import annotations

from iodize.generator.model import (
    Attribute,
    AttributeList,
    Condition,
    DataElement,
    DirectoryRecord,
    Iod,
    IodKind,
    ItemCount,
    Macro,
    MessageType,
    Module,
    ModuleRest,
    ModuleUse,
    Operation,
    Requirement,
    Service,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    Standard,
    StateMachine,
    StatusCode,
    StatusTable,
    TableColumn,
    Terms,
    Transition,
    Type,
    Value,
)


def element(tag: str, name: str, vr: str, vm: str = "1") -> DataElement:
    keyword = "".join(word[0].upper() + word[1:] for word in name.split())
    return DataElement(tag, name, keyword, (vr,), vm)


ELEMENTS = (
    element("(0004,1220)", "Directory Record Sequence", "SQ"),
    element("(0008,0052)", "Query Retrieve Level", "CS"),
    element("(0008,0060)", "Modality", "CS"),
    element("(0008,0100)", "Code Value", "SH"),
    element("(0008,0102)", "Coding Scheme Designator", "SH"),
    element("(0008,0104)", "Code Meaning", "LO"),
    element("(0010,0020)", "Patient ID", "LO"),
    element("(0010,4000)", "Patient Comments", "LT"),
    element("(0040,0252)", "Step Status", "CS"),
    element("(0040,0260)", "Protocol Code Sequence", "SQ"),
    element("(0040,0270)", "Scheduled Step Sequence", "SQ"),
    element("(0040,1001)", "Requested Procedure ID", "SH"),
)


def asked(
    column: str, user: str, provider: str | None = None, **more: object
) -> Requirement:
    return Requirement(column, user, provider, **more)  # type: ignore[arg-type]


def row(
    tag: str, *requirements: Requirement, content: tuple[ServiceRow, ...] = ()
) -> ServiceAttribute:
    return ServiceAttribute(tag, tag, requirements, content)


CODE = ServiceTable(
    "8-1b",
    "8.1",
    "Coded Entry",
    (
        row("(0008,0100)", asked("usage", "1", "1"), asked("match", "R")),
        row("(0008,0104)", asked("usage", "1", "1"), asked("match", "-")),
    ),
)
STEP = ServiceTable(
    "F.1-1",
    "F.1.2",
    "Step Attributes",
    (
        row(
            "(0040,0270)",
            asked("N-CREATE", "1", "1", item_count=ItemCount(1, 1)),
            asked("N-SET", "not-allowed"),
            content=(row("(0040,1001)", asked("N-CREATE", "2", "2")),),
        ),
        row(
            "(0008,0060)",
            asked("N-CREATE", "-", "1"),
            asked("N-SET", "1C", "1C", condition=Condition("present(PatientID)")),
        ),
        row(
            "(0040,0252)",
            asked("N-CREATE", "1", "1", values=("BEGUN",)),
            asked("N-SET", "3", "1"),
            asked("final", "1"),
        ),
        row(
            "(0040,0260)",
            asked("N-CREATE", "3", "2"),
            asked("N-SET", "3", "3"),
            asked("final", "O"),
            content=(ServiceInclude("8-1b"),),
        ),
        ModuleRest("C.1-1", (asked("N-CREATE", "3", "3"), asked("N-SET", "3", "3"))),
    ),
)
KEYS = ServiceTable(
    "K.1-1",
    "K.1.2",
    "Keys",
    (
        row(
            "(0040,0270)",
            asked("match", "R"),
            asked("return", "1"),
            content=(row("(0008,0060)", asked("match", "R"), asked("return", "2")),),
        ),
        row(
            "(0040,0260)",
            asked("match", "O"),
            asked("return", "3"),
            content=(ServiceInclude("8-1b"),),
        ),
        row("(0010,0020)", asked("match", "U"), asked("return", "1")),
        row("(0010,4000)", asked("match", "-"), asked("return", "-")),
    ),
)
ACTIONS = ServiceTable(
    "F.3-1",
    "F.3",
    "Action Information",
    types=(
        MessageType(4, "Stop Step", (row("(0010,4000)", asked("usage", "M", "M")),)),
    ),
)

PATIENT = Module(
    "Patient",
    "C.1-1",
    "C.1",
    (
        Attribute("(0010,0020)", "Patient ID"),
        Attribute("(0010,4000)", "Patient Comments"),
    ),
)
RECORDS = Module(
    "Directory Information",
    "F.3-3",
    "F.3",
    (
        Attribute(
            "(0004,1220)",
            "Directory Record Sequence",
            content=(Attribute("(0010,0020)", "Patient ID"),),
        ),
    ),
)
STEP_MODULE = Module(
    "Step",
    "C.2-1",
    "C.2",
    (
        Attribute(
            "(0040,0252)",
            "Step Status",
            terms=(Terms(True, (Value("BEGUN"), Value("ENDED"))),),
        ),
        Attribute("(0008,0060)", "Modality", vm="1"),
    ),
)
CODED_ENTRY = Macro(
    "Code Sequence",
    "8.8-1",
    "8.8",
    (
        Attribute("(0008,0100)", "Code Value", Type.MANDATORY),
        Attribute("(0008,0102)", "Coding Scheme Designator", Type.MANDATORY),
        Attribute("(0008,0104)", "Code Meaning", Type.MANDATORY),
    ),
)


def a_list(
    name: str, role: str, table: str, column: str = "usage", **more: object
) -> AttributeList:
    columns = (TableColumn(table, column),)
    return AttributeList(name, role, columns, **more)  # type: ignore[arg-type]


STEPS = Service(
    uid="1.2.3.1",
    name="Demo Step",
    keyword="DemoStep",
    kind="normalized",
    section="F.1",
    operations=(
        Operation(
            "N-CREATE",
            "M",
            "M",
            "F.1.2",
            (
                a_list("Create", "request", "F.1-1", "N-CREATE"),
                a_list("Created", "reply", "F.1-1", "N-CREATE"),
            ),
        ),
        Operation(
            "N-SET",
            "U",
            "M",
            "F.1.3",
            (
                a_list("Set", "request", "F.1-1", "N-SET"),
                a_list("SetReply", "reply", "F.1-1", "N-SET"),
                a_list("Final", "final", "F.1-1", "final"),
            ),
            ("F.1-2",),
        ),
        Operation(
            "N-ACTION",
            "U",
            "M",
            "F.3",
            (
                a_list("StopStep", "request", "F.3-1", type_id=4),
                AttributeList("StopStepReply", "reply", type_id=4),
            ),
        ),
    ),
    iod="B.1-1",
    states=StateMachine(
        "F.1-3",
        "(0040,0252)",
        "BEGUN",
        ("ENDED",),
        (
            Transition(None, "create", "BEGUN"),
            Transition("ENDED", "set", status="0110"),
        ),
    ),
)
WORKLIST = Service(
    uid="1.2.3.2",
    name="Demo Worklist",
    keyword="DemoWorklist",
    kind="query",
    section="K.1",
    operations=(
        Operation(
            "C-FIND",
            "M",
            "M",
            "K.1.2",
            (
                a_list("Query", "request", "K.1-1", "match"),
                a_list("Answer", "reply", "K.1-1", "return"),
            ),
        ),
    ),
)

STANDARD = Standard(
    edition="2020a",
    iods=(
        Iod(
            "Demo Step",
            IodKind.NORMALIZED,
            "B.1-1",
            "B.1",
            (ModuleUse("Step", "C.2", "C.2-1"),),
        ),
    ),
    modules=(PATIENT, STEP_MODULE, RECORDS),
    macros=(CODED_ENTRY,),
    directory_records=(
        DirectoryRecord("", "F.4", content=(Attribute("(0010,0020)", "Patient ID"),)),
    ),
    service_tables=(CODE, STEP, KEYS, ACTIONS),
    status_tables=(
        StatusTable("F.1-2", "F.1.3", (StatusCode("0110", "Failure", "Step ended"),)),
    ),
    services=(STEPS, WORKLIST),
    elements=ELEMENTS,
)
