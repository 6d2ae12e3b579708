"""SOP classes of PS3.4 and the attribute lists of their operations."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

import iodize.generated.services as package
from iodize.dimse.services.attribute_lists import AttributeList, EventReport, Request
from iodize.dimse.services.sop_classes import MetaSopClass, SopClass, StorageSopClass
from iodize.macros import Code
from iodize.objects.errors import (
    InvalidValueError,
    MissingValueError,
    UnknownAttributeError,
)
from iodize.services import (
    BasicFilmBox,
    BasicGrayscalePrintManagement,
    CTImageStorage,
    ModalityPerformedProcedureStep,
    ModalityWorklist,
    Printer,
    StorageCommitmentPushModel,
    UnifiedProcedureStepPull,
    UnifiedProcedureStepPush,
    UnifiedProcedureStepWatch,
)
from iodize.tables import editions


def sop_classes() -> Iterator[type[SopClass]]:
    for name in package.FILES:
        found = getattr(package, name)
        if issubclass(found, SopClass):
            yield found


def lists(of: type[SopClass]) -> Iterator[type[AttributeList]]:
    for value in vars(of).values():
        if isinstance(value, type) and issubclass(value, AttributeList):
            yield value


def test_every_sop_class_is_registered() -> None:
    """Its UID and whether it is retired are those of PS3.6 Table A-1."""
    registered = editions.bundled().uids

    for each in sop_classes():
        _, _, kind, retired = registered[each.uid]
        assert kind in ("SOP Class", "Meta SOP Class"), each
        # PS3.6 does not list the VOI LUT Box as retired, PS3.4 H.4.7 does.
        assert each.retired == retired or each.__name__ == "VOILUTBox", each


def test_storage_sop_classes_name_their_iods() -> None:
    stored = [c for c in sop_classes() if issubclass(c, StorageSopClass)]

    assert len(stored) >= 169  # Tables B.5-1 and GG.3-1
    for uid, iod in editions.bundled().sop_classes.items():
        known = [each for each in stored if each.uid == uid]
        assert [each.iod for each in known] in ([iod], []), uid
    assert CTImageStorage.iod == "CTImage"


def test_every_attribute_list_compiles_and_has_an_origin() -> None:
    for each in sop_classes():
        for one in lists(each):
            assert one.sop_class is each
            assert one.origin().part == each.part()
            one._layout_of()


def test_requests_and_replies_name_their_sop_class() -> None:
    for each in sop_classes():
        for operation in each.operations:
            for request in operation.requests:
                assert request.sop_class is each
                if issubclass(request, Request) and not issubclass(
                    request, EventReport
                ):
                    assert request.reply.sop_class is each, request


def test_attributes_that_are_not_allowed_are_not_fields() -> None:
    for each in sop_classes():
        for one in lists(each):
            for path in one.not_allowed:
                if "." not in path:
                    assert path not in one._layout_of().fields, (one, path)


def test_create_requires_type_1_and_adds_type_2_attributes() -> None:
    """Attributes of type 2 without a value are sent empty."""
    create = ModalityPerformedProcedureStep.Create
    with pytest.raises(MissingValueError) as refused:
        create()  # type: ignore[call-arg]

    assert refused.value.keywords == (
        "ScheduledStepAttributesSequence",
        "PerformedProcedureStepID",
        "PerformedStationAETitle",
        "PerformedProcedureStepStartDate",
        "PerformedProcedureStepStartTime",
        "PerformedProcedureStepStatus",
        "Modality",
    )
    sent = create(
        ScheduledStepAttributesSequence=[
            create.ScheduledStepAttributesItem(StudyInstanceUID="1.2.3")
        ],
        PerformedProcedureStepID="1",
        PerformedStationAETitle="CT01",
        PerformedProcedureStepStartDate="20260102",
        PerformedProcedureStepStartTime="1030",
        PerformedProcedureStepStatus="IN PROGRESS",
        Modality="CT",
    ).to_dataset()
    assert {"PatientName", "PerformedSeriesSequence"} <= set(sent.dir())
    assert "AccessionNumber" in sent.ScheduledStepAttributesSequence[0]


def test_set_rejects_attributes_of_create_only() -> None:
    with pytest.raises(UnknownAttributeError):
        ModalityPerformedProcedureStep.Set(PatientID="1")  # type: ignore[call-arg]
    assert "PatientID" in ModalityPerformedProcedureStep.Set.not_allowed


def test_enumerated_values_of_the_iod_apply_to_requests() -> None:
    with pytest.raises(InvalidValueError, match=r"PS3.3 C\.4\.14"):
        ModalityPerformedProcedureStep.Set(
            PerformedProcedureStepStatus="DONE"  # type: ignore[arg-type]
        )


def test_a_film_box_requires_its_session() -> None:
    with pytest.raises(MissingValueError, match="ReferencedFilmSessionSequence"):
        BasicFilmBox.Create(  # type: ignore[call-arg]
            ImageDisplayFormat="STANDARD\\1,1"
        )


def test_a_code_of_ps3_3_is_accepted() -> None:
    item = ModalityPerformedProcedureStep.Set(
        PerformedProcedureStepDiscontinuationReasonCodeSequence=[
            Code("110513", "DCM", "Discontinued for unspecified reason")
        ]
    )

    assert item.to_dataset().PerformedProcedureStepDiscontinuationReasonCodeSequence


def test_n_get_accepts_keywords_and_tags() -> None:
    request = Printer.Get("PrinterStatus", "PrinterName")

    assert request.tags == (0x21100010, 0x21100030)
    assert Printer.Get.of_tags([0x21100010, 0x00091001]).keywords == ("PrinterStatus",)
    with pytest.raises(UnknownAttributeError):
        Printer.Get("PatientName")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^Get takes separate keywords, got \['Print"):
        Printer.Get(["PrinterStatus"])  # type: ignore[arg-type]


def test_actions_and_events_have_their_type() -> None:
    commitment = StorageCommitmentPushModel

    assert commitment.RequestStorageCommitment.type_id == 1
    assert commitment.StorageCommitmentRequestCompleteFailuresExist.type_id == 2
    assert UnifiedProcedureStepPull.ChangeUPSState.type_id == 1


def test_a_shared_attribute_list_belongs_to_each_sop_class() -> None:
    assert issubclass(UnifiedProcedureStepWatch.Query, UnifiedProcedureStepPull.Query)
    assert UnifiedProcedureStepWatch.Query.sop_class is UnifiedProcedureStepWatch
    assert UnifiedProcedureStepPull.message_uid == UnifiedProcedureStepPush.uid


def test_a_meta_sop_class_has_members() -> None:
    names = [each.__name__ for each in BasicGrayscalePrintManagement.members]

    assert issubclass(BasicGrayscalePrintManagement, MetaSopClass)
    assert names == [
        "BasicFilmSession",
        "BasicFilmBox",
        "BasicGrayscaleImageBox",
        "Printer",
    ]


def test_an_error_names_attribute_list_and_table() -> None:
    with pytest.raises(InvalidValueError, match=r"C-FIND of Modality Worklist.*K\.6-1"):
        ModalityWorklist.Query(PatientBirthDate="yesterday")


def test_a_sop_class_is_loaded_without_others() -> None:
    """Neither the network package, the validator nor other SOP classes are loaded."""
    program = (
        "import sys; from iodize.services import ModalityWorklist; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    loaded = set(done.stdout.split())
    assert not {"pynetdicom", "iodize.validation", "iodize.dimse.checking"} & loaded
    files = {name for name in loaded if name.startswith(f"{package.__name__}.")}
    assert {name.rpartition(".")[2] for name in files} == {
        "coded_entries",
        "modality_worklist",
    }
