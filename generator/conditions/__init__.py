"""Conditions: from the standard's words to formal text, bound to scopes.

sentences → tokens → grammar → expression → scopes; `resolving` runs them over an edition.
"""

from .requirements import read_requirement
from .vocabulary import Vocabulary

__all__ = ["Vocabulary", "read_requirement"]
