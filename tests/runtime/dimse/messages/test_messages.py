"""Messages: construction, encoding, decoding, and comparison with pynetdicom."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pydicom.dataset import Dataset
from pydicom.uid import UID

from iodize import messages as public
from iodize.dimse.messages.errors import (
    InvalidFieldError,
    MalformedCommandError,
    MissingFieldError,
    UnknownFieldError,
    UnknownMessageError,
)
from iodize.dimse.messages.messages import Message, messages_of
from iodize.messages import (
    CCancelRQ,
    CEchoRQ,
    CEchoRSP,
    CFindRSP,
    CMoveRSP,
    CStoreRQ,
    CStoreRSP,
    NActionRQ,
    NGetRQ,
)
from iodize.tables.editions import bundled

from ..sample_messages import (
    MESSAGES,
    VALUES,
    known_to_pynetdicom,
    messages,
    parsed,
    pynetdicoms,
)

STORE: dict[str, Any] = {
    "AffectedSOPClassUID": "1.2.840.10008.5.1.4.1.1.2",
    "MessageID": 1,
    "Priority": 0,
    "AffectedSOPInstanceUID": "1.2.3",
}

ECHO = "0000000004000000380000000000020012000000312e322e3834302e31303030382e312e3100"


def presences(cls: type[Message]) -> list[bool]:
    if cls.data_set is None:
        return [False]
    return [True] if cls.data_set.presence == "always" else [True, False]


ALL = [(cls, follows) for cls in MESSAGES for follows in presences(cls)]
each_message = pytest.mark.parametrize(
    ("cls", "follows"), ALL, ids=lambda each: getattr(each, "name", str(each))
)


class TestAgainstPynetdicom:
    @each_message
    def test_mandatory_fields_are_encoded_as_by_pynetdicom(
        self, cls: type[Message], follows: bool
    ) -> None:
        self.compare(
            cls, follows, {k for k, e in cls.by_keyword.items() if e.usage == "M"}
        )

    @each_message
    def test_all_fields_are_encoded_as_by_pynetdicom(
        self, cls: type[Message], follows: bool
    ) -> None:
        """pynetdicom omits (0000,0901) and similar fields from some messages."""
        self.compare(cls, follows, {*cls.by_keyword} & known_to_pynetdicom(cls))

    def compare(self, cls: type[Message], follows: bool, keywords: set[str]) -> None:
        values = {k: VALUES[k] for k in cls.by_keyword if k in keywords}
        message = cls(**values)
        if cls.data_set is not None:
            message.has_data_set = follows
        theirs = pynetdicoms(cls, values, follows)

        assert message.encode() == theirs
        assert Message.decode(theirs) == message
        assert Message.from_dataset(parsed(theirs)) == message

    @pytest.mark.parametrize("cls", MESSAGES, ids=lambda cls: cls.name)
    def test_every_field_of_pynetdicom_is_defined(self, cls: type[Message]) -> None:
        own = {element.keyword for element in cls.elements.values()}

        assert known_to_pynetdicom(cls) <= own


class TestConstruction:
    def test_group_length_command_field_and_data_set_type_are_derived(self) -> None:
        echo = CEchoRQ(AffectedSOPClassUID="1.2.840.10008.1.1", MessageID=1)

        assert echo.CommandField == 0x0030
        assert echo.CommandDataSetType == 0x0101
        assert echo.CommandGroupLength == len(echo.encode()) - 12
        assert echo.encode().hex().startswith(ECHO)

    def test_data_set_type_shows_whether_a_data_set_follows(self) -> None:
        assert CStoreRQ(**STORE).has_data_set
        assert CStoreRQ(**STORE).CommandDataSetType == 0x0001
        assert not CStoreRSP(MessageIDBeingRespondedTo=1, Status=0).has_data_set

    def test_an_optional_data_set_is_declared_by_the_sender(self) -> None:
        pending = CFindRSP(
            MessageIDBeingRespondedTo=1, Status=0xFF00, has_data_set=True
        )
        last = CFindRSP(MessageIDBeingRespondedTo=1, Status=0)

        assert (pending.has_data_set, last.has_data_set) == (True, False)

    @pytest.mark.parametrize("follows", [True, False])
    def test_a_fixed_presence_of_the_data_set_cannot_be_changed(
        self, follows: bool
    ) -> None:
        response = CStoreRSP(MessageIDBeingRespondedTo=1, Status=0)
        message = response if follows else CStoreRQ(**STORE)

        with pytest.raises(ValueError, match=r"must (not )?have a data set"):
            message.has_data_set = follows

    def test_all_missing_mandatory_fields_are_reported_at_once(self) -> None:
        with pytest.raises(MissingFieldError) as caught:
            CStoreRQ(MessageID=1)  # type: ignore[call-arg]

        assert caught.value.keywords == (
            "AffectedSOPClassUID",
            "Priority",
            "AffectedSOPInstanceUID",
        )
        assert str(caught.value) == (
            "C-STORE-RQ requires (usage M) AffectedSOPClassUID (0000,0002);"
            " Priority (0000,0700); AffectedSOPInstanceUID (0000,1000)"
        )

    def test_a_misspelt_field_is_rejected_with_a_suggestion(self) -> None:
        with pytest.raises(UnknownFieldError, match="no field Prioritie") as caught:
            CStoreRQ(**STORE, Prioritie=1)  # type: ignore[call-arg]

        assert caught.value.hint == "did you mean Priority?"
        with pytest.raises(UnknownFieldError):
            CStoreRQ(**STORE).Prioritie = 1  # type: ignore[attr-defined]

    @pytest.mark.parametrize("keyword", ["CommandField", "CommandGroupLength"])
    def test_derived_fields_cannot_be_set(self, keyword: str) -> None:
        with pytest.raises(UnknownFieldError):
            setattr(CStoreRQ(**STORE), keyword, 1)

    @pytest.mark.parametrize(
        ("keyword", "value", "reason"),
        [
            ("MessageID", 65536, "is not between 0 and 65535"),
            ("MessageID", -1, "is not between 0 and 65535"),
            ("MessageID", "1", "is not an integer"),
            ("MessageID", True, "is not an integer"),
            ("Priority", 3, r"is not one of 0 \(MEDIUM\), 1 \(HIGH\), 2 \(LOW\)"),
            ("AffectedSOPInstanceUID", "1.02", "is not a valid UID"),
            ("AffectedSOPInstanceUID", "1." + "2" * 63, "is not a valid UID"),
            ("AffectedSOPInstanceUID", "../../etc", "is not a valid UID"),
            ("AffectedSOPInstanceUID", 12, "is not a string"),
            (
                "MoveOriginatorApplicationEntityTitle",
                "A" * 17,
                "17 characters; at most 16",
            ),
            ("MoveOriginatorApplicationEntityTitle", "A\\B", "outside the default"),
            ("MoveOriginatorApplicationEntityTitle", "  ", "is blank"),
            ("MoveOriginatorApplicationEntityTitle", "MÜR", "outside the default"),
        ],
    )
    def test_an_invalid_value_is_rejected(
        self, keyword: str, value: object, reason: str
    ) -> None:
        with pytest.raises(InvalidFieldError, match=reason):
            CStoreRQ(**{**STORE, keyword: value})

    @pytest.mark.parametrize("value", [["1"], "0010", [-1], [1 << 32], 1.5])
    def test_tags_must_be_numbers(self, value: object) -> None:
        with pytest.raises(InvalidFieldError, match="is not a list of tags"):
            NGetRQ(
                RequestedSOPClassUID="1.2",
                MessageID=1,
                RequestedSOPInstanceUID="1.3",
                AttributeIdentifierList=value,  # type: ignore[arg-type]
            )

    def test_message_itself_cannot_be_constructed(self) -> None:
        with pytest.raises(TypeError, match=r"use a class of iodize\.messages"):
            Message()

    def test_a_field_is_read_set_and_removed(self) -> None:
        store = CStoreRQ(**STORE)
        store.MoveOriginatorMessageID = 7
        assert store.MoveOriginatorMessageID == 7
        store.MoveOriginatorMessageID = None
        assert store.MoveOriginatorMessageID is None
        del store.Priority
        assert 0x00000700 not in store
        assert isinstance(store.AffectedSOPClassUID, UID)

    def test_repr_of_a_message_shows_its_fields(self) -> None:
        shown = repr(CFindRSP(MessageIDBeingRespondedTo=1, Status=0xFF00))

        assert shown == (
            "CFindRSP(MessageIDBeingRespondedTo=1, Status=65280, has_data_set=False)"
        )


class TestDecoding:
    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(messages())
    def test_an_encoded_message_decodes_to_an_equal_one(self, message: Message) -> None:
        assert Message.decode(message.encode()) == message
        assert type(message).decode(message.encode()) == message
        assert Message.from_dataset(message.to_dataset()) == message

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(messages())
    def test_pydicom_decodes_the_same_values(self, message: Message) -> None:
        dataset = parsed(message.encode())
        for keyword, element in message.by_keyword.items():
            if element.tag in message:
                theirs = dataset[keyword].value
                own = getattr(message, keyword)
                assert [own, own[0] if isinstance(own, list) else own].count(theirs)

    def test_elements_that_the_class_does_not_define_are_kept(self) -> None:
        dataset = CEchoRQ(AffectedSOPClassUID="1.2", MessageID=1).to_dataset()
        dataset.ErrorComment = "why"
        dataset.add_new(0x00005010, "SH", "OLD")
        message = CEchoRQ.from_dataset(dataset)

        assert message.raw(0x00005010) == b"OLD "
        assert parsed(message.encode()) == parsed(
            Message.decode(message.encode()).encode()
        )
        assert message.to_dataset().ErrorComment == "why"
        assert [*message][-2:] == [0x00000902, 0x00005010]

    def test_any_other_data_set_type_means_that_a_data_set_follows(self) -> None:
        data = bytearray(CStoreRQ(**STORE).encode())
        data[data.index(b"\0\0\0\x08\x02\0\0\0") + 8] = 0x02
        message = Message.decode(bytes(data))

        assert message.CommandDataSetType == 0x0002
        assert message.has_data_set
        assert message.encode() == bytes(data)

    def test_a_field_without_a_value_is_none(self) -> None:
        dataset = Dataset()
        dataset.CommandField = 0x8030
        dataset.AffectedSOPClassUID = ""
        echo = CEchoRSP.from_dataset(dataset)

        assert echo.AffectedSOPClassUID is None
        assert echo.Status is None
        assert 0x00000002 in echo

    def test_a_value_of_wrong_length_is_an_error_when_it_is_read(self) -> None:
        data = bytes.fromhex("000000010200000030000000100103000000010203")
        echo = Message.decode(data)

        with pytest.raises(InvalidFieldError, match="has 3 bytes, not 2"):
            _ = echo.MessageID  # type: ignore[attr-defined]
        assert echo.raw(0x00000110) == b"\1\2\3"

    @pytest.mark.parametrize(
        ("data", "offset", "reason"),
        [
            (b"\0\0\0\1\2\0\0\0\x30", 0, r"\(0000,0100\) is truncated: 1 of 2 bytes"),
            (b"\0\0\0\1\xff\xff\xff\xff\0\0", 0, "is truncated: 2 of 4294967295 bytes"),
            (b"\0\0\0\1\2\0\0\0\x30\0\0\0\x10", 10, "3 trailing bytes"),
        ],
    )
    def test_malformed_bytes_are_rejected_with_their_offset(
        self, data: bytes, offset: int, reason: str
    ) -> None:
        with pytest.raises(MalformedCommandError, match=reason) as caught:
            Message.decode(data)
        assert caught.value.offset == offset

    def test_an_unknown_command_field_is_rejected(self) -> None:
        with pytest.raises(UnknownMessageError, match="is 7777; expected a message"):
            Message.decode(b"\0\0\0\1\2\0\0\0\x77\x77")
        with pytest.raises(UnknownMessageError, match="is absent"):
            Message.decode(b"")

    def test_a_class_decodes_only_its_own_message(self) -> None:
        with pytest.raises(UnknownMessageError, match="is 0001; expected C-ECHO-RQ"):
            CEchoRQ.decode(CStoreRQ(**STORE).encode())


class TestDefinitions:
    def test_every_message_has_a_class(self) -> None:
        assert len(MESSAGES) == 23
        assert {cls.command for cls in MESSAGES} == {*messages_of(bundled())}

    def test_the_three_cancel_requests_share_one_class(self) -> None:
        """PS3.7 has three tables; Table E.1-1 gives them one Command Field."""
        assert CCancelRQ.name == "C-CANCEL-RQ"
        assert CCancelRQ.variants == {
            "C-CANCEL-FIND-RQ": ("9.3-5", "9.1-2"),
            "C-CANCEL-GET-RQ": ("9.3-8", "9.1-3"),
            "C-CANCEL-MOVE-RQ": ("9.3-11", "9.1-4"),
        }

    def test_a_field_has_tag_vr_vm_usage_and_values(self) -> None:
        element = CStoreRQ.by_keyword["Priority"]

        assert (element.tag, element.vr, element.vm) == (0x00000700, "US", "1")
        assert element.usage == "M"
        assert element.values == {0: "MEDIUM", 1: "HIGH", 2: "LOW"}
        assert CStoreRQ.by_keyword["MoveOriginatorMessageID"].usage == "U"

    def test_a_response_names_the_request_fields_that_it_repeats(self) -> None:
        action = public.NActionRSP.by_keyword

        assert action["MessageIDBeingRespondedTo"].repeats == 0x00000110
        assert action["AffectedSOPInstanceUID"].repeats == 0x00001001
        assert action["ActionTypeID"].repeats == 0x00001008

    def test_usage_c_has_a_parsed_condition(self) -> None:
        remaining = CMoveRSP.by_keyword["NumberOfRemainingSuboperations"]

        assert remaining.usage == "C"
        assert remaining.when is not None
        assert remaining.when.required == 'Status in ("65280", "65281")'

    def test_the_data_set_has_a_name_and_a_usage(self) -> None:
        assert NActionRQ.data_set is not None
        assert NActionRQ.data_set.name == "Action Information"
        assert (NActionRQ.data_set.presence, NActionRQ.data_set.usage) == (
            "either",
            "U",
        )

    def test_fields_of_annex_c_are_optional_and_related_to_statuses(self) -> None:
        """PS3.7 Annex C: the tables of the messages lack them."""
        comment = CStoreRSP.by_keyword["ErrorComment"]

        assert (comment.usage, comment.related) == ("U", True)
        assert "ErrorComment" not in CStoreRQ.by_keyword

    def test_responses_have_the_response_bit(self) -> None:
        assert all(
            cls.name.endswith("RSP") == bool(cls.command & 0x8000) for cls in MESSAGES
        )

    def test_normalized_messages_are_those_of_dimse_n(self) -> None:
        empty = [cls.__new__(cls) for cls in MESSAGES]

        assert {m.service for m in empty if m.is_normalized} == {
            "N-ACTION",
            "N-CREATE",
            "N-DELETE",
            "N-EVENT-REPORT",
            "N-GET",
            "N-SET",
        }
