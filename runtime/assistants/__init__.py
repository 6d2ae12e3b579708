"""Answers of `iodize serve-standard` to assistants: facts that cite table and row."""

from .answers import Answers
from .server import serve

__all__ = ["Answers", "serve"]
