"""Completion of new objects; the stub beside keeps the validator from type checkers.

Type checkers of users' programs would otherwise analyze the validator.
"""

from .completion import complete as complete
