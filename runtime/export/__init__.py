"""Export of an edition as JSON, for programs that do not read the XML of the standard."""

from .files import ExportError, write

__all__ = ["ExportError", "write"]
