"""The smallest conformant object of an IOD, made from its definitions.

>>> from iodize import example
>>> example.build("CTImage").Modality
'CT'
"""

from .construction import Construction, Wishes
from .files import write, write_all
from .making import build, construct
from .sop_classes import named, sop_classes

__all__ = [
    "Construction",
    "Wishes",
    "build",
    "construct",
    "named",
    "sop_classes",
    "write",
    "write_all",
]
