"""The modules of the standard, as classes: `from iodize.modules import Patient`."""

from .lazy import forward

__getattr__ = forward("iodize.generated.modules")
