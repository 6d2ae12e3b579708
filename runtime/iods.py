"""The information object definitions, as classes: `from iodize.iods import CTImage`."""

from .lazy import forward

__getattr__ = forward(__name__, "iodize.generated.iods")
