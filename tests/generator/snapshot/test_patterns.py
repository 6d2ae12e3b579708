"""XML Schema accepts every text that Python's pattern matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from iodize.generator.snapshot.patterns import xml_schema_pattern

from ..strategies import LATIN

PATTERNS = [
    r"[A-Z0-9]+(\.\w+)*",
    r"[A-Z0-9][\w.-]*",
    r"\([0-9A-Fx]{4},[0-9A-Fx]{4}\)",
    r"\d{4}[a-e]?",
    r"(?:PS3\.\d+ )?[^a-c]+|x",
    r"a.b{2,}",
]


def accepts(pattern: str, text: str) -> bool:
    element = etree.Element("text")
    element.text = text
    schema = etree.RelaxNG(
        etree.fromstring(
            '<element name="text" xmlns="http://relaxng.org/ns/structure/1.0"'
            ' datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
            f'<data type="string"><param name="pattern">{pattern}</param></data>'
            "</element>"
        )
    )
    return bool(schema.validate(element))


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_text_that_matches_in_python_is_accepted(
    pattern: str, data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=LATIN))
    translated = xml_schema_pattern(re.compile(pattern))

    assert translated is not None
    assert accepts(translated, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"[A-Z0-9]+(\.\w+)*", "C.7.6.4 b"),
        (r"[A-Z0-9][\w.-]*", "C+7"),
        (r"\d{4}[a-e]?", "2023f"),
        (r"a.b", "a\nb"),
    ],
)
def test_text_that_does_not_match_in_python_is_rejected(
    pattern: str, text: str
) -> None:
    translated = xml_schema_pattern(re.compile(pattern))

    assert translated is not None
    assert not accepts(translated, text)


@pytest.mark.parametrize(
    "pattern", ["^a$", r"a\b", "(?=a)b", "a*?", "a++", "[a[]", r"(a)\1", r"\s"]
)
def test_unsupported_construct_is_validated_by_the_class(pattern: str) -> None:
    assert xml_schema_pattern(re.compile(pattern)) is None


def test_pattern_with_flags_is_validated_by_the_class() -> None:
    assert xml_schema_pattern(re.compile("a", re.IGNORECASE)) is None
