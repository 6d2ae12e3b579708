"""Codes of requirements with a condition, and of values with a restricted range."""

from .code import error, info, warning

TYPE1C_MISSING = error(
    "type1c-missing",
    "A type 1C attribute is absent although its condition is met.",
    "PS3.5 7.4.2",
)
TYPE2C_MISSING = error(
    "type2c-missing",
    "A type 2C attribute is absent although its condition is met.",
    "PS3.5 7.4.4",
)
CONDITION_FORBIDS = error(
    "condition-forbids",
    "An attribute is present although its table forbids it in this case.",
)
CONDITION_NOT_MET = error(
    "condition-not-met",
    "A conditional attribute is present although its condition is not met and the table"
    " does not permit it otherwise. Many real files do this; lower its severity or ignore"
    " it if that is acceptable.",
    "PS3.5 7.4.2",
)
MODULE_REQUIRED = error(
    "module-required",
    "A conditional module is absent although its condition is met.",
    "PS3.3 A.1.3.2",
)
MODULE_NOT_ALLOWED = error(
    "module-not-allowed",
    "A conditional module is present although its usage forbids it.",
    "PS3.3 A.1.3.2",
)
MODULE_NOT_ASKED = warning(
    "module-not-asked",
    "A conditional module is present although its condition is not met and its usage does"
    " not permit it otherwise.",
    "PS3.3 A.1.3.2",
)
FUNCTIONAL_GROUP_REQUIRED = error(
    "functional-group-required",
    "A conditional functional group is absent from a frame although its condition is met.",
)
FUNCTIONAL_GROUP_NOT_ALLOWED = error(
    "functional-group-not-allowed",
    "A functional group is present where its usage in the IOD forbids it.",
)

TERM_UNKNOWN = info(
    "term-unknown",
    "A value is not one of the defined terms. Defined terms may be extended.",
)
TERM_RETIRED = warning("term-retired", "A value is a retired term.")
VALUE_OUT_OF_RANGE = error(
    "value-out-of-range", "A number is outside the range that the standard specifies."
)
VALUE_COMBINATION = error(
    "value-combination",
    "A value is not allowed together with the values of other attributes.",
)
ITEM_COUNT = error(
    "item-count", "A sequence has more or fewer items than the standard allows."
)
