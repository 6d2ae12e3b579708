"""Mutated files are checked and read without exceptions, in bounded time."""

from __future__ import annotations

import pytest

from iodize.validation.engine.engine import Validator

from .files import KEPT, check

NUMBER = 400


@pytest.mark.filterwarnings("ignore")
def test_mutated_files_are_checked(validator: Validator) -> None:
    seeds = (*KEPT, *range(NUMBER))

    assert {
        seed: problem for seed in seeds if (problem := check(validator, seed))
    } == {}
