import re
from collections import Counter
from collections.abc import Callable

import pytest

from iodize.generator.docbook.services.manifest import DECLARED, Declaration
from iodize.generator.docbook.services.manifest.conditions import STATED_CONDITIONS
from iodize.generator.docbook.services.reading import STATES
from iodize.generator.model import AttributeList, ServiceAttribute, ServiceRow

from .conftest import Tables

LISTS = [(d, o, each) for d in DECLARED for o in d.operations for each in o.lists]


def declared(keyword: str) -> Declaration:
    return next(each for each in DECLARED if each.keyword == keyword)


def test_every_sop_class_is_declared_once() -> None:
    assert max(Counter(each.uid for each in DECLARED).values()) == 1
    assert max(Counter(each.keyword for each in DECLARED).values()) == 1


def test_names_of_the_lists_of_a_sop_class_are_unique() -> None:
    for each in DECLARED:
        names = Counter(one.name for o in each.operations for one in o.lists)
        assert set(names.values()) <= {1}, each.keyword


def test_every_section_is_in_the_standard(
    service_tables: Callable[[str], Tables],
) -> None:
    sections = service_tables("2023a").book.sections
    named = {each.section for each in DECLARED}
    named |= {o.section for each in DECLARED for o in each.operations}

    assert named - sections.keys() == set()


def _class_name(name: str) -> str:
    words = re.findall(r"[A-Za-z]+", name)
    return "".join(word[0].upper() + word[1:] for word in words)


@pytest.mark.parametrize("edition", ["2022d", "2023a"])
def test_actions_and_events_have_the_names_of_their_tables(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    """The name of an event may be longer and include its SOP class."""
    types = {
        (table.table, each.id): _class_name(each.name)
        for table in service_tables(edition).tables.attributes
        for each in table.types
    }
    used = {
        (column.table, each.type_id): each.name
        for _, _, each in LISTS
        if each.type_id is not None and each.role == "request"
        for column in each.columns
    }

    assert used.items() <= types.items()
    replies = {("H.4-3", 1), ("H.4-8", 1), ("P.2-4", 1)}
    assert types.keys() - used.keys() == replies


@pytest.mark.parametrize("edition", ["2022d", "2023a"])
def test_every_declared_column_is_in_its_table(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    columns = {
        (table.table, requirement.column)
        for table in service_tables(edition).tables.attributes
        for content in (table.content, *(each.content for each in table.types))
        for row in _rows(content)
        for requirement in getattr(row, "requirements", ())
    }
    empty = {("F.9.2-1", "usage"), ("S.3.2.3.1-1", "usage"), ("DD.3.2.3-1", "usage")}

    named = {(c.table, c.column) for _, _, each in LISTS for c in each.columns}
    assert named - columns == empty


@pytest.mark.parametrize("edition", ["2022d", "2023a"])
def test_every_stated_condition_belongs_to_a_conditional_row(
    service_tables: Callable[[str], Tables], edition: str
) -> None:
    found = {
        (table.table, getattr(row, "tag", ""))
        for table in service_tables(edition).tables.attributes
        for content in (table.content, *(each.content for each in table.types))
        for row in _rows(content)
        for requirement in getattr(row, "requirements", ())
        if requirement.condition
        is STATED_CONDITIONS.get((table.table, getattr(row, "tag", "")))
        and requirement.condition is not None
    }

    assert found == STATED_CONDITIONS.keys()


def _rows(content: tuple[ServiceRow, ...]) -> list[ServiceRow]:
    rows: list[ServiceRow] = []
    for row in content:
        rows.append(row)
        if isinstance(row, ServiceAttribute):
            rows += _rows(row.content)
    return rows


def test_states_refer_to_state_tables() -> None:
    assert sorted(STATES) == ["CC.1.1-2", "F.1-4"]


def _lists(keyword: str) -> dict[str, AttributeList]:
    return {each.name: each for o in declared(keyword).operations for each in o.lists}


def test_query_of_a_level_has_the_keys_of_higher_levels() -> None:
    lists = _lists("PatientRootFind")

    image = lists["ImageQuery"]
    assert image.level == "IMAGE"
    assert image.above == ("(0010,0020)", "(0020,000D)", "(0020,000E)")
    assert lists["PatientQuery"].above == ()
    assert _lists("StudyRootMove")["SeriesRetrieve"].above == ("(0020,000D)",)


def test_answer_and_query_have_different_columns() -> None:
    lists = _lists("ModalityWorklist")

    query = [(c.table, c.column) for c in lists["Query"].columns]
    answer = [(c.table, c.column) for c in lists["Answer"].columns]
    assert query == [("K.6-1", "match"), ("K.6-1a", "request")]
    assert answer == [("K.6-1", "return"), ("K.6-1a", "response")]


def test_the_print_actions_have_attributes_in_the_reply_only() -> None:
    lists = _lists("BasicFilmBox")

    assert lists["Print"].columns == ()
    assert [c.table for c in lists["PrintReply"].columns] == ["H.4-8"]


def test_messages_of_unified_procedure_steps_have_the_push_class() -> None:
    push = "1.2.840.10008.5.1.4.34.6.1"

    named = {each.keyword: each.message_uid for each in DECLARED if each.message_uid}
    assert named == {
        f"UnifiedProcedureStep{name}": push
        for name in ("Pull", "Watch", "Event", "Query")
    }
