"""The version of iodize, and how it identifies itself in files and associations."""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"

IMPLEMENTATION_CLASS_UID: Final = "2.25.305828488182831875890203105390285383139"
"""Implementation Class UID (0002,0012): PS3.10 7.1, PS3.7 D.3.3.2."""

IMPLEMENTATION_VERSION_NAME: Final = f"IODIZE {__version__}"[:16]
"""Implementation Version Name (0002,0013), at most 16 characters."""
