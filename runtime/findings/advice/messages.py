"""Advice about DIMSE messages: attribute lists, command sets, statuses, queries, states."""

from __future__ import annotations

from typing import Final

from .advice import Advice

_REFUSED = "The receiver refuses the message."
_QUERY = "The SCP refuses the query, or answers with other entities than intended."
_STATE = "The SCP refuses the message, and the states of both systems differ."

ADVICE: Final = {
    "attribute-not-allowed": Advice(
        "The receiver may refuse the message, or overwrite an attribute.",
        "Patient's Name in an N-SET of a performed procedure step.",
        "Remove the attribute from the message.",
    ),
    "operation-unknown": Advice(
        _REFUSED,
        "N-DELETE of a performed procedure step.",
        "Use an operation of the SOP class. `iodize show` lists them.",
    ),
    "action-unknown": Advice(
        _REFUSED,
        "Action Type ID 9 of storage commitment.",
        "Use an Action Type ID of the SOP class. `iodize show` lists them.",
    ),
    "event-unknown": Advice(
        _REFUSED,
        "Event Type ID 3 of storage commitment.",
        "Use an Event Type ID of the SOP class. `iodize show` lists them.",
    ),
    "command-unknown": Advice(
        _REFUSED,
        "Command Field 0002.",
        "Write the code of the message.",
    ),
    "command-missing": Advice(
        "The receiver refuses the message, or aborts the association.",
        "A C-STORE request without Affected SOP Instance UID.",
        "Add the field.",
    ),
    "command-outside": Advice(
        "Receivers ignore the field.",
        "Priority in a C-ECHO request.",
        "Remove the field.",
    ),
    "command-value": Advice(
        _REFUSED,
        "Priority 7.",
        "Use a value that the message defines.",
    ),
    "command-data-set": Advice(
        "The receiver waits for a data set, or interprets it as the next message.",
        "Command Data Set Type 0101 with a data set.",
        "Write 0101 without a data set, and another value with one.",
    ),
    "command-sop-class": Advice(
        _REFUSED,
        "An MR image in the presentation context of CT Image Storage.",
        "Use the context of the SOP class.",
    ),
    "status-unknown": Advice(
        "The requestor cannot interpret the result.",
        "Status 0119 of a C-FIND.",
        "Use a status of the service.",
    ),
    "status-field-missing": Advice(
        "The requestor cannot show the cause of a failure.",
        "Status 0120 without the attributes that are missing.",
        "Add the field that PS3.7 Annex C lists for the status.",
    ),
    "reply-contradicts-status": Advice(
        "The requestor may ignore the data set, or miss it.",
        "A pending C-FIND response without an identifier.",
        "Send a data set only with a status that has one.",
    ),
    "query-level-missing": Advice(
        _QUERY,
        "A C-FIND without Query/Retrieve Level.",
        "Set the level: PATIENT, STUDY, SERIES or IMAGE.",
    ),
    "query-level-unknown": Advice(
        _QUERY,
        "The level PATIENT in the Study Root model.",
        "Use a level of the information model.",
    ),
    "unique-key-missing": Advice(
        _QUERY,
        "A query at the level SERIES without Study Instance UID.",
        "Set the unique key of each higher level, or negotiate relational queries.",
    ),
    "key-of-other-level": Advice(
        "Most systems ignore the key, and answer with too many entities.",
        "Modality in a query at the level STUDY.",
        "Use a key of the level, such as Modalities in Study.",
    ),
    "key-unknown": Advice(
        "Most systems ignore the key, and answer with too many entities.",
        "KVP in a query for studies.",
        "Compare the value after the query, or use a key of the information model.",
    ),
    "key-items": Advice(
        "Systems use the first item only.",
        "Two items in Scheduled Procedure Step Sequence.",
        "Write one item with all keys, or several queries.",
    ),
    "key-matching": Advice(
        _QUERY,
        "A wild card in Study Date.",
        "Use a range for dates and times, wild cards for texts, and lists for UIDs.",
    ),
    "key-not-returned": Advice(
        "The requestor lacks an attribute that it needs.",
        "An answer without Study Instance UID.",
        "Return all required keys of the request, empty without a value.",
    ),
    "key-not-asked": Advice(
        "The requestor ignores the attribute; the answer is larger than needed.",
        "Patient Comments in an answer to a query without it.",
        "Return only the keys of the request.",
    ),
    "answer-mismatch": Advice(
        "The requestor shows entities that do not match the query.",
        "An answer with Modality MR to a query for CT.",
        "Match all keys that the service supports.",
    ),
    "state-initial": Advice(
        _STATE,
        "N-CREATE of a performed procedure step with the status COMPLETED.",
        "Create the instance in its initial state, and change it afterwards.",
    ),
    "state-transition": Advice(
        _STATE,
        "A workitem that is completed although it is scheduled.",
        "Request the transitions in their order.",
    ),
    "state-final": Advice(
        _STATE,
        "N-SET of a performed procedure step that is completed.",
        "Send all changes before the final state, and create a new instance for new work.",
    ),
    "state-already": Advice(
        "The message has no effect; it may indicate a repeated request.",
        "A workitem that is claimed twice.",
        "Send each transition once.",
    ),
    "transaction-uid": Advice(
        "The SCP refuses the message, because another system may hold the lock.",
        "N-SET of a workitem in progress with a new Transaction UID.",
        "Use the Transaction UID with which the workitem was claimed.",
    ),
    "attribute-not-created": Advice(
        "The SCP may refuse the attribute, because it does not exist.",
        "N-SET of Comments on the Performed Procedure Step, which N-CREATE lacked.",
        "Create the attribute, empty if necessary, with N-CREATE.",
    ),
    "instance-unknown": Advice(
        _REFUSED,
        "N-SET of a performed procedure step that was not created.",
        "Create the instance first, and use the UID of its response.",
    ),
    "step-unknown": Advice(
        "A RIS cannot assign the performed step to an order.",
        "A Scheduled Procedure Step ID that is not in the worklist.",
        "Copy the identifiers from the worklist entry.",
    ),
    "reference-not-stored": Advice(
        "Receivers cannot find the instance.",
        "A storage commitment request for an instance that was not sent.",
        "Store the instance before you refer to it.",
    ),
    "instance-resent": Advice(
        "An archive keeps the first or the last version; the other one is lost.",
        "A corrected image with the SOP Instance UID of the original.",
        "Generate a new SOP Instance UID for each object with other content.",
    ),
}
