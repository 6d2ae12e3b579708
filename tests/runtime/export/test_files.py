"""The exported files of the bundled edition."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from iodize.export import ExportError, records, write
from iodize.tables import editions

Contents = Mapping[str, Any]


def mismatches(value: Any, schema: Any, schemas: Any, place: str) -> list[str]:
    """Return the violations of a JSON Schema, for the keywords that the export uses."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].removeprefix("#/$defs/")]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{place}: {value!r}"]
    if "anyOf" in schema:
        tried = [mismatches(value, s, schemas, place) for s in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    kinds = {
        "string": str,
        "integer": int,
        "boolean": bool,
        "null": type(None),
        "array": list,
        "object": dict,
    }
    if type(value) is not kinds[schema["type"]]:
        return [f"{place}: {value!r} is not of type {schema['type']}"]
    if isinstance(value, list):
        return [
            problem
            for number, member in enumerate(value)
            for problem in mismatches(
                member, schema["items"], schemas, f"{place}[{number}]"
            )
        ]
    if not isinstance(value, dict):
        return []
    missing = set(schema.get("required", ())) - set(value)
    found = [f"{place}: {sorted(missing)} missing"] if missing else []
    for key, member in value.items():
        inner = schema.get("properties", {}).get(key, schema["additionalProperties"])
        if inner is False:
            found.append(f"{place}: {key!r} is not in the schema")
        elif inner is not True:
            found.extend(mismatches(member, inner, schemas, f"{place}.{key}"))
    return found


@pytest.mark.parametrize("file", records.FILES)
def test_each_file_conforms_to_its_schema(contents: Contents, file: str) -> None:
    schemas = contents["schema.json"]["$defs"]

    assert mismatches(contents[file], schemas[file], schemas, file)[:10] == []


def test_violation_of_the_schema_is_found(contents: Contents) -> None:
    schemas = contents["schema.json"]["$defs"]
    spoilt = [{**contents["uids.json"][0], "retired": "no", "colour": "red"}]

    assert mismatches(spoilt, schemas["uids.json"], schemas, "uids.json") == [
        "uids.json[0].retired: 'no' is not of type boolean",
        "uids.json[0]: 'colour' is not in the schema",
    ]


def test_index_counts_the_records_of_each_file(contents: Contents) -> None:
    index = contents["edition.json"]

    assert index["edition"] == editions.bundled().name
    assert index["schema"] == records.SCHEMA_VERSION
    assert index["files"] == {
        file: len(contents[file]) for file in records.FILES if file != "edition.json"
    }


def test_ct_image_has_its_modules(contents: Contents) -> None:
    (ct,) = [iod for iod in contents["iods.json"] if iod["keyword"] == "CTImage"]

    assert (ct["name"], ct["table"]) == ("CT Image", "A.3-1")
    assert ct["sop_classes"] == ["1.2.840.10008.5.1.4.1.1.2"]
    assert ct["functional_groups"] == []
    first = ct["modules"][0]
    assert (first["name"], first["table"], first["entity"], first["usage"]) == (
        "Patient",
        "C.7-1",
        "Patient",
        "M",
    )


def test_enhanced_iod_has_its_functional_groups(contents: Contents) -> None:
    (ct,) = [i for i in contents["iods.json"] if i["keyword"] == "EnhancedCTImage"]
    groups = {group["name"]: group["usage"] for group in ct["functional_groups"]}

    assert groups["Pixel Measures"] == "M"
    assert groups["Frame Content"] == "M"


def test_modules_of_normalized_iods_have_no_usage(contents: Contents) -> None:
    """Their tables have no such column; the services have the requirements."""
    uses = [
        (use["usage"], use["entity"])
        for iod in contents["iods.json"]
        if iod["kind"] == "normalized"
        for use in iod["modules"]
    ]

    assert set(uses) == {(None, None)}


def test_iods_are_in_the_order_of_the_standard(contents: Contents) -> None:
    tables = [iod["table"] for iod in contents["iods.json"]]

    assert tables.index("A.3-1") < tables.index("A.14-1") < tables.index("B.7-1")


def test_included_macros_are_expanded(contents: Contents) -> None:
    (patient,) = [m for m in contents["modules.json"] if m["keyword"] == "Patient"]
    rows = {tuple(row["path"]): row for row in patient["attributes"]}

    assert rows["00100040",]["enumerated_values"] == ["M", "F", "O"]
    assert rows["00101002", "00100020"]["type"] == "1"
    assert rows["00081120", "00081155"]["source_table"] == "10-11"


def test_content_sequence_in_itself_is_not_expanded(contents: Contents) -> None:
    (document,) = [
        m for m in contents["modules.json"] if m["keyword"] == "SRDocumentContent"
    ]
    rows = {tuple(row["path"]): row for row in document["attributes"]}

    assert rows["0040A730", "0040A730"]["recursion_of"] == ["0040A730"]


def test_every_module_of_an_iod_has_a_record(contents: Contents) -> None:
    known = {module["keyword"] for module in contents["modules.json"]}
    used = {use["keyword"] for iod in contents["iods.json"] for use in iod["modules"]}

    assert used - known == set()


def test_repeating_group_is_one_element(contents: Contents) -> None:
    by_tag = {element["tag"]: element for element in contents["elements.json"]}

    assert by_tag["60xx3000"]["keyword"] == "OverlayData"
    assert by_tag["60xx3000"]["vr"] == ["OB", "OW"]


def test_fields_of_a_message_have_fixed_values(contents: Contents) -> None:
    (store,) = [m for m in contents["messages.json"] if m["name"] == "C-STORE-RQ"]
    values = {field["keyword"]: field["value"] for field in store["fields"]}

    assert values["CommandField"] == 0x0001
    assert values["MessageID"] is None


def test_export_is_deterministic(exported: Path, tmp_path: Path) -> None:
    write(editions.bundled(), tmp_path)

    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        p.name: p.read_bytes() for p in exported.iterdir()
    }


def test_other_files_are_not_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "iodize.export.files.SOURCES", {"iods.json": lambda edition: []}
    )
    (tmp_path / "iods.json").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")

    write(editions.bundled(), tmp_path)

    assert (tmp_path / "iods.json").read_text() == "[]\n"
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "edition.json",
        "iods.json",
        "notes.txt",
        "schema.json",
    ]


def test_folder_that_is_a_file_is_reported(tmp_path: Path) -> None:
    occupied = tmp_path / "taken"
    occupied.write_text("")

    with pytest.raises(ExportError, match="taken"):
        write(editions.bundled(), occupied)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_unwritable_folder_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(ExportError) as caught:
        write(editions.bundled(), tmp_path)

    assert caught.value.path.parent == tmp_path
