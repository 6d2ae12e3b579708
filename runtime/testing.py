"""Hypothesis strategies of conformant objects; needs `iodize[testing]`.

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(instances(CTImage))
    def test_a_scan_survives(scan: CTImage) -> None: ...

`datasets` draws the same objects as data sets of pydicom. An object shrinks to the example
of its IOD, which is minimal. The health check `too_slow` and the deadline depend on the machine.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import cycle, islice
from typing import Any, TypeVar, overload

from hypothesis import strategies as st
from pydicom.dataset import Dataset

from .definitions import CompositeIod, Iod, Limits
from .example import Customization, construct, customize, named
from .example.choosing import FRACTION, WHOLE, converted
from .example.freedoms import Choice, additions, choices, options
from .objects.typed import as_typed
from .reading import read
from .tables import editions

T = TypeVar("T")
D = TypeVar("D")
T_Iod = TypeVar("T_Iod", bound=Iod)

MAX_MODULES = 3
MAX_ADDITIONS = 6
MAX_VALUES = 8
MAX_ITEMS = 3
MAX_FRAMES = 4
MAX_DIFFERENT = 3
"""Number of different values of an attribute with many values; then they repeat."""
NUMBERS_OF_ITEMS = st.integers(1, MAX_ITEMS)
POSITIONS = st.integers(0, (1 << 16) - 1)
"""Positions in a list of any length, modulo that length."""
SEEDS = 1000


@overload
def instances(
    iod: type[T_Iod], sop_class_uid: str | None = None
) -> st.SearchStrategy[T_Iod]: ...


@overload
def instances(
    iod: str | None = None, sop_class_uid: str | None = None
) -> st.SearchStrategy[Iod]: ...


def instances(
    iod: type[Iod] | str | None = None, sop_class_uid: str | None = None
) -> st.SearchStrategy[Any]:
    """Return varied conformant objects of an IOD; see `datasets`."""
    drawn = datasets(iod, sop_class_uid)
    if iod is None:
        return drawn.map(read)
    if isinstance(iod, str):
        named_iod, _ = named(editions.bundled(), iod)
        return drawn.map(as_typed(named_iod).from_dataset)
    return drawn.map(iod.from_dataset)


def datasets(
    iod: type[Iod] | str | None = None, sop_class_uid: str | None = None
) -> st.SearchStrategy[Dataset]:
    """Return varied conformant data sets, with file meta information.

    Optional modules and attributes are present or absent, sequences have one or more items,
    multi-frame images one or more frames, and values are any that the tables allow.

    Args:
        iod: Its class or its name; the IOD of any storage SOP class if None.
        sop_class_uid: The SOP class; the first one of the IOD if None.
    """
    if iod is not None:
        return _datasets(iod, sop_class_uid)
    return st.sampled_from(_stored()).flatmap(lambda each: _datasets(*each))


@cache
def _stored() -> list[tuple[type[Iod], str | None]]:
    """Return the storage SOP classes of the bundled edition."""
    edition = editions.bundled()
    return [
        (iod, uid)
        for uid, keyword in edition.sop_classes.items()
        if issubclass(iod := edition.iod(keyword), CompositeIod)
    ]


@st.composite
def _datasets(
    draw: st.DrawFn, iod: type[Iod] | str, sop_class_uid: str | None
) -> Dataset:
    seed = draw(st.integers(0, SEEDS))
    frames = draw(st.integers(1, MAX_FRAMES))
    made = construct(iod, sop_class_uid, seed=seed)
    modules = _some(draw, options(made), MAX_MODULES, lambda name: name)
    custom = Customization(modules=frozenset(modules))
    if made.root.value("NumberOfFrames") is not None:
        custom = custom._replace(values={"NumberOfFrames": frames})
    customize(made, custom)
    for _ in range(2):  # added items have optional attributes as well
        added = _some(
            draw, additions(made), MAX_ADDITIONS, lambda _: draw(NUMBERS_OF_ITEMS)
        )
        numbers = {each.path: n for each, n in added.items() if each.is_sequence}
        custom = custom._replace(
            attributes=custom.attributes.union(each.path for each in added),
            items={**custom.items, **numbers},
        )
        customize(made, custom)
    changed = _some(
        draw, choices(made), MAX_VALUES, lambda choice: _values(draw, choice)
    )
    values = {choice.path: value for choice, value in changed.items()}
    customize(made, custom._replace(values={**custom.values, **values}))
    return made.dataset


def _some(
    draw: st.DrawFn, choices: Sequence[T], most: int, detail: Callable[[T], D]
) -> dict[T, D]:
    """Draw some of the choices, each with a detail; none is the simplest.

    The number of draws is constant, also if choices are not taken, or there are none to
    take: Hypothesis varies an object by changing some draws, and drops the new object if it
    takes more draws.
    """
    found: dict[T, D] = {}
    for _ in range(most):
        is_taken = draw(st.booleans())
        position = draw(POSITIONS)
        if not choices:
            continue
        choice = choices[position % len(choices)]
        drawn = detail(choice)
        if is_taken:
            found[choice] = drawn
    return found


def _values(draw: st.DrawFn, choice: Choice) -> Any:
    """Draw the value or the values of an attribute."""
    strategy = _value(choice)
    different = [draw(strategy) for _ in range(MAX_DIFFERENT)]
    if choice.number == 1:
        return different[0]
    return [*islice(cycle(different), choice.number)]


def _value(choice: Choice) -> st.SearchStrategy[Any]:
    """Return a strategy for one value of a VR within limits: PS3.5 Table 6.2-1.

    It takes one draw for each value; see `_some`.
    """
    vr = choice.vr
    if terms := choice.terms:  # `sampled_from` takes no draw for a single term
        return POSITIONS.map(lambda at: converted(vr, terms[at % len(terms)]))
    if vr in TEXTS:
        return _text(*TEXTS[vr])
    if vr in DATE_FORMATS:
        first, last = PERIOD  # one draw; `datetimes` takes one for each of its parts
        seconds = st.integers(0, (last - first) // timedelta(seconds=1))
        return seconds.map(
            lambda each: f"{first + timedelta(seconds=each):{DATE_FORMATS[vr]}}"
        )
    if vr == "AS":
        return st.integers(0, 3999).map(lambda age: f"{age // 4:03}{'DWMY'[age % 4]}")
    low, high = bounds(vr, choice.limits)
    if vr in FRACTION:
        return st.floats(low, high, width=32, allow_nan=False)
    whole = st.integers(int(low), int(high))
    return whole if vr in WHOLE else whole.map(str)


def _text(alphabet: str, longest: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=1, max_size=longest).map(
        lambda text: text.strip() or alphabet[0]
    )


_PRINTABLE = (string.ascii_letters + string.digits + " .,-+()/").replace("\\", "")

TEXTS = {
    "AE": (string.ascii_uppercase + string.digits, 16),
    "CS": (string.ascii_uppercase + string.digits + "_ ", 16),
    "LO": (_PRINTABLE, 64),
    "LT": (_PRINTABLE, 100),
    "PN": (string.ascii_letters + " ^", 20),
    "SH": (_PRINTABLE, 16),
    "ST": (_PRINTABLE, 100),
    "UC": (_PRINTABLE, 100),
    "UT": (_PRINTABLE, 100),
}
"""Characters and maximum length, by VR."""

DATE_FORMATS = {"DA": "%Y%m%d", "DT": "%Y%m%d%H%M%S", "TM": "%H%M%S"}
"""Formats of dates and times, by VR."""

PERIOD = (datetime(1900, 1, 1), datetime(2099, 12, 31))

RANGES = {
    "DS": (-9999, 9999),
    "IS": (-9999, 9999),
    "SL": (-(1 << 31), (1 << 31) - 1),
    "SS": (-(1 << 15), (1 << 15) - 1),
    "SV": (-(1 << 63), (1 << 63) - 1),
    "UL": (0, (1 << 32) - 1),
    "US": (0, (1 << 16) - 1),
    "UV": (0, (1 << 64) - 1),
    "FD": (-1e6, 1e6),
    "FL": (-1e6, 1e6),
}
"""Range of numbers without limits, by VR."""


def bounds(vr: str, limits: Sequence[Limits]) -> tuple[float, float]:
    """Return the smallest and the largest number that a VR and limits allow."""
    low, high = RANGES[vr]
    step = 0.5 if vr in FRACTION else 1
    for each in limits:
        if each.at_least is not None:
            low = max(low, each.at_least)
        if each.above is not None:
            low = max(low, each.above + step)
        if each.at_most is not None:
            high = min(high, each.at_most)
        if each.below is not None:
            high = min(high, each.below - step)
    return low, high
