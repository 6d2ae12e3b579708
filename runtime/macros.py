"""The macros that items and modules share: `from iodize.macros import Code`."""

from .lazy import forward

__getattr__ = forward(__name__, "iodize.generated.macros")
