"""Checks of responses against their requests and statuses."""

from __future__ import annotations

from typing import Any

import pytest

from iodize.dimse.checking import check_command
from iodize.dimse.messages.messages import Message
from iodize.generated import messages

from ..definitions import Step
from .test_attribute_lists import found

COUNTS = {
    "NumberOfRemainingSuboperations": 1,
    "NumberOfCompletedSuboperations": 2,
    "NumberOfFailedSuboperations": 0,
    "NumberOfWarningSuboperations": 0,
}


def action_response(status: int, *, replies: bool, **fields: Any) -> Message:
    """Return a response to an action."""
    return messages.NActionRSP(
        MessageIDBeingRespondedTo=1, Status=status, has_data_set=replies, **fields
    )


class TestReplies:
    """Replies to actions and events: PS3.7 10.1.1 and 10.1.4."""

    @pytest.mark.parametrize(
        ("status", "code"),
        [
            (0x0000, None),
            (0xB102, None),
            (0x0110, "reply-contradicts-status"),
            (0xC101, "reply-contradicts-status"),
        ],
    )
    def test_a_reply_is_allowed_with_success_and_warnings(
        self, status: int, code: str | None
    ) -> None:
        """PS3.4 P.2.2.5 has a reply with a warning."""
        findings = check_command(action_response(status, replies=True, ActionTypeID=1))

        assert [finding.code for finding in findings] == ([code] if code else [])

    def test_a_reply_requires_the_type_of_the_action(self) -> None:
        event = messages.NEventReportRSP(
            MessageIDBeingRespondedTo=1, Status=0, has_data_set=True
        )

        assert check_command(action_response(0, replies=False)) == ()
        assert found(check_command(action_response(0, replies=True))) == {
            "ActionTypeID": "command-missing"
        }
        assert found(check_command(event)) == {"EventTypeID": "command-missing"}


class TestCreation:
    """SOP Instance UID of a created instance: PS3.7 10.1.5.1.4."""

    @pytest.mark.parametrize(
        ("requested", "created", "status", "code"),
        [
            (None, "1.2.3", 0x0000, None),
            (None, None, 0x0000, "command-missing"),
            (None, None, 0x0110, None),
            ("1.2.3", None, 0x0000, None),
            ("1.2.3", "1.2.3", 0x0000, None),
            ("1.2.3", "1.2.4", 0x0000, "response-mismatch"),
            ("1.2.3", "1.2.3", 0x0111, None),
        ],
    )
    def test_sop_instance_uid_is_required_if_the_scp_chooses_it(
        self, requested: str | None, created: str | None, status: int, code: str | None
    ) -> None:
        request = messages.NCreateRQ(
            AffectedSOPClassUID=Step.uid, MessageID=1, AffectedSOPInstanceUID=requested
        )
        response = messages.NCreateRSP(
            MessageIDBeingRespondedTo=1, Status=status, AffectedSOPInstanceUID=created
        )

        wrong = {"AffectedSOPInstanceUID": code} if code else {}
        assert found(check_command(response, request=request)) == wrong
        if requested is None:
            assert check_command(response) == ()


@pytest.mark.parametrize("kind", [messages.CMoveRSP, messages.CGetRSP])
class TestRetrievals:
    """Numbers and lists of instances: PS3.4 C.4.2.1 and C.4.3.1."""

    def response(
        self, kind: type[Message], status: int, lists: bool, **counts: int | None
    ) -> Message:
        return kind(
            MessageIDBeingRespondedTo=1,
            Status=status,
            has_data_set=lists,
            **{**COUNTS, **counts},
        )

    @pytest.mark.parametrize("status", [0x0000, 0xB000, 0xA702, 0xC000])
    def test_remaining_sub_operations_with_a_final_status_are_reported(
        self, kind: type[Message], status: int
    ) -> None:
        findings = check_command(self.response(kind, status, lists=False))

        assert found(findings) == {"NumberOfRemainingSuboperations": "sub-operations"}
        assert check_command(self.response(kind, 0xFF00, lists=False)) == ()
        assert check_command(self.response(kind, 0xFE00, lists=False)) == ()

    @pytest.mark.parametrize(
        ("status", "failed", "lists", "right"),
        [
            (0x0000, 0, False, True),
            (0x0000, 0, True, False),
            (0xB000, 1, True, True),
            (0xB000, 1, False, False),
            (0xB000, 0, False, True),
            (0xA702, 3, True, True),
            (0xA801, None, False, True),
        ],
    )
    def test_failed_sub_operations_require_a_list(
        self,
        kind: type[Message],
        status: int,
        failed: int | None,
        lists: bool,
        right: bool,
    ) -> None:
        response = self.response(
            kind,
            status,
            lists,
            NumberOfRemainingSuboperations=None,
            NumberOfFailedSuboperations=failed,
        )

        codes = [finding.code for finding in check_command(response)]
        assert codes == ([] if right else ["reply-contradicts-status"])

    def test_a_list_with_status_pending_is_reported(self, kind: type[Message]) -> None:
        findings = check_command(self.response(kind, 0xFF00, lists=True))

        assert [each.code for each in findings] == ["reply-contradicts-status"]
        assert findings[0].reference.startswith("PS3.4 C.4.")


def test_message_id_of_a_response_is_allowed() -> None:
    """PS3.7 9.1.1.1.1, for DIMSE-C."""
    stored = messages.CStoreRSP(MessageIDBeingRespondedTo=1, Status=0)
    changed = messages.NSetRSP(MessageIDBeingRespondedTo=1, Status=0)
    for message in (stored, changed):
        message._raw[0x00000110] = b"\x01\x00"

    assert check_command(stored) == ()
    assert found(check_command(changed)) == {"MessageID": "command-outside"}
