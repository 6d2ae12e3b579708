"""Long conditions are wrapped, lists of terms and imported names are filled."""

import ast

import pytest

from iodize.generator.emit.wrapping import WIDTH, filled, wrapped

TERMS = [f"TERM_{number}" for number in range(30)]


def listed(terms: list[str], last: str) -> str:
    lines = "".join(f'        "{term}",\n' for term in terms)
    return f"a = attribute(\n    defined(\n{lines}        {last},\n    ),\n)\n"


def test_terms_of_a_list_fill_the_lines() -> None:
    source = listed(TERMS, 'section="C.1"')
    lines = wrapped(source).splitlines()

    assert lines[2] == (
        '        "TERM_0", "TERM_1", "TERM_2", "TERM_3", "TERM_4", "TERM_5", "TERM_6",'
        ' "TERM_7",'
    )
    assert lines[-3] == '        section="C.1",'
    assert max(map(len, lines)) <= WIDTH


def test_term_with_spaces_and_commas_stays_whole() -> None:
    source = listed(["A, B", "FOR PRESENTATION"] * 10, "number=1")

    assert '"A, B", "FOR PRESENTATION",' in wrapped(source)
    assert ast.dump(ast.parse(wrapped(source))) == ast.dump(ast.parse(source))


def test_imported_names_fill_the_lines() -> None:
    source = "from x import (\n    One,\n    Two,\n    three,\n)\n"

    assert wrapped(source) == "from x import (\n    One, Two, three,\n)\n"


def test_single_strings_and_other_arguments_keep_their_lines() -> None:
    source = 'attribute(\n    0x00100040,\n    "2",\n    enumerated("M", "F"),\n)\n'

    assert wrapped(source) == source


CONDITION = " and ".join(f"present(Attribute{number})" for number in range(9))


def test_long_condition_is_broken_before_and() -> None:
    source = f'when(\n    "{CONDITION}"\n)\n'
    lines = wrapped(source).splitlines()

    assert len(lines) > 4
    assert lines[1].startswith('    "present(Attribute0) and present(Attribute1)')
    assert all(line.startswith('    " and present(') for line in lines[2:-1])
    assert max(map(len, lines)) <= WIDTH


def test_long_list_in_a_condition_is_broken_after_a_comma() -> None:
    values = ", ".join(f'"{term}"' for term in TERMS)
    source = f"when(\n    'ImageType[1] in ({values}) or {CONDITION}'\n)\n"
    lines = wrapped(source).splitlines()
    last = next(n for n, line in enumerate(lines) if "TERM_29" in line)

    assert all(line.endswith(",'") for line in lines[1:last])
    assert lines[last + 1].startswith("    ' and present(")
    assert max(map(len, lines)) <= WIDTH


def test_condition_of_a_keyword_is_put_in_parentheses() -> None:
    source = f'f(\n    1,\n    when="{CONDITION}",\n)\n'
    lines = wrapped(source).splitlines()

    assert lines[2] == "    when=("
    assert lines[-2] == "    ),"


@pytest.mark.parametrize(
    "source",
    [
        f'f(\n    "{CONDITION}",\n    otherwise="may",\n)\n',
        f'f(\n    1,\n    when="{CONDITION}",\n)\n',
        listed(TERMS, "number=2"),
    ],
)
def test_wrapping_changes_no_value(source: str) -> None:
    assert wrapped(source) != source
    assert ast.dump(ast.parse(wrapped(source))) == ast.dump(ast.parse(source))


def test_wrapped_source_is_not_changed_again() -> None:
    once = wrapped(listed(TERMS, f'when="{CONDITION}"'))

    assert wrapped(once) == once


def test_text_longer_than_a_line_has_a_line_of_its_own() -> None:
    assert [*filled(["a", "b" * 20, "c"], 10)] == ["a,", "b" * 20 + ",", "c,"]
