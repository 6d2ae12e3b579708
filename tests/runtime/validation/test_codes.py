"""The table of the codes."""

import re

from iodize.validation import codes
from iodize.validation.codes import CODES, Code


def test_every_code_is_in_the_table_under_its_name() -> None:
    declared = [value for value in vars(codes).values() if isinstance(value, Code)]

    assert sorted(code.name for code in declared) == sorted(CODES)
    assert all(CODES[code.name] is code for code in declared)


def test_codes_are_kebab_case_and_explained() -> None:
    for name, code in CODES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert code.explanation.endswith(".")
