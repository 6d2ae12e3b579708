"""Spellings in the conditions of the standard (editions 2022d and 2023a).

The first matching row wins. `@` stands for an attribute, `«` and `~` for a value.
"""

from __future__ import annotations

import re

from .references import CONTROL_POINT

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
        r"contains? an item with (?:the |a )?value(?: of)?(?: or)?"
        rf"|Item (?:of|with) (?:the |a )?value(?: of)?|Item value is|(?:{_BE} present with|has) an Item value(?: of)?",
    ),
    (
        "MANY",
        r"(?:contains?|has|have|specif(?:y|ies)) more than one (?:item|frame)s?"
        r"|(?:contains?|has|have) multiple (?:item|frame|value)s"
        r"|has more than one value|(?:references?) (?:Instances in )?more than one",
    ),
    ("ONE", r"(?:sequence )?(?:contains?|has) one Item"),
    (
        "VALUED_ANYWHERE",
        rf"{_BE} present in this Module or in a Functional Group Macro of the current SOP"
        r" Instance and (?:has|have) a value",
    ),
    (
        "VALUED",
        rf"{_BE} present and (?:(?:{_BE} )?(?:not (?:empty|zero[- ]length)|non-zero[- ]length)"
        r"|(?:has|have) (?:an? )?values?(?=\s*(?:$|[,;.]|and\b|or\b)))",
    ),
    (
        "EMPTY",
        rf"{_BE} (?:empty|zero[- ]length)|(?:has|have) zero Items"
        r"|do(?:es)? not (?:contain|have) an? value(?! of)",
    ),
    (
        "VALUED",
        rf"{_BE} (?:present and )?(?:not (?:empty|zero[- ]length)|non-zero[- ]length|non-null)"
        rf"|(?:has|have|with|contains?) (?:an Item|(?:an? )?values?)(?=\s*(?:$|[,;.]|and\b|or\b))",
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
    ("LACKS", r"do(?:es)? not (?:include|contain)(?=\s+(?:the )?@)"),
    ("EITHER", r"either(?=\s+(?:the )?@)"),
    ("VALUE_IN", r"(?:a value|values?) (?:is|are) present in"),
    ("ANYWHERE", r"in any (?:[A-Z%][\w/-]* )+Functional Group in the SOP Instance"),
    ("ANYWHERE", r"for any frame(?: in (?:this|the) (?:SOP )?Instance)?"),
    ("ANYWHERE", r"in the current SOP Instance"),
    ("ANYWHERE", r"for one or more fraction groups"),
    ("ANYWHERE", r"within a Functional Group Sequence"),
    ("PRIVATE", rf"(?:value )?{_BE} the Data Element Tag of a Private Attribute"),
    ("POINTS", r"points? to|(?:includes?|contains?) the Tag for"),
    ("ANY_OF", r"there (?:is|are) one or more items of(?=\s+(?:the )?@)"),
    ("ANY_OTHER", r"there exists any value other than"),
    ("OF_REFERENCED", r"of the [a-z ]+ referenced by(?=\s+(?:the )?@)"),
    ("FOR_NUMBER", r"for(?=\s+(?:the )?@\d+ defined in)"),
    ("DEFINED_IN", r"defined in(?=\s+(?:the )?@)"),
    ("MANY_IN", r"there (?:is|are) more than one(?: Item in)?(?=\s+(?:the )?@)"),
    ("WORD", r"one or more(?! of the values? (?:of|for|in) (?:the )?@)"),
    ("WORD", r"C-MOVE or C-GET"),
    ("NUMBER_WORD", r"(?<=than )(?P<n>zero|one|two)"),
    (
        "NOT_EQUAL",
        rf"{_BE} not an? (?:[a-z]+ )+(?:@\d+(?=\s*\(\s*~)|(?=~))"
        rf"|(?:{_BE} (?=not (?!equal))|do(?:es)? (?=not have (?:a|the) value))(?P<n>not)"
        r"(?: (?:any of|one of|set to|have (?:a|the) value(?: of)?))?"
        rf"|{_BE} (?:not equal(?: to)?|other than)"
        r"|equals? other than|do(?:es)? not equal"
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
        rf"{_BE} (?:both )?(?:present|used|included|provided|specified|sent)|exists?|Present",
    ),
    (
        "CHANGES",
        r"changes?(?: during [a-z ]*?(?:Beam|beam|setup|movement))?"
        r"(?: (?:administration|delivery))?",
    ),
    ("EQUAL", _BE),
    (
        "FIRST",
        r"(?:for )?(?:the )?first item of the including control point Sequence"
        r" \(either @\d+ or @\d+ ?\)",
    ),
    ("FIRST", r"(?:for )?(?:the )?first item (?:of|in) (?:Segment )?@\d+"),
    ("FIRST", r"(?:for )?(?:the )?first @\d+(?: Item)?"),
    ("FIRST", r"(?:for )?(?:the )?(?:Control Point 0|first Control Point) of @\d+"),
    ("ALL_BUT_LAST", r"(?:for )?all but the last Item in this Sequence"),
    ("LAST", r"(?:for )?the last Item"),
    (
        "LATER",
        r"in (?:all )?subsequent (?:control points|Items(?: (?:of|in) @\d+)?)",
    ),
    ("WITHIN", r"in any of the Items in"),
    ("INSIDE", r"with ?in(?! the same Item of)|contained in"),
    ("NUMBER", r"value (?P<n>\d+)(?: of(?=\s+(?:the )?@))?"),
    ("NUMBER", r"(?:the )?(?P<n>first|second|third|fourth) value of"),
)

_IGNORED = (
    r"of this frame",
    r"of the referencing SOP Instance",
    r"in (?:this|the current) (?:Sequence )?item(?: of (?:the )?@\d+)?",
    r"in this (?:Module|Sequence)",
    r"(?:in )?the current (?:SOP )?Instance",
    r"in this SOP Instance",
    r"of this (?:[A-Z]\w* )+SOP Instance",
    r"at the image level",
    r"of the referencing SOP Instance",
    r"within the same Item of @\d+",
    r"in (?:the|any) (?:[A-Z][\w/-]* )+(?:(?:IOD|Image)(?: Frame)?|[Mm]odule|image Module)"
    r"(?: or (?:the )?(?:[A-Z][\w/-]* )+Module)?",
    r"in (?:the |any )#\d+ Modules?(?: or (?:the )?#\d+ Module)?",
    r"of the (?:SOP )?Instance including this Module",
    r"(?:(?:the|an?|any|one or more of the) )?(?:single )?values? (?:of|for|in)(?=\s+(?:the )?@)",
    r"value(?=\s+@)|one(?=\s+@)",
    r"images where|whose",
    r"Storage SOP Classes",
    r"there (?:is|are)(?: an?)?(?=\s+@\d+ Item (?:of|with)\b)",
    r"(?:the )?number of (?:Items|values) (?:in|of)(?=\s+@)",
    r"(?:the )?value(?=\s+(?:is|are|equals|=|includes|contains))",
    r"(?:the )?Attribute(?= value)",
    r"Modules?|Functional Groups?(?: Macros?)?|Macros?",
    r"(?:the|an?|Attributes?|both|either|Sequence|also)",
    r"=(?=\s*=)",
)

_NOUN = re.compile(r"(?<![\[\w])(?P<first>[vfit])(?P<rest>alue|rame|tem|he\b)")
"""Nouns in small letters, which later editions begin with a capital letter; and "the"."""


def _compiled(spelling: str) -> re.Pattern[str]:
    """Compile a spelling, with its nouns in both cases."""
    both = _NOUN.sub(
        lambda noun: f"[{noun['first'].upper()}{noun['first']}]{noun['rest']}", spelling
    )
    return re.compile(f"(?:{both}){'' if spelling == '=' else _END}")


VERBS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (type_, _compiled(spelling)) for type_, spelling in _VERBS
)
IGNORED: tuple[re.Pattern[str], ...] = tuple(map(_compiled, _IGNORED))

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

MISPRINTS = (
    # Table C.11.24-1: the term of the method has another word.
    (
        "Method (0070,1302) has a value of OBLIQUE.",
        "Method (0070,1302) is OBLIQUE_PLANES.",
    ),
    # Tables C.13-8 and C.13-9: the tag of Execution Status Info.
    ("Execution Status (2100,0030)", "Execution Status (2100,0020)"),
)
"""Printed words of conditions that contradict the standard, and the correct ones."""

SINGLE_WORDS = frozenset({"Modality", "Rows", "Columns"})
"""Attributes with a one-word name that conditions mention without a tag."""

NOT_NAMES = frozenset({"Data Element", "Data Set"})
"""Attribute names with another meaning in conditions."""

SECTIONS = {
    # Values that differ from the previous item are required: only the first item decides.
    # They may be in items of a control point's sequences.
    "C.36.2.2.5.1.1": f'first({CONTROL_POINT}) or unknown("changes")',
}
"""Conditions of sections that rows refer to, as formal text."""

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
"""Sections whose table states the required attributes, by keyword of the attribute."""
