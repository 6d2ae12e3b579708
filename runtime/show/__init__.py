"""`iodize show`: finding an entry of the standard by name, and rendering its facts."""

from .cards import card
from .subjects import KINDS, Kind, Subject, UnknownNameError, find

__all__ = ["KINDS", "Kind", "Subject", "UnknownNameError", "card", "find"]
