"""Codes of profiles: rules of a site or a guideline, in addition to the standard's."""

from .code import error

PROFILE_MISSING = error(
    "profile-missing", "An attribute that a profile requires is absent."
)
PROFILE_EMPTY = error(
    "profile-empty", "An attribute for which a profile requires a value is empty."
)
PROFILE_FORBIDDEN = error(
    "profile-forbidden", "An attribute that a profile forbids is present."
)
PROFILE_VALUE = error(
    "profile-value", "A value is not one of those that a profile allows."
)
