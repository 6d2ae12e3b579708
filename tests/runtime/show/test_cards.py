"""The facts of cards."""

from typing import Any

from iodize import editions
from iodize.show import card, find


def facts(text: str, depth: int | None = None) -> dict[str, Any]:
    edition = editions.bundled()
    return card(edition, find(edition, text)[0], depth)


def test_an_element_is_used_in_tables_with_a_type_and_by_iods() -> None:
    uses = {
        (use["kind"], use["name"], tuple(use["path"])): use
        for use in facts("PatientName")["uses"]
    }
    patient = uses["module", "Patient", ("PatientName",)]

    assert (patient["table"], patient["type"]) == ("C.7-1", "2")
    assert "CTImage" in patient["iods"]


def test_a_row_within_a_sequence_is_used_too() -> None:
    paths = [use["path"] for use in facts("PatientID")["uses"]]

    assert ["OtherPatientIDsSequence", "PatientID"] in paths


def test_a_macro_counts_for_the_iods_that_reach_it() -> None:
    """Code Value stands in a macro that items include, never in a module itself."""
    (use,) = [use for use in facts("CodeValue")["uses"] if use["table"] == "8.8-1a"]

    assert "CTImage" in use["iods"]


def test_an_element_of_a_command_set_names_its_messages() -> None:
    assert "C-STORE-RQ" in facts("0000,0100")["messages"]


def test_a_response_names_what_its_service_may_answer() -> None:
    codes = [status["code"] for status in facts("C-ECHO-RSP")["statuses"]]

    assert sorted(codes) == ["0000", "0122", "0210", "0211", "0212"]
    assert facts("C-ECHO-RQ")["statuses"] == []


def test_a_status_names_its_services() -> None:
    for name in ("0124", "0124H", "NOT_AUTHORIZED", "Refused: Not authorized"):
        assert "C-STORE" in facts(name)["services"]


def test_the_class_of_a_message_is_its_name_too() -> None:
    assert facts("CStoreRQ")["name"] == "C-STORE-RQ"
    assert facts("C-CANCEL-MOVE-RQ")["parameters"] == "9.1-4"


def test_a_sop_class_names_its_iod_and_a_transfer_syntax_none() -> None:
    assert facts("1.2.840.10008.5.1.4.1.1.2")["iod"] == "CTImage"
    assert facts("1.2.840.10008.1.2")["iod"] is None


def test_depth_limits_how_deep_attributes_are_listed() -> None:
    def depths(depth: int | None) -> set[int]:
        return {len(row["path"]) for row in facts("patient", depth)["attributes"]}

    assert depths(0) == set()
    assert depths(1) == {1}
    assert depths(2) == {1, 2}
    assert max(depths(None)) > 2


def test_the_modules_of_an_iod_have_attributes_where_they_are_asked_for() -> None:
    assert "attributes" not in facts("CTImage", 0)["modules"][0]
    patient = facts("CTImage", 1)["modules"][0]
    assert patient["attributes"][0]["keyword"] == "PatientName"
    assert patient["attributes"][0]["vr"] == ["PN"]
