"""The DICOM standard as typed Python, and a validator generated from its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazy import lazy
from .version import __version__ as __version__

if TYPE_CHECKING:
    from .reading import read as read
    from .validation.api import validate as validate

__all__ = ["__version__", "read", "validate"]

# Lazy: generated code imports this package, and does not need pydicom.
__getattr__ = lazy(__name__, {"read": "reading", "validate": "validation.api"})
