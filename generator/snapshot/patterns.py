"""Conversion of Python regular expressions to the dialect of XML Schema."""

from __future__ import annotations

import re

TOKEN = re.compile(r"\\.|\(\?:?|[*+?}][?+]|.", re.DOTALL)
"""An escape, the opening of a special group, a lazy or possessive mark, or one character."""

WORD = r"\p{L}\p{N}_"
r"""Equivalent of \w in Python; in XML Schema it does not include the underscore."""

ESCAPES = {rf"\{character}" for character in r"dntr\|.?*+(){}[]^-"}
"""Escapes with the same meaning in both dialects."""


def xml_schema_pattern(pattern: re.Pattern[str]) -> str | None:
    """Return a pattern that accepts every full match of the given one.

    None for constructs that XML Schema does not support: anchors, assertions, back
    references and flags.

    Source: XML Schema Part 2, Appendix F.
    """
    if pattern.flags != re.UNICODE:
        return None
    translated = []
    in_class = False
    for token in TOKEN.findall(pattern.pattern):
        if token == r"\w":
            translated.append(WORD if in_class else f"[{WORD}]")
        elif token == "." and not in_class:
            translated.append(r"[^\n]")
        elif token == "(?:" and not in_class:
            translated.append("(")
        elif len(token) == 1 and (in_class or token not in "^$"):
            if token == "[" and in_class:
                return None
            in_class = token == "[" or (in_class and token != "]")
            translated.append(token)
        elif token in ESCAPES:
            translated.append(token)
        else:
            return None
    return "".join(translated)
