"""References to instances."""

from __future__ import annotations

from iodize import references
from iodize.iods import BasicFilmSession, CTImage
from iodize.macros import ImageSOPInstanceReference, SOPInstanceReference

from .objects.conftest import CT


def test_an_item_that_refers_takes_them() -> None:
    session = BasicFilmSession(SOPInstanceUID="1.2.3")

    for item in (SOPInstanceReference, ImageSOPInstanceReference):
        made = item(**references.to(session))
        assert made.ReferencedSOPClassUID == "1.2.840.10008.5.1.1.1"
        assert made.ReferencedSOPInstanceUID == "1.2.3"


def test_evidence_is_listed_by_study_and_series() -> None:
    places = [("1.1", "1.1.1"), ("1.2", "1.2.1"), ("1.1", "1.1.2"), ("1.1", "1.1.1")]

    listed = references.evidence(
        ct.replace(StudyInstanceUID=study, SeriesInstanceUID=series, SOPInstanceUID=uid)
        for uid, (study, series) in zip(
            ("1.3", "1.4", "1.5", "1.6"), places, strict=True
        )
        for ct in [CTImage(**CT)]
    )

    assert [
        (
            study.StudyInstanceUID,
            series.SeriesInstanceUID,
            item.ReferencedSOPInstanceUID,
        )
        for study in listed
        for series in study.ReferencedSeriesSequence
        for item in series.ReferencedSOPSequence
    ] == [
        ("1.1", "1.1.1", "1.3"),
        ("1.1", "1.1.1", "1.6"),
        ("1.1", "1.1.2", "1.5"),
        ("1.2", "1.2.1", "1.4"),
    ]
