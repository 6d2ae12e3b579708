"""C-FIND matching: PS3.4 C.2.2.2."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from iodize.dimse.queries.matcher import Matcher
from iodize.dimse.queries.matching import answer, answers, matcher_of, matches
from iodize.dimse.services.attribute_lists import AttributeList
from iodize.dimse.services.negotiated import BASELINE, Negotiated
from iodize.services import UnifiedProcedureStepPull

from ..checking.test_answers import scheduled
from ..definitions import Studies, Worklist, new

COMBINED = Negotiated(combined_date_time=True)

MANY = settings(suppress_health_check=[HealthCheck.too_slow])
"""For busy machines."""

DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NAMES = (
    st.text(string.ascii_letters + " ^", max_size=20)
    .map(lambda name: name.strip(" ^"))
    .filter(bool)
)


def study(**values: object) -> Dataset:
    """Return a study."""
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def keys_of(negotiated: Negotiated = BASELINE, /, **values: object) -> Matcher:
    """Return the keys of a query for studies."""
    return Matcher(Studies.StudyQuery, study(**values), negotiated=negotiated)


def text(day: date) -> str:
    return day.strftime("%Y%m%d").zfill(8)


class TestSingleValues:
    """C.2.2.2.1."""

    @pytest.mark.parametrize(
        ("key", "held", "same"),
        [
            ("1", "1", True),
            ("1", "1 ", True),
            ("a", "A", False),
            ("1", "12", False),
            ("12", "1", False),
        ],
    )
    def test_text_matches_exactly(self, key: str, held: str, same: bool) -> None:
        assert keys_of(StudyID=key).matches(study(StudyID=held)) is same

    @pytest.mark.parametrize(
        ("key", "held", "same"),
        [
            ("doe^jane", "Doe^Jane", True),
            ("Doe^Jane", "Doe^Jane^^^", True),
            ("muller", "Müller", True),
            ("Müller", "MULLER", True),
            ("山田^太郎", "Yamada^Tarou=山田^太郎=やまだ^たろう", True),
            ("Yamada^Tarou", "Yamada^Tarou=山田^太郎", True),
            ("=山田^太郎", "Yamada^Tarou=山田^太郎", True),
            ("Yamada^Tarou=山本^太郎", "Yamada^Tarou=山田^太郎", False),
            ("か", "が", False),
            ("Doe", "Doe^Jane", False),
            ("김^희?", "김^희중", True),
            ("M?ller", "Müller", True),
        ],
    )
    def test_names_match_without_case_and_accents(
        self, key: str, held: str, same: bool
    ) -> None:
        """By component group: C.2.2.2.1.1."""
        assert keys_of(PatientName=key).matches(study(PatientName=held)) is same

    @pytest.mark.parametrize(
        ("key", "held", "same"),
        [
            ("2230", "223000", True),
            ("2230", "223000.0000", True),
            ("2230", "223001", False),
            ("10", "1000", True),
        ],
    )
    def test_times_match_by_value(self, key: str, held: str, same: bool) -> None:
        assert keys_of(StudyTime=key).matches(study(StudyTime=held)) is same

    def test_numbers_match_by_value(self) -> None:
        keys = keys_of(NumberOfStudyRelatedInstances="7")

        assert keys.matches(study(NumberOfStudyRelatedInstances="007"))
        assert not keys.matches(study(NumberOfStudyRelatedInstances="70"))

    def test_one_matching_value_of_several_is_enough(self) -> None:
        keys = keys_of(ModalitiesInStudy="MR")

        assert keys.matches(study(ModalitiesInStudy=["CT", "MR"]))
        assert not keys.matches(study(ModalitiesInStudy=["CT", "US"]))


class TestUids:
    """Lists of UIDs: C.2.2.2.2."""

    @MANY
    @given(st.lists(st.integers(1, 99), min_size=1, max_size=5), st.integers(1, 99))
    def test_a_list_matches_each_of_its_uids(
        self, listed: list[int], held: int
    ) -> None:
        keys = keys_of(StudyInstanceUID=[f"1.2.{each}" for each in listed])

        assert keys.matches(study(StudyInstanceUID=f"1.2.{held}")) is (held in listed)


class TestUniversal:
    """C.2.2.2.3."""

    @pytest.mark.parametrize("key", ["", "*", "**"])
    def test_an_empty_key_and_a_wild_card_match_everything(self, key: str) -> None:
        keys = keys_of(PatientName=key, StudyDate="")

        assert keys.matches(study(PatientName="Doe"))
        assert keys.matches(study())

    def test_unsupported_keys_are_not_matched(self) -> None:
        assert keys_of(PatientWeight="80").matches(study(PatientWeight="70"))


class TestWildCards:
    """C.2.2.2.4."""

    @pytest.mark.parametrize(
        ("key", "held", "same"),
        [
            ("a*", "abc", True),
            ("a*", "a", True),
            ("a*", "ba", False),
            ("a?c", "abc", True),
            ("a?c", "ac", False),
            ("*.*", "1.2", True),
            ("*.*", "12", False),
            ("[a]*", "[a]b", True),
            ("A*", "abc", False),
        ],
    )
    def test_wild_cards_match_characters(self, key: str, held: str, same: bool) -> None:
        assert keys_of(StudyID=key).matches(study(StudyID=held)) is same

    @MANY
    @given(NAMES, st.data())
    def test_a_name_matches_its_prefix_with_a_wild_card(
        self, name: str, data: st.DataObject
    ) -> None:
        size = data.draw(st.integers(0, len(name)))

        assert keys_of(PatientName=name[:size] + "*").matches(study(PatientName=name))

    @MANY
    @given(st.text(string.ascii_letters + string.digits, min_size=1, max_size=12))
    def test_a_question_mark_matches_one_character(self, held: str) -> None:
        assert keys_of(StudyID="?" * len(held)).matches(study(StudyID=held))
        assert not keys_of(StudyID="?" * (len(held) + 1)).matches(study(StudyID=held))


class TestRanges:
    """C.2.2.2.5."""

    @MANY
    @given(DATES, DATES, DATES)
    def test_a_range_matches_the_dates_between_its_ends(
        self, first: date, last: date, held: date
    ) -> None:
        keys = keys_of(StudyDate=f"{text(first)}-{text(last)}")
        expected = first <= held <= last

        assert keys.matches(study(StudyDate=text(held))) is expected

    @MANY
    @given(DATES, DATES)
    def test_open_ranges_split_the_calendar(self, end: date, held: date) -> None:
        before = keys_of(StudyDate=f"-{text(end)}").matches(study(StudyDate=text(held)))
        after = keys_of(StudyDate=f"{text(end)}-").matches(study(StudyDate=text(held)))

        assert before or after
        assert (before and after) is (held == end)

    @pytest.mark.parametrize(
        ("key", "held", "same"),
        [
            ("1000-1800", "100000", True),
            ("1000-1800", "1800", True),
            ("1000-1800", "180059.999", True),
            ("1000-1800", "1801", False),
            ("1000-", "0959", False),
            ("-1000", "0959", True),
        ],
    )
    def test_a_range_includes_the_last_moment_of_its_end(
        self, key: str, held: str, same: bool
    ) -> None:
        assert keys_of(StudyTime=key).matches(study(StudyTime=held)) is same

    @pytest.mark.parametrize(
        ("day", "time", "apart", "together"),
        [
            ("20060706", "0900", False, True),
            ("20060706", "1200", True, True),
            ("20060705", "0900", False, False),
            ("20060707", "1700", True, True),
            ("20060707", "1900", False, False),
        ],
    )
    def test_ranges_of_date_and_time_may_be_combined(
        self, day: str, time: str, apart: bool, together: bool
    ) -> None:
        """From the 5th, 10:00, to the 7th, 18:00: C.2.2.2.5.4."""
        held = study(StudyDate=day, StudyTime=time)
        keys = {"StudyDate": "20060705-20060707", "StudyTime": "1000-1800"}

        assert keys_of(**keys).matches(held) is apart
        assert keys_of(COMBINED, **keys).matches(held) is together

    @pytest.mark.parametrize(
        ("day", "time", "of_studies", "of_worklists"),
        [
            ("20260706", "0900", True, True),
            ("20260705", "0900", False, False),
            ("20260706", "", True, True),
            ("20260705", "", True, False),
            ("20260704", "", False, False),
            ("", "1200", True, False),
            ("", "", True, False),
        ],
    )
    def test_a_date_or_time_without_a_value_in_a_combined_range(
        self, day: str, time: str, of_studies: bool, of_worklists: bool
    ) -> None:
        """It matches in models with levels, and not in worklists."""
        keys = {"StudyDate": "20260705-20260707", "StudyTime": "1000-1800"}
        held = study(StudyDate=day, StudyTime=time)
        strict = Matcher(
            Studies.StudyQuery,
            study(**keys),
            negotiated=COMBINED,
            unknown_matches=False,
        )

        assert keys_of(COMBINED, **keys).matches(held) is of_studies
        assert strict.matches(held) is of_worklists

    @pytest.mark.parametrize(
        ("times", "day", "time", "same"),
        [
            ("1000-1800", "20260706", "0900", True),
            ("1000-1800", "20260705", "0900", False),
            ("1800-1000", "20260706", "0900", True),
            ("1800-1000", "20260707", "1100", False),
        ],
    )
    def test_worklists_always_combine_dates_and_times(
        self, times: str, day: str, time: str, same: bool
    ) -> None:
        """Without negotiation: K.5.1.1 and the remark of Table K.6-1."""
        keys = new(
            Worklist.Query.ScheduledProcedureStepKeys,
            ScheduledProcedureStepStartDate="20260705-20260707",
            ScheduledProcedureStepStartTime=times,
        )
        item = scheduled(
            ScheduledProcedureStepStartDate=day, ScheduledProcedureStepStartTime=time
        )

        query = new(Worklist.Query, ScheduledProcedureStepSequence=keys)
        assert matches(query, item) is same

    def test_unsupported_dates_and_times_are_not_combined(self) -> None:
        query = study(StudyDate="20260705-20260707", StudyTime="1000-1800")

        assert matches((Worklist.Query, query), scheduled())


class TestTimezones:
    """Timezone query adjustment: C.2.2.2.1.3. Steps start on the 10th, 10:15."""

    ZONED = Negotiated(timezone=True)

    @pytest.mark.parametrize(
        ("zone", "own", "days", "times", "same"),
        [
            ("+0000", "+0200", "20260110", "0815", True),
            ("+0000", "+0200", "20260110", "1015", False),
            ("+1400", "-0100", "20260111", "0115", True),
            ("+1400", "-0100", "20260110", "0115", False),
            ("+0530", "+0000", "20260110", "1545-1545", True),
            ("+0200", "+0200", "20260110", "1015", True),
            ("+0000", "", "20260110", "1015", True),
            ("", "+0200", "20260110", "1015", True),
            ("+0000", "+0200", "20260101-20260110", "1900-0900", True),
            ("+0000", "+0200", "20260101-20260110", "1900-0800", False),
        ],
    )
    def test_dates_and_times_are_adjusted_to_the_zone_of_the_query(
        self, zone: str, own: str, days: str, times: str, same: bool
    ) -> None:
        step, query = Dataset(), Dataset()
        step.ScheduledProcedureStepStartDate = days
        step.ScheduledProcedureStepStartTime = times
        query.ScheduledProcedureStepSequence = [step]
        item = scheduled()
        for dataset, offset in ((query, zone), (item, own)):
            if offset:
                dataset.TimezoneOffsetFromUTC = offset

        keys = Matcher(Worklist.Query, query, negotiated=self.ZONED)
        assert keys.matches(item) is same

    @pytest.mark.parametrize("time", ["101500", "1015", "10", "101500.5"])
    def test_a_time_without_its_date_wraps_around(self, time: str) -> None:
        held = study(StudyTime=time, TimezoneOffsetFromUTC="+0200")
        keys = {"StudyTime": "1900-2100", "TimezoneOffsetFromUTC": "-1200"}

        assert keys_of(self.ZONED, **keys).matches(held)
        assert not keys_of(**keys).matches(held)

    @pytest.mark.parametrize(
        ("key", "zone", "same"),
        [
            ("20260110081500", "+0000", True),
            ("20260110101500", "+0000", False),
            ("20260110081500+0000", "", True),
            ("20260110101500+0000", "", False),
            ("20260110101500", "", True),
            ("202601100815-202601100815", "+0000", True),
        ],
    )
    def test_date_times_without_offset_have_that_of_their_data_set(
        self, key: str, zone: str, same: bool
    ) -> None:
        query, held = Dataset(), Dataset()
        query.ScheduledProcedureStepStartDateTime = key
        held.ScheduledProcedureStepStartDateTime = "20260110101500"
        held.TimezoneOffsetFromUTC = "+0200"
        if zone:
            query.TimezoneOffsetFromUTC = zone

        keys = Matcher(UnifiedProcedureStepPull.Query, query, negotiated=self.ZONED)
        assert keys.matches(held) is same

    def test_an_answer_with_times_has_their_zone(self) -> None:
        """C.4.1.1.3.2."""
        item = scheduled()
        item.TimezoneOffsetFromUTC = "+0200"
        nothing = new(Worklist.Query, returning="given", PatientName=None)

        assert answer(Worklist.Query(), item).TimezoneOffsetFromUTC == "+0200"
        assert "TimezoneOffsetFromUTC" not in answer(nothing, item)


class TestUnknown:
    """Attributes without a value."""

    def test_an_attribute_without_a_value_matches_in_models_with_levels(self) -> None:
        """C.2.2.1.2: the value is unknown."""
        assert keys_of(PatientID="1").matches(study(PatientID=""))

    def test_an_attribute_without_a_value_does_not_match_in_worklists(self) -> None:
        """K.2.2.1.1.1."""
        query = new(Worklist.Query, PatientID="1")

        assert not matches(query, scheduled(PatientID=""))
        assert matches(query, scheduled())

    def test_a_key_may_match_empty_values_only(self) -> None:
        """C.2.2.2.7, if negotiated."""
        keys = keys_of(Negotiated(empty_value=True), StudyID='""')

        assert keys.matches(study(StudyID=""))
        assert keys.matches(study())
        assert not keys.matches(study(StudyID="1"))


@pytest.mark.parametrize(
    ("held", "any_of", "all_of"),
    [
        (["CT", "PT"], True, True),
        (["CT", "MR", "PT"], True, True),
        (["CT"], True, False),
    ],
)
def test_several_values_of_a_key_may_all_be_required(
    held: list[str], any_of: bool, all_of: bool
) -> None:
    """C.2.2.2.8, if negotiated."""
    both = {"ModalitiesInStudy": ["PT", "CT"]}

    assert keys_of(**both).matches(study(ModalitiesInStudy=held)) is any_of
    strict = Negotiated(multiple_value=True)
    assert keys_of(strict, **both).matches(study(ModalitiesInStudy=held)) is all_of


class TestSequences:
    """C.2.2.2.6."""

    def query(self, **step: object) -> Worklist.Query:
        keys = new(Worklist.Query.ScheduledProcedureStepKeys, **step)
        query: Worklist.Query = new(Worklist.Query, ScheduledProcedureStepSequence=keys)
        return query

    def test_one_item_must_match_all_keys(self) -> None:
        item = scheduled()
        other = scheduled(Modality="MR", ScheduledStationAETitle="MR1")
        item.ScheduledProcedureStepSequence += other.ScheduledProcedureStepSequence

        assert matches(self.query(Modality="MR", ScheduledStationAETitle="MR1"), item)
        assert not matches(
            self.query(Modality="MR", ScheduledStationAETitle="CT1"), item
        )

    def test_only_matching_items_are_returned(self) -> None:
        item = scheduled()
        other = scheduled(Modality="MR")
        item.ScheduledProcedureStepSequence += other.ScheduledProcedureStepSequence

        found = answer(self.query(Modality="MR"), item)
        (step,) = found.ScheduledProcedureStepSequence
        assert step.Modality == "MR"


class TestAnswers:
    """C.4.1.1.3.2 and K.4.1.1.3.2."""

    def test_an_answer_has_the_requested_keys_only(self) -> None:
        query = new(
            Worklist.Query, returning="given", PatientName="D*", PatientSex=None
        )
        found = answer(query, scheduled())

        assert [element.keyword for element in found] == ["PatientName", "PatientSex"]

    def test_required_attributes_without_a_value_are_returned_empty(self) -> None:
        """Regression: pynetdicom issue 909."""
        item = scheduled()
        del item.PatientBirthDate
        step = item.ScheduledProcedureStepSequence[0]
        del step.ScheduledPerformingPhysicianName
        found = answer(new(Worklist.Query, returning="all"), item)

        assert found.PatientBirthDate == ""
        (step,) = found.ScheduledProcedureStepSequence
        assert step.ScheduledPerformingPhysicianName == ""
        assert "CommentsOnTheScheduledProcedureStep" not in step

    def test_an_answer_has_the_character_set_of_its_values(self) -> None:
        item = scheduled(PatientName="Müller")
        item.SpecificCharacterSet = "ISO_IR 192"

        assert answer(Worklist.Query(), item).SpecificCharacterSet == "ISO_IR 192"

    def test_an_answer_has_level_unique_key_and_location(self) -> None:
        query = new(
            Studies.SeriesQuery,
            returning="given",
            StudyInstanceUID="1.2",
            SeriesNumber=None,
        )
        held = study(
            StudyInstanceUID="1.2",
            SeriesInstanceUID="1.2.3",
            Modality="CT",
            RetrieveAETitle="PACS",
        )
        found = answer(query, held)

        assert found.QueryRetrieveLevel == "SERIES"
        assert found.RetrieveAETitle == "PACS"
        assert found.SeriesInstanceUID == "1.2.3"
        assert found.SeriesNumber is None
        assert "Modality" not in found

    def test_an_answer_matches_its_query(self) -> None:
        query = new(Worklist.Query, PatientName="doe*")

        assert matches(query, answer(query, scheduled()))


class TestMatcherOf:
    def test_a_query_keeps_its_matcher(self) -> None:
        query = new(Worklist.Query, PatientName="Doe*")

        assert matcher_of(query) is matcher_of(query)

    def test_a_changed_query_gets_a_new_matcher(self) -> None:
        keys = new(Worklist.Query.ScheduledProcedureStepKeys, Modality="CT")
        query = new(Worklist.Query, ScheduledProcedureStepSequence=keys)
        assert matches(query, scheduled())

        query.ScheduledProcedureStepSequence.Modality = "MR"
        assert not matches(query, scheduled())
        query.ScheduledProcedureStepSequence = None
        assert matches(query, scheduled())

    def test_a_received_query_matches(self) -> None:
        query = new(Worklist.Query, PatientName="Doe*").to_dataset()
        received = Worklist.Query.from_dataset(query)

        assert matches(received, scheduled())
        assert matches((Worklist.Query, query), scheduled())


def test_answers_are_built_for_matching_contents() -> None:
    query = new(Worklist.Query, PatientName="Doe*")
    other = scheduled()
    other.PatientName = "Roe^Richard"
    held: list[Dataset | AttributeList] = [
        scheduled(),
        other,
        Worklist.Answer.from_dataset(scheduled()),
    ]

    found = list(answers(query, held))

    assert all(isinstance(each, Worklist.Answer) for each in found)
    assert [each.to_dataset() for each in found] == 2 * [answer(query, scheduled())]


def test_values_that_cannot_be_decoded_do_not_match() -> None:
    from pydicom.dataelem import RawDataElement
    from pydicom.tag import Tag

    held = study(StudyID="1")
    tag = Tag("NumberOfStudyRelatedInstances")
    held[tag] = RawDataElement(tag, "IS", 2, b"x ", 0, True, True)
    keys = Matcher(
        Studies.StudyQuery,
        study(NumberOfStudyRelatedInstances="1"),
        unknown_matches=False,
    )

    assert not keys.matches(held)


@MANY
@given(DATES, st.integers(0, 400))
def test_a_range_matches_all_dates_in_it(first: date, days: int) -> None:
    held = [study(StudyDate=text(first + timedelta(n))) for n in range(0, 500, 50)]
    keys = keys_of(StudyDate=f"{text(first)}-{text(first + timedelta(days))}")

    assert sum(map(keys.matches, held)) == days // 50 + 1
