"""C-FIND, C-MOVE and C-GET: query/retrieve, worklists and similar services."""

from __future__ import annotations

from collections.abc import Iterator

from ....model import AttributeList, Condition, Otherwise, TableColumn
from .declaring import Columns, Declaration, DeclaredOperation, columns, stated

# Requirements for the identifiers of query/retrieve that are stated only in prose.

_NOT_OTHERWISE = Otherwise.SHALL_NOT
CHARACTER_SET = stated(
    # C.4.1.1.3.1, C.4.1.1.3.2 and, for Patient ID, C.4.2.1.4.1 and C.4.3.1.3.1
    "(0008,0005)",
    "Specific Character Set",
    "1C",
    Condition('unknown("character-set-extended")'),
)
TIME_ZONE = stated(
    # C.4.1.1.3.1 and C.4.1.1.3.2
    "(0008,0201)",
    "Timezone Offset From UTC",
    "1C",
    Condition('unknown("to-be-applied")', otherwise=_NOT_OTHERWISE),
)
VIEW = stated(
    # C.4.1.1.3.1, C.4.2.1.4.1: where the conversion of multi-frame images was negotiated
    "(0008,0053)",
    "Query/Retrieve View",
    "3",
)
WHERE_IT_IS = (
    # C.4.1.1.3.2: the AE title, or the File-set; above the lowest level, without a value
    stated(
        "(0008,0054)",
        "Retrieve AE Title",
        "2C",
        Condition("not present(StorageMediaFileSetID)", otherwise=Otherwise.MAY),
    ),
    stated(
        "(0088,0130)",
        "Storage Media File-Set ID",
        "2C",
        Condition("not present(RetrieveAETitle)", otherwise=Otherwise.MAY),
    ),
    stated(
        "(0088,0140)",
        "Storage Media File-Set UID",
        "2C",
        Condition("not present(RetrieveAETitle)", otherwise=Otherwise.MAY),
    ),
    stated("(0008,0056)", "Instance Availability", "3"),
)

# The modules whose attributes are in answers, and whose tables state the legal values.
COMPOSITE = ("C.7-1", "C.7-3", "C.7-4a", "C.7-5a", "C.7-9", "C.12-1")
PATIENT = ("C.2-1", "C.2-2", "C.2-3", "C.2-4")
VISIT = ("C.3-1", "C.3-2", "C.3-3", "C.3-4")
SCHEDULED = ("C.4-10", "C.4-11", "C.4-12")

PATIENT_ID, STUDY_UID, SERIES_UID, INSTANCE_UID = (
    "(0010,0020)",
    "(0020,000D)",
    "(0020,000E)",
    "(0008,0018)",
)

Level = tuple[str, str, Columns, tuple[str, ...]]
"""Name, value of Query/Retrieve Level, columns of its keys, unique keys above."""

PATIENT_ROOT: tuple[Level, ...] = (
    ("Patient", "PATIENT", columns("C.6-1"), ()),
    ("Study", "STUDY", columns("C.6-2"), (PATIENT_ID,)),
    ("Series", "SERIES", columns("C.6-3"), (PATIENT_ID, STUDY_UID)),
    ("Image", "IMAGE", columns("C.6-4"), (PATIENT_ID, STUDY_UID, SERIES_UID)),
)
STUDY_ROOT: tuple[Level, ...] = (
    ("Study", "STUDY", columns("C.6-5"), ()),
    ("Series", "SERIES", columns("C.6-3"), (STUDY_UID,)),
    ("Image", "IMAGE", columns("C.6-4"), (STUDY_UID, SERIES_UID)),
)
# The text is retired (C.6.3, last in the edition of 2004); its two levels had the keys of
# the levels of Patient Root.
PATIENT_STUDY_ONLY = PATIENT_ROOT[:2]


def _levels(levels: tuple[Level, ...]) -> Iterator[AttributeList]:
    for name, level, of, above in levels:
        yield AttributeList(
            f"{name}Query",
            "request",
            of,
            level=level,
            above=above,
            stated=(CHARACTER_SET, TIME_ZONE, VIEW),
        )
        yield AttributeList(
            f"{name}Answer",
            "reply",
            of,
            level=level,
            above=above,
            stated=(CHARACTER_SET, TIME_ZONE, *WHERE_IT_IS),
        )


def _retrieves(levels: tuple[Level, ...]) -> Iterator[AttributeList]:
    for name, level, of, above in levels:
        yield AttributeList(
            f"{name}Retrieve",
            "request",
            of,
            level=level,
            above=above,
            stated=(CHARACTER_SET, VIEW),
        )


def _information_model(
    name: str,
    uid: str,
    section: str,
    levels: tuple[Level, ...],
    *,
    retired: bool = False,
) -> tuple[Declaration, ...]:
    """Return the three SOP classes of a query/retrieve information model."""
    finds, gets = tuple(_levels(levels)), tuple(_retrieves(levels))
    return (
        Declaration(
            f"{name}Find",
            f"{uid}.1",
            "query",
            section,
            modules=COMPOSITE,
            retired=retired,
        ).having(DeclaredOperation("C-FIND", "M/M", "C.4.1", finds, ("C.4-1",))),
        Declaration(
            f"{name}Move", f"{uid}.2", "retrieve", section, retired=retired
        ).having(DeclaredOperation("C-MOVE", "M/M", "C.4.2", gets, ("C.4-2",))),
        Declaration(
            f"{name}Get", f"{uid}.3", "retrieve", section, retired=retired
        ).having(DeclaredOperation("C-GET", "M/M", "C.4.3", gets, ("C.4-3",))),
    )


def _query(
    ask: Columns, answer: Columns, *, in_table: bool
) -> tuple[AttributeList, ...]:
    """Return the lists of a query without levels.

    Args:
        in_table: Whether a table has the Specific Character Set of the request.
    """
    own = () if in_table else (CHARACTER_SET,)
    return (
        AttributeList("Query", "request", ask, stated=own),
        AttributeList("Answer", "reply", answer),
    )


def _worklist_like(
    name: str,
    uids: tuple[str, str, str],
    chapter: str,
    table: str,
    answer: Columns = (),
) -> tuple[Declaration, ...]:
    """Return the three SOP classes of non-patient objects.

    They are queried like worklist items (K.4.1) and retrieved by their SOP Instance UID
    (C.4.2, C.4.3).
    """
    match, returned = columns(table, "match"), columns(table, "return")
    section, of = f"{chapter}.6.1", [f"{chapter}.4.{n}" for n in (1, 2, 3)]
    if chapter == "JJ":  # the annex refers to the services of K and C
        section, of = "JJ.4.1", ["K.4.1", "C.4.2", "C.4.3"]
    find = _query(match, (*returned, *answer), in_table=False)
    retrieve = (AttributeList("Retrieve", "request", match),)
    return (
        Declaration(f"{name}Find", uids[0], "query", section).having(
            DeclaredOperation("C-FIND", "M/M", of[0], find, ("K.4-1",))
        ),
        Declaration(f"{name}Move", uids[1], "retrieve", section).having(
            DeclaredOperation("C-MOVE", "M/M", of[1], retrieve, ("C.4-2",))
        ),
        Declaration(f"{name}Get", uids[2], "retrieve", section).having(
            DeclaredOperation("C-GET", "M/M", of[2], retrieve, ("C.4-3",))
        ),
    )


def _uids(prefix: str, first: int) -> tuple[str, str, str]:
    return (f"{prefix}.{first}", f"{prefix}.{first + 1}", f"{prefix}.{first + 2}")


def _repository() -> Iterator[AttributeList]:
    """Yield the lists of Study Root, with additions of C.6.4.1 and C.6.4.2."""
    keys = TableColumn("C.6.4.1-1")
    for name, level, of, above in STUDY_ROOT:
        yield AttributeList(
            f"{name}Query",
            "request",
            (*of, keys, TableColumn("C.6.4.2-1")),
            level=level,
            above=above,
            stated=(CHARACTER_SET, TIME_ZONE),
        )
        yield AttributeList(
            f"{name}Answer",
            "reply",
            (*of, keys),
            level=level,
            above=above,
            stated=(CHARACTER_SET, TIME_ZONE, *WHERE_IT_IS),
        )


_COMPOSITE_LEVELS: tuple[Level, ...] = (
    ("Image", "IMAGE", columns("Y.6-1", "match"), ()),
    ("Frame", "FRAME", columns("Y.6-2"), (INSTANCE_UID,)),
)


def _by_instance(levels: tuple[Level, ...]) -> tuple[AttributeList, ...]:
    return tuple(
        AttributeList(f"{name}Retrieve", "request", of, level=level, above=above)
        for name, level, of, above in levels
    )


def _relevant(name: str, number: int) -> Declaration:
    uid = f"1.2.840.10008.5.1.4.37.{number}"
    lists = _query(
        (*columns("Q.4-1", "match"), *columns("Q.4-2", "request")),
        (*columns("Q.4-1", "return"), *columns("Q.4-2", "response")),
        in_table=True,
    )
    return Declaration(
        f"{name}RelevantPatientInformationQuery",
        uid,
        "query",
        "Q.4.3",
        modules=PATIENT,
    ).having(DeclaredOperation("C-FIND", "M/M", "Q.2.1", lists, ("Q.2-1",)))


QUERIES: tuple[Declaration, ...] = (
    *_information_model(
        "PatientRoot", "1.2.840.10008.5.1.4.1.2.1", "C.6.1", PATIENT_ROOT
    ),
    *_information_model("StudyRoot", "1.2.840.10008.5.1.4.1.2.2", "C.6.2", STUDY_ROOT),
    *_information_model(
        "PatientStudyOnly",
        "1.2.840.10008.5.1.4.1.2.3",
        "C.6.3",
        PATIENT_STUDY_ONLY,
        retired=True,
    ),
    Declaration(
        "CompositeInstanceRootMove", "1.2.840.10008.5.1.4.1.2.4.2", "retrieve", "Y.6.1"
    ).having(
        DeclaredOperation(
            "C-MOVE", "M/M", "Y.4.1", _by_instance(_COMPOSITE_LEVELS), ("Y.4-1",)
        )
    ),
    Declaration(
        "CompositeInstanceRootGet", "1.2.840.10008.5.1.4.1.2.4.3", "retrieve", "Y.6.1"
    ).having(
        DeclaredOperation(
            "C-GET", "M/M", "Y.4.2", _by_instance(_COMPOSITE_LEVELS), ("Y.4-2",)
        )
    ),
    Declaration(
        "CompositeInstanceRetrieveWithoutBulkDataGet",
        "1.2.840.10008.5.1.4.1.2.5.3",
        "retrieve",
        "Z.6.1",
    ).having(
        DeclaredOperation(
            "C-GET",
            "M/M",
            "Z.4.1",
            _by_instance((("Image", "IMAGE", columns("Z.6-1", "match"), ()),)),
            ("Z.4-1",),
        )
    ),
    Declaration(
        "RepositoryQuery",
        "1.2.840.10008.5.1.4.1.1.201.6",
        "query",
        "C.6.4",
        modules=COMPOSITE,
    ).having(
        DeclaredOperation(
            "C-FIND", "M/M", "C.4.1", tuple(_repository()), ("C.4-1", "C.6.4.3-1")
        )
    ),
    Declaration(
        "ModalityWorklist",
        "1.2.840.10008.5.1.4.31",
        "query",
        "K.6.1",
        modules=(*SCHEDULED, *VISIT, *PATIENT),
    ).having(
        DeclaredOperation(
            "C-FIND",
            "M/M",
            "K.4.1",
            _query(
                (*columns("K.6-1", "match"), *columns("K.6-1a", "request")),
                (*columns("K.6-1", "return"), *columns("K.6-1a", "response")),
                in_table=True,
            ),
            ("K.4-1",),
        )
    ),
    _relevant("General", 1),
    _relevant("BreastImaging", 2),
    _relevant("Cardiac", 3),
    *_worklist_like(
        "HangingProtocol", _uids("1.2.840.10008.5.1.4.38", 2), "U", "U.6-1"
    ),
    *_worklist_like("ColorPalette", _uids("1.2.840.10008.5.1.4.39", 2), "X", "X.6-1"),
    *_worklist_like(
        "GenericImplantTemplate", _uids("1.2.840.10008.5.1.4.43", 2), "BB", "BB.6-1"
    ),
    *_worklist_like(
        "ImplantAssemblyTemplate", _uids("1.2.840.10008.5.1.4.44", 2), "BB", "BB.6-2"
    ),
    *_worklist_like(
        "ImplantTemplateGroup", _uids("1.2.840.10008.5.1.4.45", 2), "BB", "BB.6-3"
    ),
    *_worklist_like(
        "DefinedProcedureProtocol", _uids("1.2.840.10008.5.1.4.20", 1), "HH", "HH.6-1"
    ),
    *_worklist_like(
        "ProtocolApproval", _uids("1.2.840.10008.5.1.4.1.1.200", 4), "II", "II.6-1"
    ),
    *_worklist_like(
        "Inventory",
        _uids("1.2.840.10008.5.1.4.1.1.201", 2),
        "JJ",
        "JJ.2-1",
        columns("JJ.4-2"),
    ),
    Declaration(
        "ProductCharacteristicsQuery", "1.2.840.10008.5.1.4.41", "query", "V.6.1"
    ).having(
        DeclaredOperation(
            "C-FIND",
            "M/M",
            "V.4.1",
            _query(
                columns("V.6-1", "match"), columns("V.6-1", "return"), in_table=False
            ),
            ("V.4-1",),
        )
    ),
    Declaration(
        "SubstanceApprovalQuery",
        "1.2.840.10008.5.1.4.42",
        "query",
        "V.6.2",
        modules=(*VISIT, *PATIENT),
    ).having(
        DeclaredOperation(
            "C-FIND",
            "M/M",
            "V.4.1",
            _query(
                columns("V.6-2", "match"), columns("V.6-2", "return"), in_table=False
            ),
            ("V.4-1",),
        )
    ),
)
