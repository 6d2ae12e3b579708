"""Stubs: signatures and notes on as few lines as fit."""

import ast

from iodize.generator.emit.stub_layout import constructor, note

ARGUMENTS = [
    "*",
    "Rows: int",
    "Columns: int",
    'PhotometricInterpretation: Literal["MONOCHROME1", "PALETTE COLOR"] | None = ...',
    "SourcePatientGroupIdentificationSequence:"
    " list[macros.PatientGroup.SourcePatientGroupIdentificationItem] | None = ...",
    "PatientComments: str | None = ...",
]


def test_short_arguments_share_a_line() -> None:
    assert constructor(ARGUMENTS[:3], 1) == (
        "    def __init__(\n"
        "        self, *, Rows: int, Columns: int,\n"
        "    ) -> None: ..."
    )


def test_long_type_is_below_its_name() -> None:
    lines = constructor(ARGUMENTS, 1).splitlines()

    assert lines[3:6] == [
        "        SourcePatientGroupIdentificationSequence:",
        "            list[macros.PatientGroup.SourcePatientGroupIdentificationItem]"
        " | None = ...,",
        "        PatientComments: str | None = ...,",
    ]


def test_long_literal_is_broken_between_its_values() -> None:
    values = ", ".join(f'"VALUE, {number}"' for number in range(20))
    text = constructor(["*", f"Kind: Literal[{values}]"], 0)
    (function,) = ast.parse(text).body

    assert max(map(len, text.splitlines())) <= 88
    assert isinstance(function, ast.FunctionDef)
    annotation = function.args.kwonlyargs[0].annotation
    assert annotation is not None
    assert ast.unparse(annotation).replace("'", '"') == f"Literal[{values}]"


def test_note_that_fits_has_one_line() -> None:
    assert note("Rows: US 1; PS3.3 C.7.", 1) == '    """Rows: US 1; PS3.3 C.7."""'


def test_reference_of_a_longer_note_has_a_line_of_its_own() -> None:
    first = "Name of an attribute " * 4

    assert note(f"{first}; PS3.3 C.7.", 1).splitlines()[-3:] == [
        "",
        "    PS3.3 C.7.",
        '    """',
    ]


def test_lines_of_a_note_are_not_broken_at_a_no_break_space() -> None:
    value = "PALETTE\N{NO-BREAK SPACE}COLOR"
    text = note("Title.\n\nValues: " + ", ".join([value] * 12) + ".", 1)

    assert "\N{NO-BREAK SPACE}" not in text
    assert not any(line.endswith("PALETTE") for line in text.splitlines())
