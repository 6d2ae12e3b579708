"""Packages, written for these tests, that Python can import and cannot."""

import sys

import pytest

from iodize.generator.importing import (
    NAME,
    UnimportablePackageError,
    check_importable,
    preview,
)


def files(**sources: str) -> dict[str, bytes]:
    """Return the files of a package: modules by their names without the suffix."""
    written = {f"{name}.py": source.encode() for name, source in sources.items()}
    return {"__init__.py": b"", **written}


def check(sources: dict[str, bytes]) -> None:
    with preview(sources) as package:
        check_importable(package)


def test_preview_has_the_modules_and_is_removed() -> None:
    with preview({"__init__.py": b"", "a/b.py": b"X = 1", "a/b.pyi": b""}) as package:
        found = {f.relative_to(package).as_posix() for f in package.rglob("*.*")}
        assert package.name == NAME

    assert found == {"__init__.py", "a/b.py"}
    assert not package.parent.exists()


def test_importable_package_passes_and_is_not_loaded_in_this_process() -> None:
    check(files(one="from . import two", two="X = 1"))

    assert not any(name.startswith(NAME) for name in sys.modules)


def test_a_tree_without_modules_passes() -> None:
    check({"part03.xml": b"<broken"})


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        ("X = 1\nX(2)\n", 2, "TypeError: 'int' object is not callable"),
        ("class 2D: pass\n", 1, "SyntaxError: invalid decimal literal"),
        ("\n\nfrom . import absent\n", 3, "ImportError"),
        ("raise KeyError('x')\n", 1, "KeyError: 'x'"),
    ],
)
def test_failing_line_is_reported(source: str, line: int, problem: str) -> None:
    with pytest.raises(UnimportablePackageError) as caught:
        check(files(one="", two=source))

    assert (caught.value.file, caught.value.line) == ("two.py", line)
    assert problem in str(caught.value)


def test_failing_module_is_reported_instead_of_its_importer() -> None:
    with pytest.raises(UnimportablePackageError) as caught:
        check(files(a="from . import b", b="\n1 / 0\n"))

    assert (caught.value.file, caught.value.line) == ("b.py", 2)


def test_a_module_that_ends_the_process_is_reported() -> None:
    with pytest.raises(UnimportablePackageError, match="exit status 3"):
        check(files(one="import os; os._exit(3)"))


def test_lazily_referenced_class_is_resolved() -> None:
    source = (
        "from iodize.definitions import Module, sequence\n"
        "class One(Module, name='One', section='1', table='1'):\n"
        "    S = sequence(0x00081140, '3', lambda: One.Absent)\n"
    )

    with pytest.raises(UnimportablePackageError, match="'Absent'") as caught:
        check(files(one=source))

    assert (caught.value.file, caught.value.line) == ("one.py", 3)
