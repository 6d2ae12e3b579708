from pathlib import Path

import pytest

from iodize.generator.emit import format_all, layout


def test_sources_are_formatted_by_black(tmp_path: Path) -> None:
    assert format_all({"a.py": "x = { 'a':1 }"}, tmp_path) == {"a.py": 'x = {"a": 1}\n'}


def test_stubs_are_not_formatted_by_black(tmp_path: Path) -> None:
    source = "class A: ...\n\n\n\nclass B: ...\n"

    both = format_all({"a.py": source, "a.pyi": source}, tmp_path)

    assert both["a.py"] != both["a.pyi"]


def test_the_files_keep_their_order(tmp_path: Path) -> None:
    sources = {"c.py": "x=1", "a.py": "y =  1111", "b.py": "z  =  11"}

    assert list(format_all(sources, tmp_path)) == ["c.py", "a.py", "b.py"]


def test_formatted_text_is_cached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = format_all({"a.py": "x=1"}, tmp_path)
    monkeypatch.delattr(layout, "ProcessPoolExecutor")

    assert format_all({"elsewhere/a.py": "x=1"}, tmp_path) == {
        "elsewhere/a.py": first["a.py"]
    }


def test_no_partial_file_stays_in_the_cache(tmp_path: Path) -> None:
    format_all({"a.py": "x=1", "b.py": "y=1"}, tmp_path)

    assert all(len(file.name) == 64 for file in tmp_path.iterdir())
