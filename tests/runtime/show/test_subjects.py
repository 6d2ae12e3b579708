"""Finding subjects by name."""

import pytest

from iodize.show import Kind, UnknownNameError, find
from iodize.tables import editions


def first(text: str, kind: Kind | None = None) -> tuple[str, str, str]:
    subject = find(editions.bundled(), text, kind)[0]
    return subject.kind, subject.name, subject.place


@pytest.mark.parametrize(
    "text", ["ct-image", "CTImage", "CT Image", "ct image iod", "A.3-1", "Table A.3-1"]
)
def test_iod_is_found_in_any_spelling(text: str) -> None:
    assert first(text) == ("iod", "CT Image", "A.3-1")


@pytest.mark.parametrize(
    "text",
    [
        "0010,0010",
        "(0010,0010)",
        "(0010, 0010)",
        "00100010",
        "PatientName",
        "patient's name",
    ],
)
def test_data_element_is_found_by_tag_keyword_and_name(text: str) -> None:
    assert first(text) == ("element", "Patient's Name", "(0010,0010)")


@pytest.mark.parametrize(
    "text", ["60xx,3000", "60XX3000", "(6002,3000)", "OverlayData"]
)
def test_element_of_a_repeating_group_is_found_by_any_of_its_tags(text: str) -> None:
    assert first(text) == ("element", "Overlay Data", "(60xx,3000)")


@pytest.mark.parametrize(
    ("text", "kind", "name", "place"),
    [
        ("1.2.840.10008.5.1.4.1.1.2", "uid", "CT Image Storage", None),
        ("ct image storage", "uid", "CT Image Storage", "1.2.840.10008.5.1.4.1.1.2"),
        ("ExplicitVRLittleEndian", "uid", "Explicit VR Little Endian", None),
        ("CID 2", "uid", "CID 2", "1.2.840.10008.6.1.1"),
        ("0000,0100", "element", "Command Field", "(0000,0100)"),
        ("C-STORE-RQ", "message", "C-STORE-RQ", None),
        ("c-store-rq", "message", "C-STORE-RQ", None),
        ("patient", "module", "Patient", "C.7-1"),
        ("general-series", "module", "General Series", "C.7-5a"),
        ("C.7-1", "module", "Patient", None),
        ("PS3.3 C.7.1.1", "module", "Patient", None),
        ("pixel-measures", "functional-group", "Pixel Measures", None),
        ("CT Image Module", "module", "CT Image", "C.8-3"),
        ("10-11", "macro", "SOP Instance Reference", None),
    ],
)
def test_every_kind_of_subject_is_found(
    text: str, kind: str, name: str, place: str | None
) -> None:
    found = first(text)

    assert found[:2] == (kind, name)
    assert place in (None, found[2])


def test_ambiguous_name_finds_all_subjects_and_kind_selects_one() -> None:
    found = find(editions.bundled(), "ct-image")

    assert [subject.kind for subject in found] == ["iod", "module"]
    assert first("ct-image", "module") == ("module", "CT Image", "C.8-3")
    assert first("patient", "directory-record")[0] == "directory-record"


def test_unknown_name_suggests_similar_names() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(editions.bundled(), "PatientNmae")

    assert "PatientName" in caught.value.similar
    assert "did you mean" in caught.value.hint


@pytest.mark.parametrize("text", ["", " ", "...", "Table", "PS3.3", "10.999", "\0"])
def test_text_without_a_name_finds_no_subject(text: str) -> None:
    with pytest.raises(UnknownNameError):
        find(editions.bundled(), text)


def test_suggestions_are_of_the_requested_kind() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(editions.bundled(), "patientname", "module")

    assert "PatientName" not in caught.value.similar


def test_hint_for_a_private_tag_says_private() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(editions.bundled(), "0009,0010")

    assert "private" in caught.value.hint


def test_retired_iod_comes_after_a_current_module() -> None:
    module, *others = find(editions.bundled(), "patient")

    assert (module.kind, module.place) == ("module", "C.7-1")
    assert [str(each) for each in others if each.kind == "iod"] == [
        "Patient IOD (retired, last in PS3.3-2004)"
    ]
