"""Associations: an SCU's requests, and an SCP's reports of events."""

from __future__ import annotations

from .composite import CompositeServices
from .normalized import NormalizedServices


class Association(CompositeServices, NormalizedServices):
    """An association with a peer; a context manager that releases it at the end."""
