"""The facts of one edition of the standard, as frozen values.

Both front ends (`docbook`, `snapshot`) build the same model, and `emit` sees nothing else.
"""

from .attributes import (
    Attribute,
    AttributeTable,
    Include,
    Macro,
    Module,
    Open,
    OpenRow,
    Type,
)
from .conditions import Condition, Otherwise
from .content import ANY, ContentConstraint, ContentRelationship
from .dictionary import (
    ContextGroup,
    DataElement,
    FrameOfReference,
    Template,
    Uid,
)
from .directory import DirectoryRecord
from .iods import FunctionalGroupUse, Iod, IodKind, ModuleUse, Usage
from .messages import Message, MessageField
from .services import (
    AnyAttribute,
    AttributeList,
    MessageType,
    ModuleRest,
    Operation,
    Requirement,
    Service,
    ServiceAttribute,
    ServiceCondition,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    SopClass,
    StateMachine,
    StatusCode,
    StatusTable,
    Transition,
)
from .standard import Part, Standard
from .values import ItemCount, Range, Terms, Value, ValueConstraint, ValueTable

__all__ = [
    "ANY",
    "AnyAttribute",
    "Attribute",
    "AttributeList",
    "AttributeTable",
    "Condition",
    "ContentConstraint",
    "ContentRelationship",
    "ContextGroup",
    "DataElement",
    "DirectoryRecord",
    "FrameOfReference",
    "FunctionalGroupUse",
    "Include",
    "Iod",
    "IodKind",
    "ItemCount",
    "Macro",
    "Message",
    "MessageField",
    "MessageType",
    "Module",
    "ModuleRest",
    "ModuleUse",
    "Open",
    "OpenRow",
    "Operation",
    "Otherwise",
    "Part",
    "Range",
    "Requirement",
    "Service",
    "ServiceAttribute",
    "ServiceCondition",
    "ServiceInclude",
    "ServiceRow",
    "ServiceTable",
    "SopClass",
    "Standard",
    "StateMachine",
    "StatusCode",
    "StatusTable",
    "Template",
    "Terms",
    "Transition",
    "Type",
    "Uid",
    "Usage",
    "Value",
    "ValueConstraint",
    "ValueTable",
]
