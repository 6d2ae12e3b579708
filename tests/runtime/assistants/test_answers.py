"""Answers about the bundled edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset

from iodize import example
from iodize.assistants import Answers, answers
from iodize.assistants.server import tools
from iodize.tables import editions

BUNDLED = editions.bundled()
WEB = "https://dicom.nema.org/medical/dicom/2023a/output/html/part"

Tools = dict[str, Callable[..., dict[str, Any]]]


@pytest.fixture(scope="module")
def ask() -> Tools:
    """Return the tools by name."""
    return {tool.__name__: tool for tool in tools(Answers(BUNDLED))}


def sources(answer: Any) -> Iterator[dict[str, str]]:
    """Yield every source in an answer."""
    if isinstance(answer, dict):
        if "source" in answer:
            yield answer["source"]
        for value in answer.values():
            yield from sources(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from sources(value)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("look_up", {"name": "patient"}),
        ("look_up", {"name": "1.2.840.10008.1.2"}),
        ("attribute", {"name": "PatientSex"}),
        ("attribute", {"name": "MediaStorageSOPClassUID"}),
        ("module", {"name": "general series", "depth": 2}),
        ("module", {"name": "Code"}),
        ("iod", {"name": "enhanced ct image"}),
        ("condition", {"name": "KVP", "within": "EnhancedCTImage"}),
        ("condition", {"name": "ContrastBolus", "within": "CT Image"}),
        ("values", {"name": "Modality", "within": "CTImage"}),
        ("sop_class", {"name": "ModalityWorklist"}),
        ("sop_class", {"name": "Printer", "operation": "n-get"}),
        ("message", {"name": "C-STORE-RQ"}),
        ("message", {"name": "0122"}),
        ("example", {"name": "SecondaryCaptureImage"}),
    ],
)
def test_every_row_of_an_answer_cites_the_standard(
    ask: Tools, tool: str, arguments: dict[str, Any]
) -> None:
    answer = ask[tool](**arguments)
    cited = list(sources(answer))

    assert answer["edition"] == BUNDLED.name
    assert cited
    for source in cited:
        part = source["reference"].split()[0]
        assert part.startswith("PS3.")
        if "-" in part:  # a retired table, which is not on the standard's web pages
            assert not source.get("link")
        else:
            assert source["link"].startswith("https://dicom.nema.org/medical/dicom/20")


def test_attribute_has_its_rows_with_links_to_paragraphs(ask: Tools) -> None:
    answer = ask["attribute"]("patient's sex", within="CT Image")
    (row,) = answer["rows"]

    assert (answer["keyword"], answer["vr"], answer["vm"]) == (
        "PatientSex",
        ["CS"],
        "1",
    )
    assert row["table"] == "Patient"
    assert row["type"] == "2"
    assert row["path"] == ["PatientSex"]
    assert row["values"][0]["values"] == ["M", "F", "O"]
    assert row["values"][0]["closed"]
    assert row["source"]["reference"] == "PS3.3 C.7.1.1 Table C.7-1"
    assert row["source"]["link"].startswith(f"{WEB}03.html#para_")


def test_rows_of_a_frequent_attribute_are_limited(
    ask: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    everywhere = ask["attribute"]("ReferencedSOPInstanceUID")
    monkeypatch.setattr(answers, "MOST_ROWS", 4)
    limited = ask["attribute"]("ReferencedSOPInstanceUID")

    assert len(everywhere["rows"]) > 10
    assert "more_rows" not in everywhere
    assert limited["rows"] == everywhere["rows"][:4]
    assert limited["more_rows"] == len(everywhere["rows"]) - 4
    assert "within" in limited["hint"]


def test_rows_within_a_module_include_those_of_its_macros(ask: Tools) -> None:
    (row,) = ask["attribute"]("RetrieveURL", within="KeyObjectDocument")["rows"]

    assert row["table"] == "Hierarchical Series Reference"


def test_module_lists_rows_and_included_macros_in_order(ask: Tools) -> None:
    rows = ask["module"]("C.7-5a")["rows"]
    nested = ask["module"]("GeneralSeries", depth=3)["rows"]

    assert rows[0]["path"] == ["Modality"]
    assert all(len(row["path"]) <= 1 for row in rows)
    assert any(row.get("include") == "Code Sequence" for row in nested)
    assert len(nested) > len(rows)


def test_iod_lists_modules_with_usage_and_condition(ask: Tools) -> None:
    answer = ask["iod"]("A.3-1")
    modules = {use["keyword"]: use for use in answer["modules"]}

    assert answer["sop_classes"] == ["1.2.840.10008.5.1.4.1.1.2"]
    assert modules["Patient"]["usage"] == "M"
    assert modules["MultiEnergyCTImage"]["condition"] == {
        "words": 'required if MultienergyCTAcquisition is "YES"; otherwise not permitted',
        "expression": 'required if MultienergyCTAcquisition == "YES"; else forbidden',
    }
    assert ask["iod"]("EnhancedCTImage")["functional_groups"]


def test_condition_of_a_module_and_of_an_attribute(ask: Tools) -> None:
    (use,) = ask["condition"]("MultiEnergyCTImage", "ct image")["conditions"]
    rows = ask["condition"]("PatientSpeciesDescription", "Patient")["conditions"]
    free = ask["condition"]("PatientID", "Patient")

    assert "MultienergyCTAcquisition" in use["condition"]["words"]
    assert "PatientSpeciesCodeSequence" in rows[0]["condition"]["expression"]
    assert free["conditions"] == []
    assert free["rows_without_conditions"][0]["type"] == "2"


def test_values_include_numbers_of_items(ask: Tools) -> None:
    (row,) = ask["values"]("EquivalentCodeSequence", "Code")["values"]

    assert row["requirements"] == ["1 or more items"]


def test_sop_class_lists_operations_and_on_request_attributes(ask: Tools) -> None:
    brief = ask["sop_class"]("modality performed procedure step")
    (create,) = ask["sop_class"]("1.2.840.10008.3.1.2.3.3", "N-CREATE")["operations"]
    rows = {tuple(row["path"]): row for row in create["lists"][0]["rows"]}

    assert [each["service"] for each in brief["operations"]] == ["N-CREATE", "N-SET"]
    assert brief["operations"][0]["lists"][0]["attributes"] > 20
    assert rows[("PerformedProcedureStepID",)]["type"] == "1"
    assert "#para_" in rows[("PerformedProcedureStepID",)]["source"]["link"]


def test_message_and_status_are_found(ask: Tools) -> None:
    (message,) = ask["message"]("C-ECHO-RSP")["entries"]
    (status,) = ask["message"]("0122")["entries"]

    assert {field["keyword"] for field in message["fields"]} >= {
        "Status",
        "CommandField",
    }
    assert status["services"]


def test_look_up_finds_all_entries_of_a_name(ask: Tools) -> None:
    kinds = [entry["kind"] for entry in ask["look_up"]("CT Image")["entries"]]
    (transfer_syntax,) = ask["look_up"]("1.2.840.10008.1.2")["entries"]

    assert kinds == ["iod", "module"]
    assert transfer_syntax["keyword"] == "ImplicitVRLittleEndian"


def test_example_conforms(ask: Tools, tmp_path: Path) -> None:
    answer = ask["example"]("CT Image Storage", seed=3)
    dataset = Dataset.from_json(answer["dataset"])

    assert dataset.SOPClassUID == answer["sop_class"]
    assert dataset.Modality == "CT"
    assert ask["example"]("CTImage", seed=4)["dataset"] != answer["dataset"]


@pytest.mark.filterwarnings("ignore:Invalid value for VR DA")
def test_file_is_validated_and_values_are_masked(ask: Tools, tmp_path: Path) -> None:
    dataset = example.build("CTImage")
    dataset.PatientBirthDate = "1999-99"
    dataset.PatientSex = "X"
    dataset.save_as(tmp_path / "ct.dcm", enforce_file_format=True)
    answer = ask["validate_file"](str(tmp_path / "ct.dcm"))
    shown = Answers(BUNDLED, show_values=True).validate_file(str(tmp_path / "ct.dcm"))
    (finding,) = (
        f for f in answer["files"][0]["findings"] if f["keyword"] == "PatientSex"
    )

    assert answer["summary"]["errors"] == 2
    assert finding["reference"] == "PS3.3 C.7.1.1 Table C.7-1"
    assert finding["link"].startswith(f"{WEB}03.html#para_")
    assert "1999-99" not in str(answer)
    assert "1999-99" in str(shown)


def test_file_of_another_format_is_a_finding(ask: Tools, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    answer = ask["validate_file"](str(tmp_path / "letter.txt"))
    (finding,) = answer["files"][0]["findings"]

    assert finding["code"] == "not-dicom"
    assert answer["summary"]["errors"] == 1


@pytest.mark.parametrize(
    ("tool", "arguments", "error", "similar"),
    [
        ("attribute", ["PatentSex"], "PatentSex", "PatientSex"),
        ("attribute", ["PatientSex", "CT Imagge"], "CT Imagge", "CTImage"),
        ("attribute", ["PatientSx", "Patient"], "PatientSx", "PatientSex"),
        ("attribute", ["PatientWeight", "Patient"], "not in the Patient Module", ""),
        ("module", ["Genral Series"], "Genral Series", "GeneralSeries"),
        ("iod", ["MR Imag"], "MR Imag", "MRImage"),
        ("condition", ["Device", "MR Imag"], "MR Imag", "MRImage"),
        ("condition", ["Slide Label", "CT Image"], "not in the CT Image IOD", ""),
        ("values", ["Modalty"], "Modalty", "Modality"),
        ("sop_class", ["Modality Worklst"], "Modality Worklst", "ModalityWorklist"),
        ("sop_class", ["Printer", "N-SET"], "N-SET", "N-GET"),
        ("message", ["C-STOR-RQ"], "C-STOR-RQ", "C-STORE-RQ"),
        ("example", ["CT Imagee"], "CT Imagee", "CTImage"),
        ("look_up", ["Patiant"], "Patiant", "Patient"),
        ("look_up", [""], "unknown name", ""),
        ("validate_file", ["/nowhere/ct.dcm"], "/nowhere/ct.dcm: not a file", ""),
        ("validate_file", ["/"], "/: not a file", ""),
    ],
)
def test_error_is_an_answer_with_the_nearest_names(
    ask: Tools, tool: str, arguments: list[str], error: str, similar: str
) -> None:
    answer = ask[tool](*arguments)

    assert error in answer["error"]
    assert not similar or similar in answer["similar"]
