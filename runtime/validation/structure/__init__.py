"""Checks of relations between elements, between items, and of elements with their data.

A module here checks one relation of PS3.3; `checks` maps attributes to their checks.
"""

from .characters import check_characters as check_characters
from .checks import CHECKS as CHECKS
from .checks import Structure as Structure
