"""An edition as JSON, so that other programs need not read the standard's XML."""

from .files import ExportError, write

__all__ = ["ExportError", "write"]
