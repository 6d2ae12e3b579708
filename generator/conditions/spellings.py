"""How the standard spells the words of its conditions (editions 2022d and 2023a).

A row wins over those below it. `@` stands for an attribute, `«` and `~` for a value.
"""

from __future__ import annotations

import re

_BE = r"(?:is|are|was|were)"
_HAVE = r"(?:has|have|having|with)"
_A = r"(?:(?:an?|the) )?(?:single )?"
_END = r"(?![\w-])"

_VERBS: tuple[tuple[str, str], ...] = (
    (
        "ITEM_NOT",
        rf"(?:{_BE} present with|has) an Item value other than(?: one)?",
    ),
    (
        "ITEM",
        r"contains? an [Ii]tem with (?:the |a )?value(?: of)?(?: or)?"
        rf"|Item value is|(?:{_BE} present with|has) an Item value(?: of)?",
    ),
    (
        "MANY",
        r"(?:contains?|has|have|specif(?:y|ies)) more than one (?:Item|frame)s?"
        r"|has more than one value|(?:references?) (?:Instances in )?more than one",
    ),
    ("ONE", r"(?:sequence )?(?:contains?|has) one Item"),
    (
        "EMPTY",
        rf"{_BE} (?:empty|zero[- ]length)|(?:has|have) zero Items"
        r"|do(?:es)? not (?:contain|have) an? value(?! of)",
    ),
    (
        "VALUED",
        rf"{_BE} (?:not (?:empty|zero[- ]length)|non-zero[- ]length|non-null)"
        rf"|(?:has|have|with) (?:an? )?values?(?=\s*(?:$|[,;.]|and\b|or\b))",
    ),
    ("NONZERO", rf"{_BE} (?:non-zero|not zero)|{_HAVE} a non-zero value"),
    (
        "GREATER",
        rf"(?:{_BE}|{_HAVE} {_A}values?(?: of)?) (?:greater|more|larger) than",
    ),
    ("LESS", rf"(?:{_BE}|{_HAVE} {_A}values?(?: of)?) (?:less|smaller|fewer) than"),
    (
        "ABSENT",
        rf"{_BE} (?:not (?:present|used|included|provided)|absent)"
        r"|not present|do(?:es)? not exist",
    ),
    ("VALUE_IN", r"(?:a value|values?) (?:is|are) present in"),
    ("ANYWHERE", r"in any (?:[A-Z%][\w/-]* )+Functional Group in the SOP Instance"),
    ("ANYWHERE", r"for any frame(?: in (?:this|the) (?:SOP )?Instance)?"),
    ("ANYWHERE", r"for one or more fraction groups"),
    ("ANYWHERE", r"within a Functional Group Sequence"),
    ("PRIVATE", rf"(?:value )?{_BE} the Data Element Tag of a Private Attribute"),
    ("POINTS", r"points? to|(?:includes?|contains?) the Tag for"),
    ("MANY_IN", r"there (?:is|are) more than one(?: Item in)?(?=\s+(?:the )?@)"),
    ("NUMBER_WORD", r"(?<=than )(?P<n>zero|one|two)"),
    (
        "NOT_EQUAL",
        rf"{_BE} (?:not(?: (?:equal to|equal|any of|one of|set to))?|other than)"
        r"|equals? other than|do(?:es)? not (?:equal|have (?:a|the) value(?: of)?)"
        rf"|{_HAVE} {_A}values? other than|other than",
    ),
    (
        "EQUAL",
        rf"{_BE} (?:EQUAL to|equal to|set to|either|of Value|of value"
        r"|one of(?: the following)?(?: values)?:?)"
        r"|equals?(?: to)?(?: either)?(?: one of(?: the following)?(?: values)?:?)?"
        rf"|{_HAVE} {_A}values?(?: of)?(?: either)?|="
        r"|contains?(?: either)?(?: the value)?(?: of)?|includes?(?: the)?(?: value)?",
    ),
    (
        "PRESENT",
        rf"{_BE} (?:present|used|included|provided|specified|sent)|exists?|Present",
    ),
    (
        "CHANGES",
        r"changes?(?: during [a-z ]*?(?:Beam|beam|setup|movement))?"
        r"(?: (?:administration|delivery))?",
    ),
    ("EQUAL", _BE),
    ("FIRST", r"(?:for )?(?:the )?first [Ii]tem (?:of|in) @\d+"),
    ("FIRST", r"(?:for )?(?:the )?first @\d+(?: Item)?"),
    ("FIRST", r"(?:for )?(?:the )?(?:Control Point 0|first Control Point) of @\d+"),
    ("ALL_BUT_LAST", r"(?:for )?all but the last Item in this Sequence"),
    ("LAST", r"(?:for )?the last Item"),
    (
        "LATER",
        r"in (?:all )?subsequent (?:control points|Items(?: (?:of|in) @\d+)?)",
    ),
    ("WITHIN", r"in any of the Items in"),
    ("INSIDE", r"with ?in|contained in"),
    ("NUMBER", r"[Vv]alue (?P<n>\d+)(?: of(?=\s+(?:the )?@))?"),
    ("NUMBER", r"(?:the )?(?P<n>first|second|third|fourth) value of"),
)

_IGNORED = (
    r"of this frame",
    r"in (?:this|the current) (?:Sequence )?[Ii]tem(?: of (?:the )?@\d+)?",
    r"in this (?:Module|Sequence)",
    r"(?:in )?the current (?:SOP )?Instance",
    r"in this SOP Instance",
    r"of this (?:[A-Z]\w* )+SOP Instance",
    r"at the image level",
    r"in (?:the|any) (?:[A-Z][\w/-]* )+(?:(?:IOD|Image)(?: Frame)?|[Mm]odule|image Module)"
    r"(?: or (?:the )?(?:[A-Z][\w/-]* )+Module)?",
    r"in (?:the |any )#\d+ Modules?(?: or (?:the )?#\d+ Module)?",
    r"of the (?:SOP )?Instance including this Module",
    r"(?:(?:the|an?|any|one or more of the) )?(?:single )?values? (?:of|for|in)(?=\s+(?:the )?@)",
    r"value(?=\s+@)|one(?=\s+@)",
    r"images where|whose",
    r"(?:the )?number of (?:Items|values) (?:in|of)(?=\s+@)",
    r"(?:the )?[Vv]alue(?=\s+(?:is|are|equals|=|includes|contains))",
    r"(?:the )?Attribute(?= value)",
    r"Modules?|Functional Groups?(?: Macros?)?|Macros?",
    r"(?:the|an?|Attributes?|both|either|Sequence|also)",
    r"=(?=\s*=)",
)

VERBS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (type_, re.compile(f"(?:{spelling}){'' if spelling == '=' else _END}"))
    for type_, spelling in _VERBS
)
IGNORED: tuple[re.Pattern[str], ...] = tuple(
    re.compile(f"(?:{spelling}){_END}") for spelling in _IGNORED
)

NUMBERS = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
}

WORDS = {
    "and": "AND",
    "or": "OR",
    "nor": "NOR",
    "neither": "NEITHER",
    "not": "NOT",
    "if": "IF",
    "when": "IF",
    "unless": "UNLESS",
}
"""Words with a meaning of their own in the grammar."""

SINGLE_WORDS = frozenset({"Modality", "Rows", "Columns"})
"""Attributes with a name of one word that conditions name without a tag."""

NOT_NAMES = frozenset({"Data Element", "Data Set"})
"""Names of attributes that mean something else in a condition."""

SECTIONS = {
    # What is different from the value before shall be there: only the first Item tells.
    "C.36.2.2.5.1.1": 'first() or unknown("changes")',
}
"""Sections that state a condition which rows refer to, in formal words."""

_REFERENCED = "ReferencedSOPSequence.ReferencedSOPClassUID"

DESCRIBED = {
    "C.36.9.1.1": {
        "ReferencedSegmentNumber": f'{_REFERENCED} in ("1.2.840.10008.5.1.4.1.1.66.4",'
        ' "1.2.840.10008.5.1.4.1.1.66.5")',
        "ReferencedFiducialsUID": f'{_REFERENCED} == "1.2.840.10008.5.1.4.1.1.66.2"',
        "ReferencedROINumber": f'{_REFERENCED} == "1.2.840.10008.5.1.4.1.1.481.3"',
        "ReferencedSurfaceNumber": f'{_REFERENCED} == "1.2.840.10008.5.1.4.1.1.68.1"',
    },
}
"""Sections whose table says which attribute is required, by the attribute's keyword."""
