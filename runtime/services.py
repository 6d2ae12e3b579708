"""The SOP classes of PS3.4: `from iodize.services import ModalityWorklist`."""

from .lazy import forward

__getattr__ = forward(__name__, "iodize.generated.services")
