"""The schema and the documentation are generated from the records."""

from pathlib import Path

import pytest

from iodize.export.documentation import updated
from iodize.export.schema import json_schema

DOCS = Path(__file__).parents[3] / "docs" / "export.md"


def test_optional_fields_are_not_required() -> None:
    attribute = json_schema()["$defs"]["Attribute"]

    assert set(attribute["properties"]) - set(attribute["required"]) == {
        "value_lists",
        "conditional",
        "open",
        "recursion",
        "recursion_of",
    }
    assert attribute["properties"]["recursion"]["enum"] == [True]


def test_every_reference_has_a_definition() -> None:
    schema = json_schema()
    found = set()

    def collect(node: object) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                found.add(node["$ref"].removeprefix("#/$defs/"))
            for member in node.values():
                collect(member)
        elif isinstance(node, list):
            for member in node:
                collect(member)

    collect(schema)
    assert {"Iod", "ModuleUse", "Attribute", "ValueList"} <= found
    assert found <= set(schema["$defs"])


def test_documentation_is_up_to_date() -> None:
    """`python -m iodize.export.documentation docs/export.md` renews it."""
    if not DOCS.exists():
        pytest.skip("the documentation is not part of an installation")
    page = DOCS.read_text("utf-8")

    assert page == updated(page)
