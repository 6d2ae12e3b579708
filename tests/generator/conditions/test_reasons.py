"""Kinds of knowledge that conditions require, with wordings written for these tests."""

import pytest

from iodize.conditions.expressions import NOT_UNDERSTOOD
from iodize.generator.conditions.reasons import reason_of


@pytest.mark.parametrize("words", ["xyzzy", "the moon is full", "CT", ")", ""])
def test_text_without_a_kind_is_not_understood(words: str) -> None:
    assert reason_of(words) == NOT_UNDERSTOOD


@pytest.mark.parametrize(
    "words",
    [
        "the frame was acquired during a spin",
        "the acquisition is repeated",
        "the X-Ray Source can be tilted",
        "the detector is curved",
        "the catheter is not straight",
        "the filter is a comb filter",
    ],
)
def test_words_about_the_scanner_are_about_the_acquisition(words: str) -> None:
    assert reason_of(words) == "acquisition"


def test_an_attribute_named_for_the_acquisition_does_not_make_it_the_subject() -> None:
    assert reason_of("Acquisition Number equals the number of days") == NOT_UNDERSTOOD


@pytest.mark.parametrize(
    "words",
    [
        "the treatment lasts for two days",
        "a fraction is skipped",
        "the beam is shaped like a star",
    ],
)
def test_words_about_radiotherapy_are_about_the_treatment(words: str) -> None:
    assert reason_of(words) == "treatment"


@pytest.mark.parametrize(
    "words",
    [
        "the Patient Treatment Preparation is listed",
        "an Item names a Beam Modifier",
        "the X-Ray detector follows the beam",
    ],
)
def test_names_of_other_subjects_are_not_about_the_treatment(words: str) -> None:
    assert reason_of(words) != "treatment"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("dose data contains a blue curve", "dose-data"),
        (
            "for a frame, there are Functional Groups that are not empty",
            "functional-groups",
        ),
        ("the implant is made of gold", "implant"),
        ("this document was signed twice", "document"),
        ("Fuzzy Matching is applied to any Key of the list", "inventory"),
        ("required by law of the land", "policy"),
        ("the concept does not apply to all rows of the page", "cells"),
        ("the planes are equally spaced", "relations"),
        ("needed to fully specify the pose", "orientation"),
        ("a quality rating was given", "measured"),
        ("the Patient is an animal of the zoo", "technique"),
        ("electron microscopy was done", "technique"),
        ("breast tomosynthesis was done", "technique"),
        ("a labelled increment of the clock", "acquisition"),
        ("unassigned shared Attributes are kept", "provenance"),
        ("present in the described Instance", "other-object"),
        ("an interval was excluded by hand", "procedure"),
        ("this differs from the usual order", "own-value"),
        ("the aspect ratio is not even", "own-value"),
        ("each frame is encoded as a single fragment", "encoding"),
        ("the printer does not support paper", "capability"),
    ],
)
def test_wordings_of_a_subject_have_its_reason(words: str, reason: str) -> None:
    assert reason_of(words) == reason


@pytest.mark.parametrize(
    "words",
    [
        "the component is green",
        "it is required by law that the moon is full",
        "Overlay data contains one curve",
        "the values differ",
        "the law is concise",
        "the rows are numbered",
    ],
)
def test_other_wordings_with_the_same_words_are_not_understood(words: str) -> None:
    assert reason_of(words) == NOT_UNDERSTOOD
