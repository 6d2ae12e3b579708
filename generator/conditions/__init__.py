"""Conditions: parses the text of the standard to formal text with scopes.

sentences → tokens → grammar → expression → scopes; `resolving` applies them to an edition.
"""

from .requirements import read_requirement
from .vocabulary import Vocabulary

__all__ = ["Vocabulary", "read_requirement"]
