"""The DIMSE messages, as classes: `from iodize.messages import CStoreRQ`."""

from .lazy import forward

__getattr__ = forward(__name__, "iodize.generated.messages")
