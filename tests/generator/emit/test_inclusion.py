from iodize.generator.emit.inclusion import Inclusions, includes
from iodize.generator.model import Attribute, Condition, Include, Macro


def macro(label: str, *content: Attribute | Include) -> Macro:
    return Macro(f"Macro {label}", label, "C.1", content)


def sequence(*content: Include) -> Attribute:
    return Attribute("(0008,0001)", "Some Sequence", content=content)


def inclusions(*macros: Macro) -> Inclusions:
    return Inclusions({macro.table: macro for macro in macros})


def test_includes_are_found_at_every_depth() -> None:
    nested = Include("C-2", content=(sequence(Include("C-3")),))

    assert [i.table for i in includes([sequence(Include("C-1")), nested])] == [
        "C-1",
        "C-2",
        "C-3",
    ]


def test_a_macro_whose_sequence_includes_it_is_recursive() -> None:
    found = inclusions(macro("C-1", sequence(Include("C-1"))), macro("C-2"))

    assert found.recursive("C-1", Include("C-1"))
    assert not found.recursive("C-1", Include("C-2"))


def test_a_recursion_may_lead_through_other_macros() -> None:
    found = inclusions(
        macro("C-1", sequence(Include("C-2"))),
        macro("C-2", sequence(Include("C-3"))),
        macro("C-3", sequence(Include("C-1"))),
    )

    assert found.recursive("C-1", Include("C-2"))


def test_a_class_comes_before_its_bases() -> None:
    found = inclusions(
        macro("C-1"), macro("C-2", Include("C-1")), macro("C-3", Include("C-2"))
    )

    assert sorted(["C-1", "C-2", "C-3"], key=found.rank) == ["C-3", "C-2", "C-1"]


def test_conditional_include_is_not_a_base() -> None:
    maybe = Include("C-1", condition=Condition('unknown("not-understood")'))
    found = inclusions(
        macro("C-1", Include("C-2", maybe.condition)), macro("C-2", maybe)
    )

    assert {found.rank("C-1"), found.rank("C-2")} == {0, -1}


def test_inclusion_of_a_missing_table_is_ignored() -> None:
    found = inclusions(macro("C-1", Include("C-9"), sequence(Include("C-9"))))

    assert not found.recursive("C-1", Include("C-9"))
    assert not found.recursive("C-9", Include("C-1"))
    assert found.rank("C-1") == 0


def test_tags_of_a_table_include_those_of_included_macros() -> None:
    def attribute(tag: str) -> Attribute:
        return Attribute(tag, "Some Attribute")

    found = inclusions(
        macro("C-1", attribute("(0008,0002)"), Include("C-2"), Include("C-99")),
        macro("C-2", sequence(Include("C-3")), Include("C-1")),
        macro("C-3", attribute("(0008,0003)")),
    )

    assert found.tags("C-1") == {"(0008,0002)", "(0008,0001)"}
