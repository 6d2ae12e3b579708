"""The table of the codes."""

import re
from importlib import import_module
from pkgutil import iter_modules

from iodize.findings import codes
from iodize.findings.codes import CODES, Code


def declared() -> list[tuple[str, Code]]:
    """Return the constants of all modules of the package."""
    return [
        (constant, code)
        for module in iter_modules(codes.__path__, f"{codes.__name__}.")
        for constant, code in vars(import_module(module.name)).items()
        if isinstance(code, Code)
    ]


def test_every_declared_code_is_in_the_table_under_its_name() -> None:
    found = declared()

    assert sorted(code.name for _, code in found) == sorted(CODES)
    assert all(CODES[code.name] is code for _, code in found)


def test_every_declared_code_is_a_constant_of_the_package() -> None:
    for constant, code in declared():
        assert getattr(codes, constant) is code


def test_codes_are_kebab_case_and_explained() -> None:
    for name, code in CODES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert code.explanation.endswith(".")
