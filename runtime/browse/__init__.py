"""Static pages of an edition with a search, for people; they need no server."""

from .folders import FolderError
from .site import Written, write

__all__ = ["FolderError", "Written", "write"]
