"""The requirements for one level of an object, compiled from the tables of its IOD.

A module here prepares the walk; it depends on definitions, not on objects.
"""

from .level import Level as Level
from .plan import Plan as Plan
from .plan import PlanBook as PlanBook
from .plan import plan_book as plan_book
from .rule import AttributeRule as AttributeRule
from .rule import name_of as name_of
from .rule import reference_of as reference_of
from .scope import Scope as Scope
