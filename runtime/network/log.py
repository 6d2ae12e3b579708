"""The log of associations and messages."""

from __future__ import annotations

import logging

LOGGER = logging.getLogger("iodize.network")
