"""The facts of cards."""

from typing import Any

from iodize.show import card, find
from iodize.tables import editions


def facts(text: str, depth: int | None = None) -> dict[str, Any]:
    edition = editions.bundled()
    return card(edition, find(edition, text)[0], depth)


def test_element_lists_the_tables_and_iods_that_use_it() -> None:
    uses = {
        (use["kind"], use["name"], tuple(use["path"])): use
        for use in facts("PatientName")["uses"]
    }
    patient = uses["module", "Patient", ("PatientName",)]

    assert (patient["table"], patient["type"]) == ("C.7-1", "2")
    assert "CTImage" in patient["iods"]


def test_element_lists_uses_in_items() -> None:
    paths = [use["path"] for use in facts("PatientID")["uses"]]

    assert ["OtherPatientIDsSequence", "PatientID"] in paths


def test_use_in_a_macro_lists_the_iods_that_include_it() -> None:
    """Code Value is in a macro that items include, never in a module itself."""
    (use,) = [use for use in facts("CodeValue")["uses"] if use["table"] == "8.8-1a"]

    assert "CTImage" in use["iods"]


def test_command_element_lists_its_messages() -> None:
    assert "C-STORE-RQ" in facts("0000,0100")["messages"]


def test_response_lists_the_statuses_of_its_service() -> None:
    codes = [status["code"] for status in facts("C-ECHO-RSP")["statuses"]]

    assert sorted(codes) == ["0000", "0122", "0210", "0211", "0212"]
    assert facts("C-ECHO-RQ")["statuses"] == []


def test_status_lists_its_services() -> None:
    for name in ("0124", "0124H", "NOT_AUTHORIZED", "Refused: Not authorized"):
        assert "C-STORE" in facts(name)["services"]


def test_message_is_found_by_the_name_of_its_class() -> None:
    assert facts("CStoreRQ")["name"] == "C-STORE-RQ"
    assert facts("C-CANCEL-MOVE-RQ")["parameters"] == "9.1-4"


def test_uid_of_a_sop_class_has_an_iod_but_not_of_a_transfer_syntax() -> None:
    assert facts("1.2.840.10008.5.1.4.1.1.2")["iod"] == "CTImage"
    assert facts("1.2.840.10008.1.2")["iod"] is None


def test_depth_limits_the_listed_levels() -> None:
    def depths(depth: int | None) -> set[int]:
        return {len(row["path"]) for row in facts("patient", depth)["attributes"]}

    assert depths(0) == set()
    assert depths(1) == {1}
    assert depths(2) == {1, 2}
    assert max(depths(None)) > 2


def test_modules_of_an_iod_have_attributes_on_request() -> None:
    assert "attributes" not in facts("CTImage", 0)["modules"][0]
    patient = facts("CTImage", 1)["modules"][0]
    assert patient["attributes"][0]["keyword"] == "PatientName"
    assert patient["attributes"][0]["vr"] == ["PN"]
