"""From the words of a condition to the tokens of its grammar.

Attributes are recognized by tag or by name, verbs by a table of their spellings; words
that are neither become prose, which the grammar reads as something unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from .vocabulary import Vocabulary, folded


@frozen
class Token:
    """A token: its type in the grammar, and what it stands for."""

    type: str
    value: object = None


TAG = re.compile(r"\(\s*([0-9A-Fa-fx]{4})\s*,\s*([0-9A-Fa-fx]{4})\s*\)")
_WORD = re.compile(r"[A-Za-z0-9][\w'’/-]*|\((?:[A-Z][a-z]+|for [^()]*)\)")
_UID = r"\d+(?:\.\d+){4,}"

NUMBERS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}

SINGLE_WORDS = frozenset({"Modality"})
"""Attributes whose name is one word, and that conditions name without a tag."""

NOT_ATTRIBUTES = re.compile(
    r"\s*(?:Module|Macro|Functional Group|IOD|Storage|SOP Class)\b"
)
"""What follows a name that is no attribute here."""

_BE = r"(?:is|are|was|were|be)"
_HAVE = r"(?:has|have|having|with)"
_VALUE = r"(?:an? |the )?(?:single )?values?"

VERBS = (
    (
        "ITEM_NOT",
        rf"{_BE} present with an Item value other than|has an Item value other than",
    ),
    (
        "ITEM",
        r"contains? an Item with (?:the |a )?value(?: of)?(?: or)?|Item value is"
        rf"|{_BE} present with an Item value(?: of)?|has an Item value(?: of)?",
    ),
    (
        "MANY",
        r"(?:contains?|has|have|specif(?:y|ies)) more than one (?:Item|frame)s?"
        r"|has more than one value",
    ),
    ("ONE", r"(?:contains?|has) one Item"),
    (
        "EMPTY",
        rf"{_BE} (?:empty|zero[- ]length)|(?:has|have) zero Items|do(?:es)? not (?:contain|have) an? value(?! of)",
    ),
    (
        "VALUED",
        rf"{_BE} (?:not (?:empty|zero[- ]length)|non-zero[- ]length|non-null)"
        rf"|(?:has|have|with) (?:an? )?values?(?! (?:of|other|greater|equal|less|\"|[A-Z0-9@«])|\s*«)",
    ),
    ("NONZERO", rf"{_BE} (?:non-zero|not zero|not 0)\b|{_HAVE} a non-zero value"),
    (
        "GREATER",
        rf"(?:{_BE}|{_HAVE} {_VALUE}|{_HAVE} {_VALUE} of) (?:greater|more|larger) than",
    ),
    (
        "LESS",
        rf"(?:{_BE}|{_HAVE} {_VALUE}|{_HAVE} {_VALUE} of) (?:less|smaller|fewer) than",
    ),
    (
        "ABSENT",
        rf"{_BE} (?:not (?:present|used|included|provided)|absent)|(?<!is )(?<!are )\bnot present\b|do(?:es)? not exist",
    ),
    (
        "PRIVATE",
        rf"(?:value )?{_BE} the Data Element Tag of a Private Attribute",
    ),
    (
        "POINTS",
        r"points? to|includes? the Tag for",
    ),
    (
        "NOT_EQUAL",
        rf"{_BE} (?:not (?:equal to |equal |any of |one of )?|other than )|equals? other than"
        rf"|do(?:es)? not (?:equal|have (?:a|the) value(?: of)?)|{_HAVE} {_VALUE} other than",
    ),
    (
        "EQUAL",
        rf"{_BE} (?:EQUAL to|equal to|set to|either|of Value|one of(?: the following)?:?)|equals?(?: to)?(?: either)?(?: one of(?: the following)?(?: values)?:?)?"
        rf"|{_HAVE} (?:an? |the )?values? (?:of )?(?=[\"A-Z0-9@«]|either)(?:either )?|=|contains?(?: either)?(?: the value)?(?: of)?|includes?(?: the)?(?: value)?",
    ),
    (
        "PRESENT",
        rf"{_BE} (?:present|used|included|provided|specified|available(?=$))|exists?|Present\b",
    ),
    (
        "CHANGES",
        r"changes?(?: during [A-Za-z ]*?(?:Beam|beam|setup|administration|delivery|movement)(?: administration| delivery)?)?",
    ),
    ("EQUAL", rf"{_BE}\b"),
)
"""The spellings of each verb; an earlier row wins."""

NOISE = (
    r"of this frame",
    r"in (?:this|the current) (?:Sequence )?[Ii]tem(?: of @\d+)?",
    r"in this Module",
    r"at the image level",
    r"for any frame in this (?:SOP )?Instance",
    r"for any frame",
    r"in the [A-Z][\w/ -]*? (?:IOD(?: Frame)?|[Mm]odule)(?: or (?:the )?[A-Z][\w/ -]*? Module)?",
    r"in any [A-Z][\w/ -]*? Functional Group in the SOP Instance",
    r"of the (?:SOP )?Instance including this Module",
    r"(?:the |an? |any )?values? (?:of|for|in)(?= @)",
    r"(?:the |one or more of the )values? (?:of|for|in)(?= @)",
    r"one or more of the values of",
    r"the number of (?:Items|values) (?:in|of)(?= @)",
    r"(?:the )?Attribute(?= value)",
    r"value(?= (?:is|are|equals|=))",
    r"the value(?= (?:is|are|equals))",
    r"the|Attributes?|both|then|that",
)
"""Words that add nothing to a condition."""
