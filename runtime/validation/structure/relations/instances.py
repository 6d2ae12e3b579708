"""Instances that an object refers to, and the sequences that list all of them.

Source: PS3.3 C.17.2.3, C.17.6.2 (evidence), C.12.2 (common instance references), C.11.11
(images of a presentation state).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ....encoding.single_values import text_of
from ....findings import codes
from ....tables.descriptions import NormalizedIod
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..subject import Subject

INSTANCE: Final = 0x00081155
"""Referenced SOP Instance UID."""

CURRENT_EVIDENCE: Final = 0x0040A375
OTHER_EVIDENCE: Final = 0x0040A385
CONTENT: Final = 0x0040A730
SERIES: Final = 0x00081115
OTHER_STUDIES: Final = 0x00081200

_CLASS: Final = 0x00081150
_OWN: Final = 0x00080018


class Listing(NamedTuple):
    """The sequences that list the instances an object refers to."""

    lists: frozenset[int]
    """Sequences of the data set that list instances."""
    referring: frozenset[int]
    """Sequences of the data set that refer to instances; empty: all others."""
    code: codes.Code
    where: str
    """The list that an instance must be in, for messages."""
    stored_only: bool = False
    """Whether only instances of known storage SOP classes must be listed."""


EVIDENCE: Final = Listing(
    frozenset({CURRENT_EVIDENCE, OTHER_EVIDENCE}),
    frozenset({CONTENT}),
    codes.EVIDENCE_MISSING,
    "the evidence sequences",
)
COMMON_REFERENCES: Final = Listing(
    frozenset({SERIES, OTHER_STUDIES}),
    frozenset(),
    codes.REFERENCE_NOT_LISTED,
    "the Common Instance Reference module",
    stored_only=True,
)
PRESENTED_IMAGES: Final = Listing(
    frozenset({SERIES}),
    frozenset(
        {
            0x00283110,  # Softcopy VOI LUT Sequence
            0x00700001,  # Graphic Annotation Sequence
            0x0070005A,  # Displayed Area Selection Sequence
        }
    ),
    codes.REFERENCE_NOT_LISTED,
    "the images that the presentation state applies to",
)


class Instances:
    """Collects the references to instances, and compares them with the lists.

    Of equal references the first is kept: frames repeat them.
    """

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self._listing: Listing | None = None
        self._root: Scope | None = None
        self._listed: dict[str, int] = {}
        """The sequence that lists an instance, by UID."""
        self._references: dict[str, Scope] = {}

    def begin(self, root: Scope) -> None:
        """Choose the sequences by the modules of the IOD."""
        self._root = root
        tables = root.level.plan.sources.keys()
        if CURRENT_EVIDENCE in tables:
            self._listing = EVIDENCE
        elif OTHER_STUDIES in tables:
            if root.elements.keys() & COMMON_REFERENCES.lists:
                self._listing = COMMON_REFERENCES
        elif SERIES in tables:
            self._listing = PRESENTED_IMAGES

    def visit(self, subject: Subject, scope: Scope) -> None:
        """Collect a reference of an item."""
        listing = self._listing
        if listing is None or not scope.key:
            return
        uid, sequence = text_of(scope.elements[INSTANCE]), scope.key[0]
        if not uid:
            return
        if sequence in listing.lists:
            self._list(scope, sequence, uid)
            return
        known = uid in self._listed or uid in self._references
        if known or (listing.referring and sequence not in listing.referring):
            return
        if not listing.stored_only or _is_stored(subject, scope):
            self._references[uid] = scope

    def _list(self, scope: Scope, sequence: int, uid: str) -> None:
        first = self._listed.setdefault(uid, sequence)
        if first != sequence and self._listing is EVIDENCE:
            what = f"{uid} is in both evidence sequences"
            self._reporter.add(codes.EVIDENCE_TWICE, scope, INSTANCE, what)

    def finish(self) -> None:
        """Report instances that no sequence lists."""
        root, listing = self._root, self._listing
        if listing is None or root is None or not self._references:
            return
        own = text_of(root.elements.get(_OWN))
        absent = not root.elements.keys() & listing.lists
        if absent:
            self._report_absent(root)
        for uid, scope in self._references.items():
            if uid not in self._listed and uid != own:
                what = f"{uid} is not in {listing.where}"
                self._reporter.add(listing.code, scope, INSTANCE, what)
                if absent:
                    return  # none is listed

    def _report_absent(self, root: Scope) -> None:
        """Report absent evidence, where the table does not require it in all objects."""
        rule = root.rule(CURRENT_EVIDENCE)
        if self._listing is EVIDENCE and rule is not None and rule.type == "1C":
            what = "absent, but the content tree refers to instances; type 1C"
            self._reporter.add(
                codes.TYPE1C_MISSING,
                root,
                CURRENT_EVIDENCE,
                f"{what} in {rule.source}",
                module=rule.module,
                reference=rule.reference,
            )


def _is_stored(subject: Subject, scope: Scope) -> bool:
    """True if a reference is to an instance of a storage SOP class that is known."""
    iod = subject.edition.iod_of(text_of(scope.elements.get(_CLASS)))
    return iod is not None and not issubclass(iod, NormalizedIod)
