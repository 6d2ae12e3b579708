import ast

import pytest

from iodize.generator.emit.filters import docstring, literal
from iodize.generator.emit.value_calls import quoted


@pytest.mark.parametrize("text", ['say "cheese"', "back\\slash", "it's", ""])
def test_a_quoted_text_evaluates_to_itself(text: str) -> None:
    assert ast.literal_eval(quoted(text)) == text


@pytest.mark.parametrize("value", [(), ("a",), ("a", ("b", None, True)), 'x"', None])
def test_a_literal_evaluates_to_itself(value: object) -> None:
    assert ast.literal_eval(literal(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        "Short.",
        "Name: CS 1. " + "TERM some label, " * 20 + "END.",
        "One " + "long " * 30 + "summary.",
        'Ends with "quotes"',
        'Has """ inside',
        "Back\\slash.",
    ],
)
@pytest.mark.parametrize("depth", [0, 2])
def test_a_docstring_is_one_string_that_fits_the_line(text: str, depth: int) -> None:
    source = docstring(text, depth)

    value = ast.literal_eval(source)
    assert value.split() == text.replace('"""', "'''").split()
    assert all(len(line) <= 88 - 4 * depth for line in source.splitlines())
