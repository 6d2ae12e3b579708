"""Conditions of rows that are stated in a section or in PS3.3, as formal text.

There they are prose about several attributes, and depend on information of the sender.
"""

from __future__ import annotations

from ....model import Condition, Otherwise

_CAPABILITY = Condition('unknown("capability")')
_BLOB = Condition('ContainerFileType == "BLOB"')
_WITH_FILE = Condition("present(FileAccessURI)")
_ASKED_FOR = Condition('unknown("to-be-matched")')

STATED_CONDITIONS = {
    # S.3.2.1.1.3 to S.3.2.1.1.9: required if the device of the SCP supports them.
    ("S.3.2.1.1-1", "(2200,0001)"): _CAPABILITY,
    ("S.3.2.1.1-1", "(2200,0002)"): _CAPABILITY,
    ("S.3.2.1.1-1", "(2200,0003)"): _CAPABILITY,
    ("S.3.2.1.1-1", "(2200,0007)"): _CAPABILITY,
    ("S.3.2.1.1-1", "(2200,000F)"): _CAPABILITY,
    ("S.3.2.1.1-1", "(2200,0008)"): _CAPABILITY,
    ("S.3.2.1.1-1", "(2200,0009)"): _CAPABILITY,
    ("S.3.2.1.1-1", "(0088,0200)"): _CAPABILITY,
    # CC.2.6.3: while the step is in progress, which a set request does not state.
    ("CC.2.5-3", "(0008,1195)"): Condition('unknown("state")'),
    # Output Information Sequence: CC.2.5-1 states the condition of P, the row that it may
    # be empty.
    ("CC.2.5-3", "(0040,4033)"): Condition(
        'top.ProcedureStepState == "COMPLETED"', otherwise=Otherwise.MAY
    ),
    # The selector of an attribute, as in PS3.3 Table 10-20.
    ("DD.3.2.2.1-1", "(0072,0052)"): Condition('unknown("pointed-at")'),
    ("DD.3.2.2.1-1", "(0072,0054)"): Condition("private(SelectorSequencePointer)"),
    ("DD.3.2.2.1-1", "(0074,1057)"): Condition("present(SelectorSequencePointer)"),
    ("DD.3.2.2.1-1", "(0072,0056)"): Condition("private(SelectorAttribute)"),
    # KK.2.2.1 refers to PS3.3 C.38.2 for the scope: the keys that the sender wants to match.
    ("KK.2-1", "(0008,0005)"): Condition('unknown("character-set-extended")'),
    ("KK.2-1", "(0008,0201)"): _ASKED_FOR,
    ("KK.2-1", "(0008,040F)"): _ASKED_FOR,
    ("KK.2-1", "(0008,0410)"): _ASKED_FOR,
    ("KK.2-1", "(0008,0411)"): _ASKED_FOR,
    ("KK.2-1", "(0008,0412)"): Condition(
        'ExtendedMatchingMechanisms == "EMPTY_VALUE" and unknown("to-be-matched")'
    ),
    ("KK.2-1", "(0008,0413)"): _ASKED_FOR,
    # KK.2.3.1.1: the inventory is retrieved over the network, or as a file.
    ("KK.2-2", "(0008,0054)"): Condition(
        "not present(RetrieveURL)", otherwise=Otherwise.MAY
    ),
    ("KK.2-2", "(0008,1190)"): Condition(
        "not present(RetrieveAETitle)", otherwise=Otherwise.MAY
    ),
    ("KK.2-2", "(0008,0407)"): Condition(
        'present(FileAccessURI) and unknown("relative-reference")'
    ),
    ("KK.2-2", "(0008,040A)"): _WITH_FILE,
    ("KK.2-2", "(0008,040B)"): Condition(
        'ContainerFileType in ("ZIP", "TAR", "TARGZIP")'
    ),
    ("KK.2-2", "(0008,040C)"): _BLOB,
    ("KK.2-2", "(0008,040D)"): _BLOB,
    ("KK.2-2", "(0008,040E)"): _WITH_FILE,
    # Not stated in Q.4.3.1.2; PS3.3 Table C.12-1: if such documents are referenced.
    ("Q.4-1", "(0040,A390)"): Condition('unknown("other-object")'),
    # The rest of the items of Product Parameter Sequence: the Content Item Macro.
    ("V.6-1", ""): Condition('unknown("value-type")'),
}
"""By table and tag; the tag is empty for a row that represents all other attributes."""
