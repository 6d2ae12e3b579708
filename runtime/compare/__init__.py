"""Differences between two editions of the standard, as typed changes with their effect."""

from .comparison import Comparison as Comparison
from .comparison import compare as compare
