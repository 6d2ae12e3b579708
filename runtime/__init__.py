"""DICOM objects, checked against the standard's own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazy import lazy

if TYPE_CHECKING:
    from .checking import validate as validate
    from .objects.files import read as read

__version__ = "0.1.0"
__all__ = ["__version__", "read", "validate"]

# Generated code imports this package too; only those who read or validate pay for pydicom.
__getattr__ = lazy(__name__, {"read": "objects.files", "validate": "checking"})
