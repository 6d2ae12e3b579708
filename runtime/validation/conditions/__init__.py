"""Evaluation of the conditions of attributes, modules and functional groups on an object.

A module here decides whether something is required or allowed; it does not check values.
"""

from .checks import ConditionBook as ConditionBook
from .checks import Conditions as Conditions
from .evaluation import Evaluation as Evaluation
from .facts import Facts as Facts
