"""A DIMSE message has the fields of its table, with their types."""

from typing import reveal_type

from pydicom.uid import UID

from iodize.messages import (
    CEchoRQ,
    CFindRSP,
    CStoreRQ,
    CStoreRSP,
    NCreateRQ,
    NGetRQ,
)
from iodize.statuses import PROCESSING_FAILURE

store = CStoreRQ(
    AffectedSOPClassUID=UID("1.2.840.10008.5.1.4.1.1.2"),
    MessageID=1,
    Priority=0,
    AffectedSOPInstanceUID="1.2.3",
    MoveOriginatorMessageID=None,
)
store.MoveOriginatorMessageID = 7
store.AffectedSOPInstanceUID = "1.2.3.4"
NCreateRQ(AffectedSOPClassUID="1.2", MessageID=1)
CFindRSP(MessageIDBeingRespondedTo=1, Status=PROCESSING_FAILURE.number, has_data_set=False)

CStoreRQ(MessageID=1)  # error: AffectedSOPClassUID; Priority; AffectedSOPInstanceUID
CEchoRQ(AffectedSOPClassUID="1.2", MessageID="1")  # mypy: "str" / pyright: "MessageID"
CEchoRQ(AffectedSOPClassUID="1.2", MessageID=1, Priority=0)  # error: Priority
CStoreRSP(MessageIDBeingRespondedTo=1, Status=0, has_data_set=True)  # error: has_data_set
CStoreRSP(1, 0)  # mypy: positional / pyright: positional
NGetRQ(  # error: RequestedSOPInstanceUID
    RequestedSOPClassUID="1.2", MessageID=1, AttributeIdentifierList=[0x00100010]
)
store.Priority = 3  # error: Literal[3]
store.MessageID = None  # error: None
store.Status  # error: Status
store.Prioritie = 1  # error: Prioritie

reveal_type(store.AffectedSOPInstanceUID)  # type: UID
reveal_type(store.Priority)  # type: Literal[0, 1, 2]
reveal_type(store.MoveOriginatorApplicationEntityTitle)  # type: str | None
reveal_type(CStoreRQ.decode(store.encode()))  # type: CStoreRQ
