"""Checks of the identifiers of queries and retrievals."""

import pytest
from pydicom.dataset import Dataset

from iodize.dimse.checking import BASELINE, Encoded, Negotiated, check_query
from iodize.findings.finding import Severity
from iodize.services import (
    PatientRootFind,
    PatientRootMove,
    UnifiedProcedureStepPull,
)

from ..definitions import Move, Studies, Worklist, new
from .test_attribute_lists import encoded, found

LOOSE = Negotiated(empty_value=True, multiple_value=True)


def keys(**values: object) -> Dataset:
    """Return an identifier whose values pydicom does not validate."""
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


def test_a_typed_query_has_no_findings() -> None:
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
    """Query/Retrieve Level and its unique keys: PS3.4 C.4.1.2.1."""

    def test_a_missing_level_is_reported(self) -> None:
        assert check(keys(StudyInstanceUID="")) == {
            "QueryRetrieveLevel": "query-level-missing"
        }

    def test_an_unknown_level_is_reported(self) -> None:
        dataset = study()
        dataset.QueryRetrieveLevel = "PATIENT"

        assert check(dataset) == {"QueryRetrieveLevel": "query-level-unknown"}

    @pytest.mark.parametrize(
        "level", ["PATIENT", "study", "STUDY LEVEL OF ALL", "STUDY\\\\SERIES"]
    )
    def test_an_unknown_level_is_reported_once(self, level: str) -> None:
        """Neither as a value that is not enumerated, nor as an invalid value of its VR."""
        dataset = study()
        dataset.QueryRetrieveLevel = level

        findings = check_query((Studies.StudyQuery, encoded(dataset)))
        codes = [each.code for each in findings]
        assert codes == ["query-level-unknown"]

    @pytest.mark.filterwarnings("ignore::UserWarning")
    @pytest.mark.parametrize("value", ["", "1.2\\1.3", "1.2*"])
    def test_unique_keys_of_levels_above_require_a_single_value(
        self, value: str
    ) -> None:
        dataset = series()
        dataset.StudyInstanceUID = value.split("\\") if "\\" in value else value

        findings = check_query((Studies.SeriesQuery, dataset))
        assert "unique-key-missing" in {finding.code for finding in findings}

    def test_a_missing_unique_key_is_reported(self) -> None:
        dataset = study()
        del dataset.StudyInstanceUID

        assert check(dataset) == {"StudyInstanceUID": "unique-key-missing"}

    def test_relational_queries_may_omit_keys_of_levels_above(self) -> None:
        dataset = series()
        del dataset.StudyInstanceUID

        assert check(dataset, Negotiated(relational=True)) == {}

    def test_keys_of_other_levels_are_reported(self) -> None:
        dataset = study(SeriesNumber="1")

        assert check(dataset) == {"SeriesNumber": "key-of-other-level"}
        assert check(dataset, Negotiated(relational=True)) == {
            "SeriesNumber": "key-unknown"
        }

    def test_keys_outside_the_model_are_reported_as_info(self) -> None:
        (finding,) = check_query((Studies.StudyQuery, study(PatientWeight="")))

        assert (finding.code, finding.severity) == ("key-unknown", Severity.INFO)
        assert finding.reference == "PS3.4 C.6.2.1.2 Table C.6-5"


class TestMatching:
    """Values of keys: PS3.4 C.2.2.2."""

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
    def test_a_value_that_the_vr_supports_has_no_findings(
        self, keyword: str, value: object
    ) -> None:
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
    def test_a_value_that_the_vr_does_not_support_is_reported(
        self, keyword: str, value: object, code: str
    ) -> None:
        dataset = study()
        setattr(dataset, keyword, value)

        assert check(dataset) == {keyword: code}

    @pytest.mark.filterwarnings("ignore::UserWarning")
    def test_negotiated_options_are_allowed(self) -> None:
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
    def test_negotiated_options_have_limits(
        self, keyword: str, value: object, code: str
    ) -> None:
        """C.2.2.2.7 and C.2.2.2.8: some VRs only, no wild cards, VM above 1."""
        if keyword == "NumberOfStudyRelatedInstances":
            data = encoded(study(NumberOfStudyRelatedInstances="12")).data
            received = Encoded(data.replace(b"12", b'""'))
            findings = check_query((Studies.StudyQuery, received), negotiated=LOOSE)
            assert found(findings) == {keyword: code}
            return
        dataset = study()
        setattr(dataset, keyword, value)

        assert check(dataset, LOOSE) == {keyword: code}

    def test_a_combined_range_may_end_at_an_earlier_time_of_day(self) -> None:
        """C.2.2.2.5.4; K.5.1.1 for worklists."""
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
    def test_a_hyphen_separates_a_range_of_date_times(
        self, value: str, wrong: bool
    ) -> None:
        """A single value cannot have a negative offset: note of C.2.2.2.1.3."""
        query = keys(ScheduledProcedureStepStartDateTime=value)

        findings = check_query((UnifiedProcedureStepPull.Query, query))
        assert [finding.code for finding in findings] == ["key-matching"] * wrong

    def test_wild_cards_in_numbers_are_reported(self) -> None:
        data = encoded(series(SeriesNumber="1 ")).data.replace(b"1 ", b"1*")

        findings = check_query((Studies.SeriesQuery, Encoded(data)))
        assert found(findings) == {"SeriesNumber": "key-matching"}


class TestCharacters:
    """Keys in the character set of the identifier."""

    @pytest.mark.parametrize(
        ("names", "name"),
        [
            (["", "ISO 2022 IR 87"], "俑*"),
            ("GB18030", "乗"),
            ("GBK", "乗"),
            ("ISO_IR 192", "山" * 60),
        ],
    )
    def test_bytes_within_a_character_are_not_delimiters(
        self, names: object, name: str
    ) -> None:
        """Some characters end in 5C, the byte of a backslash."""
        dataset = study(SpecificCharacterSet=names, PatientName=name, PatientID=name)

        assert check(dataset) == {}

    def test_characters_outside_the_character_set_are_reported(self) -> None:
        data = encoded(study(PatientName="Muller")).data
        received = Encoded(data.replace(b"Mu", b"M\xfc"))

        findings = check_query((Studies.StudyQuery, received))
        assert found(findings) == {"PatientName": "characters-undeclared"}

    def test_an_invalid_value_is_shown_decoded(self) -> None:
        dataset = study(SpecificCharacterSet="ISO_IR 192", PatientID="Ä" * 65)
        (finding,) = check_query((Studies.StudyQuery, encoded(dataset)))

        assert finding.message.startswith(
            f"'{'Ä' * 64}…' is not a valid value of VR LO"
        )

    def test_a_uid_padded_with_a_space_is_reported(self) -> None:
        data = encoded(keys(QueryRetrieveLevel="STUDY", StudyInstanceUID="1.2.3")).data
        received = Encoded(data.replace(b"1.2.3\0", b"1.2.3 "))

        findings = check_query((Studies.StudyQuery, received))
        assert found(findings) == {"StudyInstanceUID": "value-invalid"}


class TestSequences:
    """Sequence matching: PS3.4 C.2.2.2.6."""

    def test_several_items_are_reported(self) -> None:
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
    def test_an_empty_sequence_requests_all_of_its_attributes(
        self, items: list[Dataset]
    ) -> None:
        query = Dataset()
        query.ScheduledProcedureStepSequence = items

        assert check_query((Worklist.Query, query)) == ()


@pytest.mark.parametrize("value", ["", "*", "1*", ["1", "2"]])
def test_a_retrieval_requires_a_single_patient(value: str | list[str]) -> None:
    """Patient ID is not a UID; only queries may match several: C.4.2.2.1."""
    dataset = keys(QueryRetrieveLevel="PATIENT", PatientID=value)
    several = isinstance(value, list)
    code = "key-matching" if several else "unique-key-missing"

    retrieval = check_query((PatientRootMove.PatientRetrieve, dataset))
    assert found(retrieval) == {"PatientID": code}
    query = check_query((PatientRootFind.PatientQuery, dataset))
    assert found(query) == ({"PatientID": code} if several else {})


def test_instance_availability_is_not_allowed_in_queries() -> None:
    """C.4.1.1.3.2."""
    assert check(study(InstanceAvailability="")) == {
        "InstanceAvailability": "attribute-not-allowed"
    }


def test_a_retrieval_requires_values_of_its_unique_keys() -> None:
    """C.4.2.2.1, C.2.2.1: one for the levels above, one or more for its own."""
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
