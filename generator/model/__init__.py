"""The facts of one edition of the standard, as frozen values.

Both front ends (`docbook`, `snapshot`) build the same model, the only input of `emit`.
"""

from .attributes import (
    Attribute,
    AttributeTable,
    Include,
    Macro,
    Module,
    Open,
    OpenRow,
    Specialized,
    Type,
)
from .conditions import UNREAD, Condition, Otherwise, Worded
from .content import ANY, ContentConstraint, ContentRelationship
from .dictionary import (
    ContextGroup,
    DataElement,
    FrameOfReference,
    Template,
    Uid,
)
from .directory import DirectoryRecord
from .iods import FunctionalGroupUse, Iod, IodKind, ModuleUse, StatedType, Usage
from .messages import Message, MessageField, ParameterUsage, Presence
from .services import (
    AnyAttribute,
    AttributeList,
    MessageType,
    ModuleRest,
    Operation,
    Requirement,
    Service,
    ServiceAttribute,
    ServiceInclude,
    ServiceRow,
    ServiceTable,
    SopClass,
    StateMachine,
    StatusCode,
    StatusTable,
    TableColumn,
    Transition,
)
from .standard import Part, Standard
from .statuses import GeneralStatus, ServiceStatuses, StatusClass, StatusField
from .values import ItemCount, Range, Terms, Value, ValueConstraint, ValueTable

__all__ = [
    "ANY",
    "UNREAD",
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
    "GeneralStatus",
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
    "ParameterUsage",
    "Part",
    "Presence",
    "Range",
    "Requirement",
    "Service",
    "ServiceAttribute",
    "ServiceInclude",
    "ServiceRow",
    "ServiceStatuses",
    "ServiceTable",
    "SopClass",
    "Specialized",
    "Standard",
    "StateMachine",
    "StatedType",
    "StatusClass",
    "StatusCode",
    "StatusField",
    "StatusTable",
    "TableColumn",
    "Template",
    "Terms",
    "Transition",
    "Type",
    "Uid",
    "Usage",
    "Value",
    "ValueConstraint",
    "ValueTable",
    "Worded",
]
