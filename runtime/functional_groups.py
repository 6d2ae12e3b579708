"""The functional group macros of multi-frame objects, as classes."""

from .lazy import forward

__getattr__ = forward(__name__, "iodize.generated.functional_groups")
