"""Tags that decide which definitions apply to an item."""

from __future__ import annotations

from typing import Final

SHARED: Final = 0x52009229
PER_FRAME: Final = 0x52009230
CURRENT: Final = 0x00060001
SELECTED: Final = 0x30020101
FRAMES: Final = frozenset({SELECTED, PER_FRAME})
"""Selected-frame and per-frame: each item has the functional groups of one frame."""
FUNCTIONAL_GROUPS: Final = frozenset({CURRENT, SHARED, *FRAMES})
"""Current, selected, shared and per-frame: their items have the IOD's functional groups."""

DIRECTORY_RECORDS: Final = 0x00041220
RECORD_TYPE: Final = 0x00041430
