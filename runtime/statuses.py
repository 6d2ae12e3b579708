"""The statuses that all DIMSE services share: `from iodize.statuses import SUCCESS`."""

from .lazy import forward

__getattr__ = forward(__name__, "iodize.generated.statuses")
