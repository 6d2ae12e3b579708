"""Identifiers of queries and retrievals."""

import pytest
from pydicom.dataset import Dataset

from iodize.dimse.checking import BASELINE, Encoded, Negotiated, check_query
from iodize.services import (
    PatientRootFind,
    PatientRootMove,
    UnifiedProcedureStepPull,
)
from iodize.validation.findings import Severity

from ..definitions import Move, Studies, Worklist, new
from .test_attribute_lists import encoded, found

LOOSE = Negotiated(empty_value=True, multiple_value=True)


def keys(**values: object) -> Dataset:
    """Return an identifier whose values are not judged by pydicom."""
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def study(**values: object) -> Dataset:
    return keys(QueryRetrieveLevel="STUDY", StudyInstanceUID="", **values)


def series(**values: object) -> Dataset:
    return keys(
        QueryRetrieveLevel="SERIES",
        StudyInstanceUID="1.2",
        SeriesInstanceUID="",
        **values,
    )


def check(dataset: Dataset, negotiated: Negotiated = BASELINE) -> dict[str, str]:
    level = dataset.get("QueryRetrieveLevel")
    query = Studies.SeriesQuery if level == "SERIES" else Studies.StudyQuery
    findings = check_query((query, dataset), negotiated=negotiated)
    received = check_query((query, encoded(dataset)), negotiated=negotiated)
    assert found(findings) == found(received)
    return found(findings)


def test_a_typed_query_is_right() -> None:
    query = new(
        Worklist.Query,
        PatientName="D*",
        ScheduledProcedureStepSequence=new(
            Worklist.Query.ScheduledProcedureStepKeys,
            Modality="CT",
            ScheduledProcedureStepStartDate="20260101-",
        ),
    )

    assert check_query(query) == ()


class TestLevels:
    """Query/Retrieve Level, and the unique keys it needs: PS3.4 C.4.1.2.1."""

    def test_the_level_has_to_be_there(self) -> None:
        assert check(keys(StudyInstanceUID="")) == {
            "QueryRetrieveLevel": "query-level-missing"
        }

    def test_the_level_has_to_be_one_of_the_model(self) -> None:
        dataset = study()
        dataset.QueryRetrieveLevel = "PATIENT"

        assert check(dataset) == {"QueryRetrieveLevel": "query-level-unknown"}

    @pytest.mark.filterwarnings("ignore::UserWarning")
    @pytest.mark.parametrize("value", ["", "1.2\\1.3", "1.2*"])
    def test_levels_above_need_one_value(self, value: str) -> None:
        dataset = series()
        dataset.StudyInstanceUID = value.split("\\") if "\\" in value else value

        findings = check_query((Studies.SeriesQuery, dataset))
        assert "unique-key-missing" in {finding.code for finding in findings}

    def test_the_unique_key_of_the_level_has_to_be_there(self) -> None:
        dataset = study()
        del dataset.StudyInstanceUID

        assert check(dataset) == {"StudyInstanceUID": "unique-key-missing"}

    def test_relational_queries_need_no_key_above(self) -> None:
        dataset = series()
        del dataset.StudyInstanceUID

        assert check(dataset, Negotiated(relational=True)) == {}

    def test_keys_of_other_levels_do_not_belong(self) -> None:
        dataset = study(SeriesNumber="1")

        assert check(dataset) == {"SeriesNumber": "key-of-other-level"}
        assert check(dataset, Negotiated(relational=True)) == {
            "SeriesNumber": "key-unknown"
        }

    def test_what_the_model_does_not_have_is_a_note(self) -> None:
        (finding,) = check_query((Studies.StudyQuery, study(PatientWeight="")))

        assert (finding.code, finding.severity) == ("key-unknown", Severity.INFO)
        assert finding.reference == "PS3.4 C.6.2.1.2 Table C.6-5"


class TestMatching:
    """What a key may hold: PS3.4 C.2.2.2."""

    @pytest.mark.parametrize(
        ("keyword", "value"),
        [
            ("StudyDate", "20260101"),
            ("StudyDate", "20260101-"),
            ("StudyDate", "-20260131"),
            ("StudyDate", "20260101-20260131"),
            ("StudyTime", "1000-1800"),
            ("PatientName", "*"),
            ("PatientName", "Doe^J?ne"),
            ("StudyID", "a*b?c*d*e*f*g*h*i*j*k"),
            ("ModalitiesInStudy", "C*"),
            ("StudyInstanceUID", ["1.2", "1.3"]),
            ("PatientID", ""),
        ],
    )
    @pytest.mark.filterwarnings("ignore::UserWarning")
    def test_what_its_vr_is_matched_with(self, keyword: str, value: object) -> None:
        dataset = study()
        setattr(dataset, keyword, value)

        assert check(dataset) == {}

    @pytest.mark.parametrize(
        ("keyword", "value", "code"),
        [
            ("StudyDate", "2026*", "key-matching"),
            ("StudyDate", "20260101-2026", "value-invalid"),
            ("StudyDate", "-", "value-invalid"),
            ("StudyDate", ["20260101", "20260102"], "key-matching"),
            ("StudyTime", "25", "value-invalid"),
            ("StudyInstanceUID", "1.2*", "key-matching"),
            ("StudyInstanceUID", ["1.2", "1.02"], "value-invalid"),
            ("StudyDate", "20260131-20260101", "key-matching"),
            ("StudyTime", "2200-0200", "key-matching"),
            ("StudyID", ["a", "b"], "key-matching"),
            ("ModalitiesInStudy", ["CT", "MR"], "key-matching"),
            ("ModalitiesInStudy", "ct*", "value-invalid"),
        ],
    )
    @pytest.mark.filterwarnings("ignore::UserWarning")
    def test_what_it_is_not_matched_with(
        self, keyword: str, value: object, code: str
    ) -> None:
        dataset = study()
        setattr(dataset, keyword, value)

        assert check(dataset) == {keyword: code}

    @pytest.mark.filterwarnings("ignore::UserWarning")
    def test_what_was_negotiated_is_right(self) -> None:
        dataset = study(ModalitiesInStudy=["CT", "MR"], StudyDate='""')

        assert check(dataset, LOOSE) == {}
        assert check(dataset) == {
            "ModalitiesInStudy": "key-matching",
            "StudyDate": "value-invalid",
        }

    @pytest.mark.filterwarnings("ignore::UserWarning")
    @pytest.mark.parametrize(
        ("keyword", "value", "code"),
        [
            ("ModalitiesInStudy", ["C*", "MR"], "key-matching"),
            ("StudyID", ["a", "b"], "key-matching"),
            ("NumberOfStudyRelatedInstances", '""', "value-invalid"),
            ("StudyInstanceUID", '""', "value-invalid"),
        ],
    )
    def test_what_was_negotiated_has_limits(
        self, keyword: str, value: object, code: str
    ) -> None:
        """C.2.2.2.7 and C.2.2.2.8: which VRs, no wild cards, more than one value."""
        if keyword == "NumberOfStudyRelatedInstances":
            data = encoded(study(NumberOfStudyRelatedInstances="12")).data
            received = Encoded(data.replace(b"12", b'""'))
            findings = check_query((Studies.StudyQuery, received), negotiated=LOOSE)
            assert found(findings) == {keyword: code}
            return
        dataset = study()
        setattr(dataset, keyword, value)

        assert check(dataset, LOOSE) == {keyword: code}

    def test_a_range_of_moments_may_have_the_earlier_time_last(self) -> None:
        """C.2.2.2.5.4; of worklists K.5.1.1."""
        apart = study(StudyDate="20260101-20260131", StudyTime="2200-0200")
        step, query = Dataset(), Dataset()
        step.ScheduledProcedureStepStartDate = "20260101-20260131"
        step.ScheduledProcedureStepStartTime = "2200-0200"
        query.ScheduledProcedureStepSequence = [step]

        assert check(apart) == {"StudyTime": "key-matching"}
        assert check(apart, Negotiated(combined_date_time=True)) == {}
        assert check_query((Worklist.Query, query)) == ()

    @pytest.mark.parametrize(
        ("value", "wrong"),
        [
            ("20260101-0500-20260102-0500", False),
            ("20260101-0500-", False),
            ("20260101120000+0500", False),
            ("20260101120000-0500", True),
            ("20260102-20260101", True),
        ],
    )
    def test_a_dash_makes_a_range_of_a_date_time(self, value: str, wrong: bool) -> None:
        """No single value has a negative offset: note of C.2.2.2.1.3."""
        query = keys(ScheduledProcedureStepStartDateTime=value)

        findings = check_query((UnifiedProcedureStepPull.Query, query))
        assert [finding.code for finding in findings] == ["key-matching"] * wrong

    def test_numbers_have_no_wild_cards(self) -> None:
        data = encoded(series(SeriesNumber="1 ")).data.replace(b"1 ", b"1*")

        findings = check_query((Studies.SeriesQuery, Encoded(data)))
        assert found(findings) == {"SeriesNumber": "key-matching"}


class TestCharacters:
    """Keys are text, in the character set that the identifier names."""

    @pytest.mark.parametrize(
        ("names", "name"),
        [
            (["", "ISO 2022 IR 87"], "俑*"),
            ("GB18030", "乗"),
            ("GBK", "乗"),
            ("ISO_IR 192", "山" * 60),
        ],
    )
    def test_bytes_of_a_character_are_no_signs(self, names: object, name: str) -> None:
        """Some end in 5C, the byte of a backslash, and are no list."""
        dataset = study(SpecificCharacterSet=names, PatientName=name, PatientID=name)

        assert check(dataset) == {}

    def test_characters_need_a_character_set(self) -> None:
        data = encoded(study(PatientName="Muller")).data
        received = Encoded(data.replace(b"Mu", b"M\xfc"))

        findings = check_query((Studies.StudyQuery, received))
        assert found(findings) == {"PatientName": "characters-undeclared"}

    def test_what_is_wrong_is_shown_as_it_reads(self) -> None:
        dataset = study(SpecificCharacterSet="ISO_IR 192", PatientID="Ä" * 65)
        (finding,) = check_query((Studies.StudyQuery, encoded(dataset)))

        assert finding.message.startswith(f"'{'Ä' * 64}…' is no value of VR LO")

    def test_a_uid_is_not_padded_with_a_blank(self) -> None:
        data = encoded(keys(QueryRetrieveLevel="STUDY", StudyInstanceUID="1.2.3")).data
        received = Encoded(data.replace(b"1.2.3\0", b"1.2.3 "))

        findings = check_query((Studies.StudyQuery, received))
        assert found(findings) == {"StudyInstanceUID": "value-invalid"}


class TestSequences:
    """Sequence matching: PS3.4 C.2.2.2.6."""

    def test_a_sequence_has_one_item(self) -> None:
        step = Dataset()
        step.Modality = "CT"
        query = Dataset()
        query.ScheduledProcedureStepSequence = [step, step]

        findings = check_query((Worklist.Query, query))
        assert found(findings) == {"ScheduledProcedureStepSequence": "key-items"}

    def test_keys_in_items_are_checked(self) -> None:
        step = Dataset()
        step.PatientID = "1"
        step.ScheduledProcedureStepStartDate = "20260101"
        query = Dataset()
        query.ScheduledProcedureStepSequence = [step]

        findings = check_query((Worklist.Query, query))
        assert found(findings) == {
            "ScheduledProcedureStepSequence[0].PatientID": "key-unknown"
        }

    @pytest.mark.parametrize("items", [[], [Dataset()]])
    def test_nothing_asks_for_all_of_it(self, items: list[Dataset]) -> None:
        query = Dataset()
        query.ScheduledProcedureStepSequence = items

        assert check_query((Worklist.Query, query)) == ()


@pytest.mark.parametrize("value", ["", "*", "1*", ["1", "2"]])
def test_one_patient_is_retrieved(value: str | list[str]) -> None:
    """Patient ID is no UID, and a query may look for many: C.4.2.2.1."""
    dataset = keys(QueryRetrieveLevel="PATIENT", PatientID=value)
    several = isinstance(value, list)
    code = "key-matching" if several else "unique-key-missing"

    retrieval = check_query((PatientRootMove.PatientRetrieve, dataset))
    assert found(retrieval) == {"PatientID": code}
    query = check_query((PatientRootFind.PatientQuery, dataset))
    assert found(query) == ({"PatientID": code} if several else {})


def test_how_fast_instances_come_is_for_answers_to_tell() -> None:
    """C.4.1.1.3.2."""
    assert check(study(InstanceAvailability="")) == {
        "InstanceAvailability": "attribute-not-allowed"
    }


def test_a_retrieval_names_what_it_retrieves() -> None:
    """C.4.2.2.1: a value for the levels above, one or more for its own; C.2.2.1."""
    good = keys(
        QueryRetrieveLevel="SERIES",
        StudyInstanceUID="1.2",
        SeriesInstanceUID=["1.2.3", "1.2.4"],
    )
    bad = keys(QueryRetrieveLevel="SERIES", SeriesInstanceUID="", Modality="CT")

    assert check_query((Move.SeriesRetrieve, good)) == ()
    assert found(check_query((Move.SeriesRetrieve, bad))) == {
        "StudyInstanceUID": "unique-key-missing",
        "SeriesInstanceUID": "unique-key-missing",
        "Modality": "attribute-not-allowed",
    }
