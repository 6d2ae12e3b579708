"""The layout of generated source is that of black, which checks it here."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import black
import pytest
from black.mode import TargetVersion
from hypothesis import given, settings
from hypothesis import strategies as st

from iodize.generator import snapshot
from iodize.generator.emit import format_all, render
from iodize.generator.emit.layout import laid_out
from iodize.generator.emit.wrapping import WIDTH
from iodize.generator.report import Report
from iodize.generator.retired_services import with_retired

from ..demo import Reading

WORDS = st.from_regex("[A-Za-z][A-Za-z_]{0,30}", fullmatch=True).filter(
    lambda word: word.isidentifier()
)
TEXTS = st.text(
    "abcdefgh ,()#\N{LATIN SMALL LETTER U WITH DIAERESIS}", max_size=60
).map(lambda text: f'"{text}"')
ATOMS = st.one_of(TEXTS, st.integers(0, 9**9).map(str), WORDS.map("it.{}".format))


def calls(arguments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return calls, and tuples, with arguments."""
    given_ = st.lists(arguments, min_size=1, max_size=8)
    named = st.builds("{}={}".format, WORDS, arguments)
    return st.one_of(
        st.builds(
            lambda name, args, last: f"{name}({', '.join([*args, *last])})",
            WORDS,
            given_,
            st.lists(named, max_size=4),
        ),
        given_.map(lambda a: f"({', '.join(a)}{',' if len(a) == 1 else ''})"),
    )


EXPRESSIONS = st.recursive(ATOMS, calls, max_leaves=25)
STATEMENTS = st.builds(
    "{} = {}".format, WORDS, EXPRESSIONS.filter(lambda text: text.endswith(")"))
)


def as_black(text: str) -> str:
    return black.format_str(text, mode=black.Mode({TargetVersion.PY311}))


def differs(source: str) -> bool:
    text = laid_out(source)
    return as_black(text) != text


@given(st.lists(STATEMENTS, min_size=1, max_size=4), st.sampled_from(["", "  # CS 1"]))
@settings(max_examples=60)
def test_statements_are_laid_out_as_by_black(lines: list[str], comment: str) -> None:
    source = "".join(f"    {line}{comment}\n" for line in lines)
    text = f"class Module:\n{source}"

    assert laid_out(text) == as_black(text)


def test_demo_package_is_laid_out_as_by_black(reading: Reading) -> None:
    sources = render(reading.standard, Report())

    assert {p for p, s in sources.items() if p.endswith(".py") and differs(s)} == set()


@pytest.mark.slow
@pytest.mark.source
def test_bundled_package_is_laid_out_as_by_black(root: Path, one_of: int) -> None:
    edition = snapshot.read(root / "standard_xml" / "2023a")
    files = render(with_retired(edition, snapshot.read_retired()), Report())
    paths = [path for path in sorted(files) if path.endswith(".py")]
    sources = {path: files[path] for path in paths[::one_of]}
    with ProcessPoolExecutor() as pool:
        wrong = pool.map(differs, sources.values(), chunksize=20)
        found = {path for path, no in zip(sources, wrong, strict=True) if no}

    assert len(paths) > 1000
    assert found == set()


@pytest.mark.parametrize(
    ("line", "laid"),
    [
        (f"from a import {'b' * 80}, c", f"from a import (\n    {'b' * 80}, c,\n)"),
        (f'source = "{"b" * 80}"', f'source = (\n    "{"b" * 80}"\n)'),
        (f'x = "{"b" * 90}"', f'x = "{"b" * 90}"'),
        (f"x = {'b' * 90}", f"x = {'b' * 90}"),
        ("    # " + "b " * 60 + "(c)", "    # " + "b " * 60 + "(c)"),
        ("# fmt: off\n" + "x = (1, " * 30, "# fmt: off\n" + "x = (1, " * 30),
    ],
)
def test_long_line_is_split_if_it_can_be(line: str, laid: str) -> None:
    assert format_all({"a.py": f"{line}\n"}) == {"a.py": f"{laid}\n"}


def test_lines_in_a_docstring_are_kept() -> None:
    source = f'"""Title.\n\n\n    f({"b, " * 40}c)\n"""\n'

    assert laid_out(source) == source


def test_lines_of_stubs_are_kept() -> None:
    source = f"class A: ...\n\n\n\nclass B{'b' * WIDTH}(C, D): ...\n"

    both = format_all({"a.pyi": source, "a.txt": source})

    assert both == {"a.pyi": source.replace("\n\n\n\n", "\n\n"), "a.txt": source}


def test_the_files_keep_their_order() -> None:
    assert list(format_all({"c.py": "x = 1\n", "a.py": "y = 1\n"})) == ["c.py", "a.py"]
