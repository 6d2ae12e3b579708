"""Attribute lists from the rows of PS3.4, with values from PS3.3."""

from __future__ import annotations

import pytest
from attrs import evolve

from iodize.generator.emit.inclusion import Inclusions
from iodize.generator.emit.service_lists import (
    EmptyAttribute,
    ItemsOf,
    Key,
    Listed,
    Lists,
)
from iodize.generator.emit.service_values import Definitions
from iodize.generator.model import (
    AnyAttribute,
    Attribute,
    AttributeList,
    Condition,
    Include,
    ItemCount,
    Macro,
    Module,
    ModuleRest,
    Open,
    OpenRow,
    Operation,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    Standard,
    TableColumn,
    Type,
)

from .a_service import STANDARD, STEPS, asked, row

STATUS, MODALITY, CODES = "(0040,0252)", "(0008,0060)", "(0040,0260)"


def listed(
    *rows: ServiceRow,
    service: str = "N-CREATE",
    role: str = "request",
    column: str = "N-CREATE",
    stated: tuple[ServiceAttribute, ...] = (),
    level: str | None = None,
    above: tuple[str, ...] = (),
    standard: Standard = STANDARD,
) -> Listed:
    """Return the list that a table of rows gives, for a column."""
    definitions = Definitions(standard)
    tables = {table.table: table for table in standard.service_tables}
    tables["T.1-1"] = ServiceTable("T.1-1", "T.1", "Rows", rows)
    lists = Lists(tables, definitions, Inclusions(definitions.tables))
    columns = (TableColumn("T.1-1", column),)
    one = AttributeList("Name", role, columns, None, level, above, stated)
    return lists.listed(one, Operation(service, "M", "M", "T.1"), STEPS)


def attributes(found: Listed) -> dict[str, Attribute]:
    return {each.tag: each for each in found.content if isinstance(each, Attribute)}


def test_values_are_joined_from_the_iod() -> None:
    found = attributes(listed(row(STATUS, asked("N-CREATE", "1", "1"))))

    (terms,) = found[STATUS].terms
    assert [value.term for value in terms.values] == ["BEGUN", "ENDED"]
    assert terms.section == "C.2"


def test_values_of_the_row_take_precedence() -> None:
    begun = row(STATUS, asked("N-CREATE", "1", "1", values=("BEGUN",)))

    (terms,) = attributes(listed(begun))[STATUS].terms

    assert [value.term for value in terms.values] == ["BEGUN"]


def test_sequence_that_is_not_allowed_is_listed_once() -> None:
    inner = row(MODALITY, asked("N-SET", "not-allowed"))
    outer = row(CODES, asked("N-SET", "not-allowed"), content=(inner,))

    found = listed(outer, service="N-SET", column="N-SET")

    assert found.not_allowed == ((CODES,),)
    assert found.content == ()


def test_nested_attribute_that_is_not_allowed_has_its_path() -> None:
    inner = row(MODALITY, asked("N-SET", "not-allowed"))
    outer = row(CODES, asked("N-SET", "3", "3"), content=(inner,))

    found = listed(outer, service="N-SET", column="N-SET")

    assert found.not_allowed == ((CODES, MODALITY),)


def test_rest_of_a_module_excludes_listed_attributes() -> None:
    own = row("(0010,0020)", asked("N-CREATE", "1", "1"))
    rest = ModuleRest("C.1-1", (asked("N-CREATE", "3", "3"),))

    found = attributes(listed(own, rest))

    assert {tag: each.type for tag, each in found.items()} == {
        "(0010,0020)": "1",
        "(0010,4000)": "3",
    }


@pytest.mark.parametrize(
    ("condition", "by_class"),
    [("present(PatientID)", True), ('top.PatientID == "1"', False)],
)
def test_the_rest_of_a_module_has_the_items_of_its_macros(
    condition: str, by_class: bool
) -> None:
    """Unless they depend on the enclosing object, which a message does not have."""
    inner = Attribute(
        MODALITY, "Modality", Type.CONDITIONAL, condition=Condition(condition)
    )
    outer = Attribute("(0040,0270)", "Steps", Type.OPTIONAL, content=(inner, inner))
    standard = evolve(
        STANDARD,
        macros=(*STANDARD.macros, Macro("Steps", "C.7-1", "C.7", (outer,))),
        modules=(Module("Rest", "C.1-1", "C.1", (Include("C.7-1"),)),),
    )
    rest = ModuleRest("C.1-1", (asked("N-CREATE", "3", "3"),))

    found = attributes(listed(rest, standard=standard))["(0040,0270)"]

    assert (found.content == (ItemsOf("C.7-1"),)) is by_class


def test_column_of_a_macro_follows_from_the_service() -> None:
    """Table DD.3.2.2.2-1 includes DD.3.2.2.1-1, whose only column is of N-GET."""
    of_macro = row(STATUS, asked("N-GET", "-", "1"), asked("return", "2"))

    reply = attributes(listed(of_macro, service="N-GET", role="reply", column="usage"))
    event = attributes(listed(of_macro, service="N-EVENT-REPORT", column="usage"))

    assert (reply[STATUS].type, event[STATUS].type) == ("1", "2")


def test_only_conditional_types_have_a_condition() -> None:
    condition = Condition("present(PatientID)")
    one = row(MODALITY, asked("N-CREATE", "1C", "1", condition=condition))

    request = attributes(listed(one))[MODALITY]
    reply = attributes(listed(one, role="reply"))[MODALITY]

    assert (request.type, request.condition) == ("1C", condition)
    assert (reply.type, reply.condition) == ("3", None)


def test_attribute_that_must_be_empty_is_marked() -> None:
    text = row(MODALITY, asked("N-CREATE", "2", "2", empty=True))
    inner = row(STATUS, asked("N-CREATE", "1", "1"))
    items = row(CODES, asked("N-CREATE", "2", "2", empty=True), content=(inner,))

    found = attributes(listed(text, items))

    assert isinstance(found[MODALITY], EmptyAttribute)
    assert found[MODALITY].vm is None
    assert found[CODES].item_counts == (ItemCount(0, 0),)


def test_coded_entry_with_the_rows_of_ps3_3_has_its_class() -> None:
    codes = row(CODES, asked("N-CREATE", "3", "3"), content=(ServiceInclude("8-1b"),))

    assert attributes(listed(codes))[CODES].content == (Include("8.8-1"),)


def test_keys_of_codes_have_a_separate_class() -> None:
    codes = row(
        CODES,
        asked("match", "O"),
        asked("return", "3"),
        content=(ServiceInclude("8-1b"),),
    )

    key = attributes(listed(codes, service="C-FIND", column="match"))[CODES]

    assert isinstance(key, Key)
    assert key.match == "O"
    assert key.content == (Include("8-1b-match"),)


def test_a_level_comes_first_then_the_keys_above() -> None:
    study = row("(0040,1001)", asked("usage", "U"))

    found = listed(
        study,
        service="C-FIND",
        column="usage",
        level="STUDY",
        above=("(0010,0020)",),
    )

    level, above, own = found.content
    assert isinstance(level, Attribute)
    assert level.terms[0].values[0].term == "STUDY"
    assert isinstance(above, Key)
    assert isinstance(own, Key)
    assert (above.match, own.match) == ("U", "U")


def test_retrieval_requires_its_unique_key() -> None:
    rows = (row("(0040,1001)", asked("usage", "U")), row(MODALITY, asked("usage", "R")))

    found = listed(*rows, service="C-MOVE", column="usage")

    (key,) = found.content
    assert isinstance(key, Key)
    assert key.required


def test_key_without_matching_is_requested() -> None:
    one = row(MODALITY, asked("match", "-"), asked("return", "2"))

    key = attributes(listed(one, service="C-FIND", column="match"))[MODALITY]

    assert isinstance(key, Key)
    assert key.match == "-"


def test_any_attribute_leaves_a_list_open() -> None:
    found = listed(AnyAttribute((), (asked("N-CREATE", "1", "1"),)))

    assert found.content == (OpenRow(Open.ATTRIBUTES),)


def test_attribute_without_a_table_is_stated() -> None:
    stated = row(MODALITY, asked("usage", "1"))

    found = listed(service="C-FIND", column="match", stated=(stated,))

    assert attributes(found)[MODALITY].type == "1"
    assert not isinstance(attributes(found)[MODALITY], Key)
