"""`iodize request`: a request of any normalized SOP class, current or retired."""

from .command import request

__all__ = ["request"]
