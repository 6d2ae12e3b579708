"""What `iodize show` shows: subjects found by name, their facts, and their rendering."""

from .cards import card
from .subjects import KINDS, Kind, Subject, UnknownNameError, find

__all__ = ["KINDS", "Kind", "Subject", "UnknownNameError", "card", "find"]
