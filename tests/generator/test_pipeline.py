"""The order of the passes, and the rows of the table of readers."""

from iodize.generator.model import Standard
from iodize.generator.pipeline import (
    PARTS,
    PASSES,
    READERS,
    Step,
    execute,
    render_python,
    render_standard,
)
from iodize.generator.report import Report
from iodize.generator.run import Run

from .demo import Copy, Reading


def test_passes_are_in_the_order_of_their_dependencies() -> None:
    assert [*PASSES] == [*Step]
    assert all(PASSES.values())


def test_each_reader_is_for_a_part_that_is_read() -> None:
    assert {reader.part for reader in READERS} == set(PARTS)


def test_captions_of_readers_have_headings() -> None:
    announcing = [reader for reader in READERS if reader.caption]

    assert announcing
    assert all(reader.columns for reader in announcing)


def test_facts_of_a_reader_are_a_field_of_the_standard_or_taken_by_a_pass(
    reading: Reading,
) -> None:
    fields = set(Standard.__annotations__)
    others = {reader.into for reader in READERS} - fields

    assert others == {"", "attribute tables", "parameters"}


def test_facts_are_rendered_without_the_docbook(reading: Reading) -> None:
    assert {"part03.xml", "part06.xml"} <= render_standard(reading.standard).keys()


def test_a_package_is_rendered_without_the_docbook(reading: Reading) -> None:
    run = execute(Run(Report(), reading.standard), Step.EMIT)

    assert "iods/demo_image.py" in run.package
    assert run.package == render_python(reading.standard, Report())


def test_value_that_is_not_valid_in_the_model_is_reported_with_its_row(
    copy: Copy, reading: Reading
) -> None:
    copy.edit(6, "<td><para>1.2.3.2</para></td>", "<td><para>one.two</para></td>")

    read = copy.read()

    (problem,) = [each for each in read.problems() if "Table A-1" in each]
    assert "row" in problem
    assert "one.two" in problem
    assert len(read.standard.uids) == len(reading.standard.uids) - 1


def test_a_row_with_too_few_cells_is_read_as_if_the_others_were_empty(
    copy: Copy,
) -> None:
    copy.edit(3, "<td><para>Required if the item is IMAGE.</para></td>", "")

    assert copy.read().standard.iods
