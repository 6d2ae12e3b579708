"""Checks of command sets against the messages of PS3.7."""

from typing import Any

import pytest
from pydicom.dataset import Dataset

from iodize.dimse.checking import check_command, check_status
from iodize.dimse.checking.instances import FILTERED, GLOBAL
from iodize.dimse.messages.messages import Message
from iodize.dimse.services.sop_classes import MetaSopClass, operation
from iodize.dimse.services.statuses import status
from iodize.findings.finding import Severity
from iodize.generated import messages
from iodize.services import (
    BasicGrayscalePrintManagement,
    InventoryCreation,
    Printer,
    UnifiedProcedureStepEvent,
    UnifiedProcedureStepPull,
    UnifiedProcedureStepPush,
    UnifiedProcedureStepWatch,
)

from ..definitions import Commitment, Retrieve, Step
from .test_attribute_lists import found

CT = "1.2.840.10008.5.1.4.1.1.2"


def store() -> Message:
    return messages.CStoreRQ(
        AffectedSOPClassUID=CT,
        MessageID=1,
        Priority=0,
        AffectedSOPInstanceUID="1.2.3",
    )


def changed(message: Message, tag: int, value: bytes | None) -> Message:
    """Return a message with an invalid element."""
    if value is None:
        del message._raw[tag]
    else:
        message._raw[tag] = value
    return message


def test_a_valid_message_has_no_findings() -> None:
    message = store()

    assert check_command(message, data_set=True, context=CT) == ()
    assert check_command(message.encode(), data_set=True, context=CT) == ()
    assert check_command(message.to_dataset(), data_set=True, context=CT) == ()


@pytest.mark.parametrize(
    ("tag", "value", "path", "code"),
    [
        (0x00000110, None, "MessageID", "command-missing"),
        (0x00001000, b"", "AffectedSOPInstanceUID", "command-missing"),
        (0x00001000, b"\0\0", "AffectedSOPInstanceUID", "command-missing"),
        (0x00000800, None, "CommandDataSetType", "command-missing"),
        (0x00000700, b"\x07\x00", "Priority", "command-value"),
        (0x00000110, b"\x01", "MessageID", "value-invalid"),
        (0x00000110, b"\x01\x00\x02\x00", "MessageID", "vm-wrong"),
        (0x00001000, b"1.02.3", "AffectedSOPInstanceUID", "value-invalid"),
        (0x00001000, b"1.2.3", "AffectedSOPInstanceUID", "value-length"),
        (0x00001000, b"1.2\\1.3 ", "AffectedSOPInstanceUID", "vm-wrong"),
        (0x00000800, b"\x01\x01", "CommandDataSetType", "command-data-set"),
        (0x00000900, b"\x00\x00", "Status", "command-outside"),
        (0x00100010, b"Doe ", "PatientName", "group-not-allowed"),
    ],
    ids=str,
)
def test_invalid_elements_are_reported(
    tag: int, value: bytes | None, path: str, code: str
) -> None:
    findings = check_command(changed(store(), tag, value))

    assert found(findings) == {path: code}
    assert findings[0].module == "C-STORE-RQ"
    assert findings[0].reference.startswith("PS3.7 Table 9.")


def test_a_number_whose_bytes_are_spaces_is_not_empty() -> None:
    echo = messages.CEchoRQ(AffectedSOPClassUID="1.2", MessageID=0x2020)

    assert check_command(echo) == ()


def test_an_unknown_command_field_is_reported() -> None:
    nothing, unknown = Dataset(), Dataset()
    unknown.add_new(0x00000100, "US", 0x0666)

    for command in (nothing, unknown):
        assert found(check_command(command)) == {"CommandField": "command-unknown"}


def test_malformed_bytes_are_reported() -> None:
    (finding,) = check_command(b"\x00\x00\x00")

    assert finding.code == "message-broken"


class TestDataSets:
    """Command Data Set Type, and the data set that follows: PS3.7 9.3 and 10.3."""

    def test_a_declared_data_set_must_follow(self) -> None:
        create = messages.NCreateRQ(AffectedSOPClassUID=Step.uid, MessageID=1)

        assert check_command(create, data_set=False) == ()
        assert found(check_command(create, data_set=True)) == {
            "CommandDataSetType": "command-data-set"
        }

    def test_some_messages_must_not_have_a_data_set(self) -> None:
        echo = changed(
            messages.CEchoRQ(AffectedSOPClassUID="1.2", MessageID=1), 0x800, b"\x01\x00"
        )

        assert found(check_command(echo)) == {"CommandDataSetType": "command-data-set"}

    @pytest.mark.parametrize(
        ("status", "follows", "code"),
        [
            (0xFF00, True, None),
            (0xFF00, False, "reply-contradicts-status"),
            (0x0000, False, None),
            (0x0000, True, "reply-contradicts-status"),
        ],
    )
    def test_an_identifier_is_required_with_status_pending(
        self, status: int, follows: bool, code: str | None
    ) -> None:
        answer = messages.CFindRSP(
            MessageIDBeingRespondedTo=1, Status=status, has_data_set=follows
        )

        codes = [finding.code for finding in check_command(answer, data_set=follows)]
        assert codes == ([] if code is None else [code])


class TestContexts:
    """The SOP class of a message, and of its presentation context."""

    def test_the_sop_class_must_be_that_of_the_context(self) -> None:
        create = messages.NCreateRQ(AffectedSOPClassUID=Retrieve.uid, MessageID=1)

        assert check_command(create, context=Retrieve) == ()
        (finding,) = check_command(create, context=Step)
        assert finding.code == "command-sop-class"
        assert Step.name in finding.message

    def test_messages_in_a_context_of_a_meta_sop_class_name_its_members(self) -> None:
        class Both(MetaSopClass, name="Both", uid="1.2.3", section="H"):
            members = (Step, Retrieve)

        create = messages.NCreateRQ(AffectedSOPClassUID=Retrieve.uid, MessageID=1)
        assert check_command(create, context=Both) == ()
        create.AffectedSOPClassUID = Both.uid
        assert found(check_command(create, context=Both)) == {
            "AffectedSOPClassUID": "command-sop-class"
        }

    def test_queries_for_steps_name_the_negotiated_sop_class(self) -> None:
        """PS3.4 CC.3.1: only DIMSE-N names the Push SOP class instead."""
        push, pull = UnifiedProcedureStepPush.uid, UnifiedProcedureStepPull.uid
        for uid, query, change in ((pull, 0, 1), (push, 1, 0)):
            find = messages.CFindRQ(AffectedSOPClassUID=uid, MessageID=1, Priority=0)
            action = messages.NActionRQ(
                RequestedSOPClassUID=uid,
                RequestedSOPInstanceUID="1.2.3",
                MessageID=1,
                ActionTypeID=1,
            )
            context = UnifiedProcedureStepPull
            assert len(check_command(find, context=context)) == query
            assert len(check_command(action, context=context)) == change

    def test_a_wrong_well_known_instance_is_reported(self) -> None:
        action = messages.NActionRQ(
            RequestedSOPClassUID=Commitment.uid,
            RequestedSOPInstanceUID="1.2.3",
            MessageID=1,
            ActionTypeID=1,
        )

        assert found(check_command(action, context=Commitment)) == {
            "RequestedSOPInstanceUID": "command-value"
        }

    @pytest.mark.parametrize("instance", ["1.2.3", InventoryCreation.instance_uid])
    def test_reports_must_name_the_well_known_instance(self, instance: str) -> None:
        """PS3.4 KK.1.4, for Affected SOP Instance UID."""
        report = messages.NEventReportRQ(
            AffectedSOPClassUID=InventoryCreation.uid,
            AffectedSOPInstanceUID=instance,
            MessageID=1,
            EventTypeID=12,
        )

        wrong = check_command(report, context=InventoryCreation)
        assert bool(wrong) is (instance == "1.2.3")
        assert {each.reference for each in wrong} <= {"PS3.4 KK.1"}

    def test_a_member_of_a_meta_sop_class_has_its_well_known_instance(self) -> None:
        get = messages.NGetRQ(
            RequestedSOPClassUID=Printer.uid,
            RequestedSOPInstanceUID="1.2.3",
            MessageID=1,
        )

        assert found(check_command(get, context=BasicGrayscalePrintManagement)) == {
            "RequestedSOPInstanceUID": "command-value"
        }

    @pytest.mark.parametrize(
        ("action", "instance", "right"),
        [
            (1, "1.2.3", True),
            (1, GLOBAL, False),
            (2, FILTERED, False),
            (3, "1.2.3", True),
            (3, GLOBAL, True),
            (3, FILTERED, True),
            (4, "1.2.3", True),
            (4, GLOBAL, True),
            (4, FILTERED, False),
            (5, "1.2.3", False),
            (5, GLOBAL, True),
        ],
    )
    def test_global_subscriptions_have_well_known_instances(
        self, action: int, instance: str, right: bool
    ) -> None:
        """PS3.4 CC.2.3.2."""
        request = messages.NActionRQ(
            RequestedSOPClassUID=UnifiedProcedureStepPush.uid,
            RequestedSOPInstanceUID=instance,
            MessageID=1,
            ActionTypeID=action,
        )

        findings = check_command(request, context=UnifiedProcedureStepWatch)
        assert found(findings) == (
            {} if right else {"RequestedSOPInstanceUID": "command-value"}
        )

    def test_a_report_of_the_status_of_an_scp_may_name_a_subscription(self) -> None:
        """PS3.4 CC.2.4.1: it concerns no workitem."""
        report = messages.NEventReportRQ(
            AffectedSOPClassUID=UnifiedProcedureStepPush.uid,
            AffectedSOPInstanceUID=GLOBAL,
            MessageID=1,
            EventTypeID=4,
        )

        assert check_command(report, context=UnifiedProcedureStepEvent) == ()


def test_a_response_must_repeat_fields_of_its_request() -> None:
    good = messages.CStoreRSP(MessageIDBeingRespondedTo=1, Status=0)
    bad = messages.CStoreRSP(
        MessageIDBeingRespondedTo=2, Status=0, AffectedSOPInstanceUID="1.2.4"
    )

    assert check_command(good, request=store()) == ()
    assert found(check_command(bad, request=store())) == {
        "MessageIDBeingRespondedTo": "response-mismatch",
        "AffectedSOPInstanceUID": "response-mismatch",
    }


class TestStatuses:
    """Statuses, and the fields that they require."""

    def response(self, code: int, **fields: Any) -> Message:
        return messages.NSetRSP(MessageIDBeingRespondedTo=1, Status=code, **fields)

    @pytest.mark.parametrize("code", [0x0000, 0x0107, 0x0112, 0x0213])
    def test_statuses_of_the_service_have_no_findings(self, code: int) -> None:
        fields = {"AttributeIdentifierList": [0x00100010]} if code == 0x107 else {}
        assert check_status(self.response(code, **fields)) == ()

    @pytest.mark.parametrize("code", [0xFF00, 0xFE00, 0x0123, 0x0042])
    def test_statuses_of_other_services_are_reported(self, code: int) -> None:
        findings = check_status(self.response(code), Step)

        assert found(findings) == {"Status": "status-unknown"}
        assert f"{code:04X}" in findings[0].message

    def test_a_general_status_does_not_require_the_error_id_of_the_sop_class(
        self,
    ) -> None:
        """Table F.7.2-2 has A710 for one reason; PS3.7 has the status for others."""
        assert check_status(self.response(0x0110, ErrorID=0xA710), Step) == ()
        assert check_status(self.response(0x0110), Step) == ()

    def test_a_status_of_the_sop_class_only_requires_its_error_id(self) -> None:
        own = status("C123", "Failure", "final", error_id="A710")
        operations = (operation("N-SET", "M", "M", Step.Set, statuses=(own,)),)
        other = type("Other", (Step,), {"operations": operations})

        (finding,) = check_status(self.response(0xC123), other)
        assert (finding.code, finding.severity) == (
            "status-field-missing",
            Severity.WARNING,
        )
        assert "A710" in finding.message

    def test_a_warning_about_attributes_requires_their_list(self) -> None:
        assert found(check_status(self.response(0x0105))) == {
            "AttributeIdentifierList": "status-field-missing"
        }
