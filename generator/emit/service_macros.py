"""Macros of PS3.4 with classes: coded entries that differ from PS3.3, and UPS macros."""

from __future__ import annotations

from typing import Final

from attrs import define, field

from ..model import (
    Attribute,
    Include,
    ServiceAttribute,
    ServiceInclude,
    ServiceTable,
    Type,
)
from .inclusion import Content
from .service_values import Definitions

CODE: Final = "8.8-1"
"""The coded entry of PS3.3."""
MEANING: Final = "(0008,0104)"

CODED_ENTRIES: Final = {
    # Shortened captions of PS3.4: "Enhanced SCU/SCP Coded Entry Macro with SCU Support,
    # Matching Key Support and Mandatory Meaning".
    "8-1a-match": "EnhancedCodeKeys",
    "8-1b-match": "BasicCodeKeys",
    "8-2a-match": "EnhancedOptionalCodeKeys",
    "8-2b-match": "BasicOptionalCodeKeys",
    "8-3a-match": "EnhancedReturnedCodeKeys",
    "8-3b-match": "BasicReturnedCodeKeys",
    "8-4a-match": "EnhancedNamedCodeKeys",
    "8-4b-match": "BasicNamedCodeKeys",
    "C.6-2a-match": "EnhancedQueryCodeKeys",
    "C.6-2b-match": "BasicQueryCodeKeys",
    "CC.2.5-2a-match": "WorkitemCodeKeys",
    "8-2a-return": "EnhancedOptionalCode",
    "8-2b-return": "BasicOptionalCode",
    "8-5a-return": "EnhancedProvidedCode",
    "8-5b-return": "BasicProvidedCode",
    "C.6-2a-return": "EnhancedQueryCode",
    "C.6-2b-return": "BasicQueryCode",
    "F.7.2-1e-N-CREATE": "EnhancedPerformedCode",
    "F.7.2-1f-N-CREATE": "BasicPerformedCode",
    "F.7.2-1e-N-SET": "EnhancedChangedCode",
    "F.7.2-1f-N-SET": "BasicChangedCode",
}
"""The classes of coded entries that differ from PS3.3, by table and column."""

UPS_MACROS: Final = {
    # Shortened captions of PS3.4: "Referenced Instances and Access Macro". A column
    # without a class has the class of a column with the same requirements.
    "CC.2.5-2b-N-CREATE": "UPSContentItem",
    "CC.2.5-2b-match": "UPSContentItemKeys",
    "CC.2.5-2c-N-CREATE": "UPSReferencedInstances",
    "CC.2.5-2c-N-GET": "UPSReturnedInstances",
    "CC.2.5-2c-return": "UPSMatchedInstances",
    "CC.2.5-2c-match": "UPSReferencedInstancesKeys",
    "CC.2.5-2d-N-CREATE": "UPSHierarchicDesignator",
    "CC.2.5-2d-match": "UPSHierarchicDesignatorKeys",
    "CC.2.5-2f-N-CREATE": "UPSInstanceReference",
    "CC.2.5-2f-match": "UPSInstanceReferenceKeys",
    "CC.2.5-2g-N-CREATE": "UPSStorage",
    "CC.2.5-2g-N-GET": "UPSReturnedStorage",
    "CC.2.5-2g-match": "UPSStorageKeys",
}
"""The classes of other macros, which several sequences include, by table and column."""

UPS_ANNEX: Final = "CC"
"""Tables of this annex include macros as classes; others expand them, to load less."""

COLUMNS: Final = ("N-CREATE", "N-SET", "N-GET", "match", "return")


def macro_label(table: str, column: str) -> str:
    """Return the label of the class of a macro of PS3.4 for a column."""
    return f"{table}-{column}"


def table_of(label: str) -> tuple[str, str]:
    """Split the label of a macro's class into table and column."""
    column = next(each for each in COLUMNS if label.endswith(f"-{each}"))
    return label.removesuffix(f"-{column}"), column


@define
class Macros:
    """The macros that attribute lists include as classes."""

    definitions: Definitions
    classes: dict[str, tuple[Content, ...]] = field(factory=dict)
    """The rows of the included macros, by label."""

    def is_coded_entry(self, table: ServiceTable) -> bool:
        """Whether a macro has the rows of the coded entry of PS3.3, or includes one."""
        if CODE not in self.definitions.tables:
            return False
        known = {row.tag for row, _ in self.definitions.rows(CODE)}
        return all(
            (
                row.tag in known
                if isinstance(row, ServiceAttribute)
                else isinstance(row, ServiceInclude)
            )
            for row in table.content
        )

    def coded_entry(
        self, table: str, rows: tuple[Content, ...], column: str
    ) -> tuple[Content, ...]:
        """Return the inclusion of a coded entry, or its rows if it has no class."""
        if not rows:
            return ()
        if column != "match" and any(map(_has_mandatory_meaning, rows)):
            return (Include(CODE),)
        # Requests differ by column; responses share a class.
        of_request = column in ("match", "N-CREATE", "N-SET")
        label = macro_label(table, column if of_request else "return")
        if label not in CODED_ENTRIES:
            return rows
        self.classes.setdefault(label, rows)
        return (Include(label),)

    def of_steps(
        self, table: str, rows: tuple[Content, ...], column: str
    ) -> tuple[Content, ...]:
        """Return the inclusion of a UPS macro, or its rows if it has no class."""
        for label, others in self.classes.items():
            if table_of(label)[0] == table and others == rows:
                return (Include(label),)
        label = macro_label(table, column)
        if not rows or label not in UPS_MACROS or label in self.classes:
            return rows
        self.classes[label] = rows
        return (Include(label),)


def _has_mandatory_meaning(row: Content) -> bool:
    """Whether a row of a coded entry has the same requirements as in PS3.3."""
    if isinstance(row, Attribute):
        return row.tag == MEANING and row.type is Type.MANDATORY
    return isinstance(row, Include) and row.table == CODE
