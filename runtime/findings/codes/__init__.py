"""The codes of findings, by subject: name, severity, meaning and source of each.

Codes are stable: other programs filter by them. A new one is a constant in the module of
its subject.
"""

from typing import Final

from . import (
    associations,
    attributes,
    conditions,
    content,
    files,
    frames,
    messages,
    pixels,
    profiles,
    studies,
    unexpected,
)
from .associations import *
from .attributes import *
from .code import Code as Code
from .conditions import *
from .content import *
from .files import *
from .frames import *
from .messages import *
from .pixels import *
from .profiles import *
from .studies import *
from .unexpected import *

_SUBJECTS: Final = (
    files,
    attributes,
    conditions,
    frames,
    content,
    pixels,
    studies,
    associations,
    messages,
    unexpected,
    profiles,
)

CODES: Final[dict[str, Code]] = {
    code.name: code
    for subject in _SUBJECTS
    for code in vars(subject).values()
    if isinstance(code, Code)
}
"""All codes by name, in the order of `iodize rules`."""
