"""The walk over the data sets and items of an object, and the checks of each element.

The checks here work on one level at a time; relations of elements are in `structure`.
"""

from .walk import ScopeCheck as ScopeCheck
from .walk import Walk as Walk
