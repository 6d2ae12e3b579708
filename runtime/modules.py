"""The modules of the standard, as classes: `from iodize.modules import Patient`."""

from .lazy import forward

__getattr__ = forward(__name__, "iodize.generated.modules")
