"""Minimal conformant objects of all IODs, built from the definitions.

A module here decides on parts and values of an example; it does not validate.

>>> from iodize import example
>>> example.build("CTImage").Modality
'CT'
"""

from .construction import Construction
from .customization import Customization
from .files import write, write_all
from .making import build, construct, customize
from .sop_classes import named, sop_classes

__all__ = [
    "Construction",
    "Customization",
    "build",
    "construct",
    "customize",
    "named",
    "sop_classes",
    "write",
    "write_all",
]
