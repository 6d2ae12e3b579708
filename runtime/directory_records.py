"""The directory records of a DICOMDIR, as classes."""

from .lazy import forward

__getattr__ = forward(__name__, "iodize.generated.directory_records")
