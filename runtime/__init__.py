"""DICOM objects, checked against the standard's own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .validation import validate as validate

__version__ = "0.1.0"
__all__ = ["__version__", "validate"]


def __getattr__(name: str) -> Any:
    # Generated code imports this package too; only those who validate pay for pydicom.
    if name == "validate":
        from .validation import validate

        return validate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
