"""Channels that an annotation of a waveform refers to: PS3.3 C.10.10.1.1, Table C.18.7-1."""

from __future__ import annotations

from typing import Final

from ....findings import codes
from ...plan.scope import Scope
from ...reporting.reporter import Reporter
from ..numbers import number, numbers
from ..subject import Subject
from .items import items_of

WAVEFORMS: Final = 0x54000100
ANNOTATIONS: Final = 0x0040B020

_CHANNELS: Final = 0x003A0005
REFERENCED: Final = 0x0040A0B0
SAMPLE_POSITIONS: Final = 0x0040A132
_CONTENT: Final = 0x0040A730
_INSTANCES: Final = 0x00081199


def check_sample_positions(
    reporter: Reporter, subject: Subject, scope: Scope, tag: int
) -> None:
    """Report positions of samples in channels of several multiplex groups.

    The channels are those of the annotation, or of the waveforms that a content item with
    temporal coordinates has selected.
    """
    referring = [scope.elements]
    for content in items_of(scope.elements.get(_CONTENT)):
        referring += items_of(content.get(_INSTANCES))
    for each in referring:
        groups = set(numbers(each.get(REFERENCED), "US")[::2])
        if len(groups) > 1:
            what = "present, but the channels are in several multiplex groups"
            reporter.add_cited(codes.VALUE_RELATION, scope, tag, what)
            return


class WaveformChannels:
    """Compares the channels of annotations with those of the multiplex groups."""

    def __init__(self, reporter: Reporter, subject: Subject, root: Scope) -> None:
        self._reporter = reporter
        self._channels: list[int | None] = []
        """Number of channels of each multiplex group."""
        self._annotations: list[Scope] = []

    def visit(self, scope: Scope) -> None:
        if scope.step is None or scope.depth != 1:
            return
        if scope.step[0] == WAVEFORMS:
            self._channels.append(number(scope.elements.get(_CHANNELS)))
        elif REFERENCED in scope.elements:
            self._annotations.append(scope)

    def finish(self) -> None:
        if not self._channels:
            return
        for scope in self._annotations:
            values = numbers(scope.elements[REFERENCED], "US")
            for group, channel in zip(values[::2], values[1::2], strict=False):
                if not self._exists(group, channel):
                    what = (
                        f"channel {channel} of multiplex group {group} does not exist"
                    )
                    self._reporter.add_cited(
                        codes.REFERENCE_TARGET, scope, REFERENCED, what
                    )
                    break

    def _exists(self, group: int, channel: int) -> bool:
        """True if there is such a channel; 0 means all channels of a group."""
        if not 1 <= group <= len(self._channels):
            return False
        channels = self._channels[group - 1]
        return channels is None or channel <= channels
