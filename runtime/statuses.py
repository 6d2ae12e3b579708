"""The statuses that all DIMSE services share: `from iodize.statuses import SUCCESS`."""

from .lazy import forward

__getattr__ = forward("iodize.generated.statuses")
