"""References to instances."""

from __future__ import annotations

from iodize import references
from iodize.iods import BasicFilmSession
from iodize.macros import ImageSOPInstanceReference, SOPInstanceReference


def test_an_item_that_refers_takes_them() -> None:
    session = BasicFilmSession(SOPInstanceUID="1.2.3")

    for item in (SOPInstanceReference, ImageSOPInstanceReference):
        made = item(**references.to(session))
        assert made.ReferencedSOPClassUID == "1.2.840.10008.5.1.1.1"
        assert made.ReferencedSOPInstanceUID == "1.2.3"
