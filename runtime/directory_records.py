"""The directory records of a DICOMDIR, as classes."""

from .lazy import forward

__getattr__ = forward("iodize.generated.directory_records")
