"""Values of messages: from the IOD of the SOP class, or common to all tables."""

from __future__ import annotations

from attrs import evolve

from iodize.generator.emit.service_values import (
    NOTHING,
    Definitions,
    Values,
    nearby,
)
from iodize.generator.model import (
    Attribute,
    Condition,
    Include,
    Macro,
    Module,
    Terms,
    Type,
    Value,
)

from .a_service import STANDARD

STATUS, MODALITY = "(0040,0252)", "(0008,0060)"


def terms(*words: str, enumerated: bool = True) -> Terms:
    return Terms(enumerated, tuple(map(Value, words)))


def with_module(*rows: Attribute | Include, label: str = "C.9-1") -> Definitions:
    module = Module("More", label, "C.9", rows)
    return Definitions(evolve(STANDARD, modules=(*STANDARD.modules, module)))


def of_service(path: tuple[str, ...]) -> Values:
    definitions = Definitions(STANDARD)
    return definitions.values(definitions.modules_of(STANDARD.services[0]), path)


def test_values_of_the_iod_are_found_by_path() -> None:
    found = of_service((STATUS,))

    assert [value.term for value in found.terms[0].values] == ["BEGUN", "ENDED"]


def test_terms_have_the_section_of_their_list() -> None:
    (found,) = of_service((STATUS,)).terms

    assert found.section == "C.2"


def test_a_service_without_an_iod_has_modules() -> None:
    named = evolve(STANDARD.services[0], iod=None, modules=("C.9-1",))
    definitions = with_module(Attribute(STATUS, "", terms=(terms("OTHER"),)))

    found = definitions.values(definitions.modules_of(named), (STATUS,))

    assert [value.term for value in found.terms[0].values] == ["OTHER"]


def test_without_an_iod_all_tables_have_to_agree() -> None:
    same = with_module(Attribute(STATUS, "", terms=(terms("BEGUN", "ENDED"),)))
    other = with_module(Attribute(STATUS, "", terms=(terms("OTHER"),)))

    assert same.values((), (STATUS,)).terms
    assert other.values((), (STATUS,)) == NOTHING


def test_enumerated_values_must_be_in_every_table() -> None:
    """A table without it allows any value there."""
    silent = with_module(Attribute(STATUS, ""))

    assert silent.values((), (STATUS,)) == NOTHING


def test_defined_terms_may_be_missing_elsewhere() -> None:
    open_list = Attribute(MODALITY, "", terms=(terms("CT", enumerated=False),))

    assert with_module(open_list).values((), (MODALITY,)).terms


def test_conditional_lists_are_ignored() -> None:
    under = evolve(terms("A"), condition=Condition("present(PatientID)"))

    found = with_module(Attribute(MODALITY, "", terms=(under,)))

    assert found.values((), (MODALITY,)) == NOTHING


def test_macros_that_include_themselves_end() -> None:
    loop = Macro("Loop", "10-1", "10.1", (Include("10-1"), Attribute(MODALITY, "")))
    definitions = Definitions(evolve(STANDARD, macros=(loop,)))

    assert [row.tag for row, _ in definitions.rows("10-1")] == [MODALITY]


def test_condition_on_the_enclosing_object_is_dropped() -> None:
    far = Attribute(
        MODALITY, "", Type.CONDITIONAL, Condition('top.ImageType[1] == "ORIGINAL"')
    )
    near = evolve(far, condition=Condition("present(PatientID)"))

    assert nearby(far).condition is None
    assert nearby(near).condition == near.condition


def test_conditional_lists_of_the_iod_are_not_replaced_by_others() -> None:
    """Another table may use the attribute for another purpose."""
    under = evolve(terms("A"), condition=Condition("present(PatientID)"))
    own = Module("Own", "C.8-1", "C.8", (Attribute(STATUS, "", terms=(under,)),))
    silent = Module("Silent", "C.8-2", "C.8", (Attribute(STATUS, ""),))
    other = Module(
        "Other",
        "C.8-3",
        "C.8",
        (Attribute(STATUS, "", terms=(terms("B", enumerated=False),)),),
    )
    definitions = Definitions(evolve(STANDARD, modules=(own, silent, other), iods=()))

    assert definitions.values(("C.8-1",), (STATUS,)) == NOTHING
    assert definitions.values(("C.8-2",), (STATUS,)).terms
