"""Damaged files: always a report, in bounded time."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iodize.validation.engine.engine import Validator

from .objects import built

SOP_CLASSES = (
    "1.2.840.10008.5.1.4.1.1.2.1",  # Enhanced CT Image: functional groups
    "1.2.840.10008.5.1.4.1.1.88.22",  # Enhanced SR: a content tree
    "1.2.840.10008.5.1.4.1.1.9.1.1",  # 12-lead ECG: a waveform
    "1.2.840.10008.5.1.4.1.1.7",  # Secondary Capture: pixels
)

Damage = tuple[str, int, bytes]
"""The change, its position (in 1/65536 of the file), and its bytes."""

damages = st.tuples(
    st.sampled_from(("overwrite", "insert", "cut", "truncate")),
    st.integers(0, 0xFFFF),
    st.binary(min_size=1, max_size=8)
    | st.sampled_from(
        (b"\xff\xff\xff\xff", b"\xfe\xff\x00\xe0", b"SQ", b"UN", b"\0" * 8)
    ),
)


@cache
def whole_file(sop_class_uid: str) -> bytes:
    file = BytesIO()
    built(sop_class_uid).dataset.save_as(file, enforce_file_format=True)
    return file.getvalue()


@cache
def validator() -> Validator:
    return Validator()


def damaged(content: bytes, damage: Damage) -> bytes:
    """Return a file with something overwritten, inserted or cut out of it."""
    what, where, piece = damage
    at = len(content) * where >> 16
    if what == "truncate":
        return content[:at]
    behind = at if what == "insert" else at + len(piece)
    return content[:at] + (b"" if what == "cut" else piece) + content[behind:]


@settings(
    max_examples=300,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.sampled_from(SOP_CLASSES), st.lists(damages, min_size=1, max_size=4))
def test_a_damaged_file_is_reported(uid: str, all_damage: list[Damage]) -> None:
    content = whole_file(uid)
    for damage in all_damage:
        content = damaged(content, damage)

    report = validator().check(BytesIO(content))

    assert all(found.code != "not-checked" for found in report.findings)
    assert report.findings or report.sop_class_uid == uid
