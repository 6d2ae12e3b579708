"""Scopes are bound by the tables: here, by those of the embedded edition."""

import pytest

from iodize import editions
from iodize.definitions import Definition

EDITION = editions.bundled()


def required(folder: str, name: str, keyword: str) -> str:
    """Return the condition of an attribute, anywhere in a table."""
    tables = {d.__name__: d for d in EDITION.definitions(folder)}
    waiting: list[type[Definition]] = [tables[name]]
    while waiting:
        for attribute in waiting.pop().attributes().values():
            if attribute.keyword == keyword and attribute.when is not None:
                return attribute.when.required or ""
            if attribute.item is not None:
                waiting.append(attribute.item)
    raise LookupError(keyword)


@pytest.mark.parametrize(
    ("folder", "table", "keyword", "formal"),
    [
        pytest.param(
            "macros",
            "Code",
            "ContextGroupVersion",
            "present(ContextIdentifier)",
            id="in the same item",
        ),
        pytest.param(
            "modules",
            "RTDose",
            "ReferencedPlanOverviewIndex",
            "present(up.PlanOverviewSequence)",
            id="in an enclosing item",
        ),
        pytest.param(
            "functional_groups",
            "MRModifier",
            "InversionTimes",
            'frame.FrameType[1] == "ORIGINAL" and InversionRecovery == "YES"',
            id="in another functional group of the frame",
        ),
        pytest.param(
            "functional_groups",
            "MRModifier",
            "Spoiling",
            'frame.FrameType[1] == "ORIGINAL"'
            ' and top.EchoPulseSequence in ("GRADIENT", "BOTH")',
            id="at the top level",
        ),
    ],
)
def test_a_place_is_where_the_tables_put_it(
    folder: str, table: str, keyword: str, formal: str
) -> None:
    assert required(folder, table, keyword) == formal
