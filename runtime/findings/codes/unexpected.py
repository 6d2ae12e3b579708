"""Codes of elements that do not belong to an object."""

from .code import error, info, warning

ATTRIBUTE_UNKNOWN = warning(
    "attribute-unknown",
    "The element is not in the data dictionary of the edition.",
    "PS3.6 6",
)
ATTRIBUTE_RETIRED = warning("attribute-retired", "The attribute is retired.", "PS3.6 6")
ATTRIBUTE_OUTSIDE = info(
    "attribute-outside",
    "The attribute is not part of the IOD or the item, which makes this a Standard Extended"
    " SOP Class.",
    "PS3.2 3.11.3",
)
GROUP_NOT_ALLOWED = error(
    "group-not-allowed",
    "Elements of this group are not allowed in a data set.",
    "PS3.5 7.1",
)
PRIVATE_CREATOR_MISSING = error(
    "private-creator-missing",
    "Private elements are in a block that no private creator reserves.",
    "PS3.5 7.8.1",
)
PRIVATE_CREATOR_INVALID = error(
    "private-creator-invalid",
    "A private creator is empty, not valid, or reserves two blocks of a group.",
    "PS3.5 7.8.1",
)
PRIVATE_TAG_INVALID = error(
    "private-tag-invalid", "The tag is not a valid private tag.", "PS3.5 7.8.1"
)
