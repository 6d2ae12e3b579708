"""Advice about a code: the consequence of a finding, an example, and the correction."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    """Advice about one code, in sentences."""

    why: str
    """Why a finding matters: its consequence for the systems that receive the object."""
    example: str
    """A fault with this code."""
    mend: str
    """The correction, in the software that made the object."""
