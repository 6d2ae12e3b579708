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
    Terms,
    Type,
    Value,
    ValueTable,
)
from .conditions import Condition, Expression, Otherwise, Unknown
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
from .services import SopClass
from .standard import Part, Standard

__all__ = [
    "ANY",
    "Attribute",
    "AttributeTable",
    "Condition",
    "ContentConstraint",
    "ContentRelationship",
    "ContextGroup",
    "DataElement",
    "DirectoryRecord",
    "Expression",
    "FrameOfReference",
    "FunctionalGroupUse",
    "Include",
    "Iod",
    "IodKind",
    "Macro",
    "Message",
    "MessageField",
    "Module",
    "ModuleUse",
    "Open",
    "OpenRow",
    "Otherwise",
    "Part",
    "SopClass",
    "Standard",
    "Template",
    "Terms",
    "Type",
    "Uid",
    "Unknown",
    "Usage",
    "Value",
    "ValueTable",
]
