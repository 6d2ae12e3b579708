"""The order of the passes, and the readers of tables.

A reader recognizes its tables by their headings, or by a function if headings vary.
Captions that are specific to a shape are checked, so that a table of another shape is an
error instead of being ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from .docbook.services.reading import is_attribute_list, is_state_table
from .docbook.services.service_groups import is_service_group
from .docbook.services.status_tables import is_status_table, read_status_table
from .docbook.services.storage import is_general_table
from .docbook.tables import attributes, content, dictionary, directory, iods, messages
from .docbook.tables.attributes import is_typed_table, is_untyped_table
from .docbook.tables.functional_groups import FUNCTIONAL_GROUPS
from .docbook.tables.parameters import is_parameter_table
from .docbook.tables.sop_classes import STORAGE, is_storage_table
from .docbook.values.value_tables import is_value_table
from .docbook.xml.book import Book
from .model import Standard
from .passes import (
    add_constraints,
    add_messages,
    add_retired,
    add_services,
    check_model,
    check_shapes,
    count_unread,
    note_errata,
    read_tables,
    render_facts,
    render_package,
    resolve,
    sort_attribute_tables,
)
from .readers import (
    alone,
    elsewhere,
    many,
    one,
    read_attribute_table,
    read_iod_and_groups,
    read_records,
    read_service_parameters,
    read_service_table,
    read_storage,
    read_values,
)
from .report import Report
from .run import Pass, Reader, Run

PARTS: Final = (3, 4, 6, 7)
"""The supported parts."""

# A row of the table of readers is one line.
# fmt: off
NAMES: Final = (
    Reader(6, "data elements", "elements", many(dictionary.read_elements), dictionary.ELEMENTS, r"Registry of .+ Elements"),
    Reader(6, "UIDs", "uids", many(dictionary.read_uids), dictionary.UIDS, r"UID Values"),
    Reader(6, "frames of reference", "frames_of_reference", alone(dictionary.read_frames_of_reference), dictionary.FRAMES_OF_REFERENCE, r"Well-known Frames of Reference"),
    Reader(6, "context groups", "context_groups", alone(dictionary.read_context_groups), dictionary.CONTEXT_GROUPS, r"Context Group UID Values"),
    Reader(6, "templates", "templates", alone(dictionary.read_templates), dictionary.TEMPLATES, r"Template UID Values"),
)
OBJECTS: Final = (
    Reader(3, "composite IODs", "iods", read_iod_and_groups, iods.COMPOSITE, r".+ IOD Modules?"),
    Reader(3, "normalized IODs", "iods", read_iod_and_groups, iods.NORMALIZED[0]),
    Reader(3, "normalized IODs", "iods", read_iod_and_groups, iods.NORMALIZED[1]),
    Reader(3, "directory IODs", "iods", read_iod_and_groups, iods.DIRECTORY),
    Reader(3, "functional group macros of IODs", "", elsewhere, FUNCTIONAL_GROUPS[0], r".+ Functional Group Macros"),
    Reader(3, "functional group macros of IODs", "", elsewhere, FUNCTIONAL_GROUPS[1]),
    Reader(3, "content constraints", "content_constraints", one(content.read_content_constraint), content.COLUMNS, r"Relationship Content Constraints for .+"),
    Reader(3, "directory record types", "directory_records", read_records, directory.RECORDS),
    Reader(3, "value tables", "value_tables", read_values, shape=is_value_table),
)
TABLES: Final = (
    Reader(3, "attribute tables with types", "attribute tables", read_attribute_table, attributes.COLUMNS, r".+ (?:Module|Macro) Attributes", is_typed_table),
    Reader(3, "attribute tables without types", "attribute tables", read_attribute_table, shape=is_untyped_table),
)
SERVICES: Final = (
    Reader(4, "SOP classes with their IODs", "sop_classes", read_storage, STORAGE, r"(?:Media Storage )?Standard SOP Classes", is_storage_table),
    Reader(4, "attributes of services", "service_tables", read_service_table, shape=is_attribute_list),
    Reader(4, "statuses", "status_tables", one(read_status_table), shape=is_status_table),
    Reader(4, "operations of SOP classes", "", elsewhere, shape=is_service_group),
    Reader(4, "state transitions", "", elsewhere, shape=is_state_table),
    Reader(4, "related general SOP classes", "", elsewhere, shape=is_general_table),
)
MESSAGES: Final = (
    Reader(7, "command elements", "command_elements", many(dictionary.read_commands), dictionary.COMMANDS, r"Command Fields.*"),
    Reader(7, "command elements", "command_elements", many(dictionary.read_commands), dictionary.RETIRED_COMMANDS, r"Retired Command Fields"),
    Reader(7, "messages", "messages", many(messages.read_message), messages.COLUMNS, r".+ Message Fields"),
    Reader(7, "parameters of services", "parameters", read_service_parameters, shape=is_parameter_table),
)
KEYS: Final = (  # read with the record types
    Reader(3, "directory record keys", "", elsewhere, attributes.KEYS, r".+ Keys"),
)
# fmt: on
READERS: Final = (*NAMES, *OBJECTS, *TABLES, *SERVICES, *MESSAGES, *KEYS)


class Step(StrEnum):
    """The steps of the generator, in this order."""

    READ = "read parts"
    RESOLVE = "resolve conditions"
    CHECK = "check"
    SNAPSHOT = "snapshot"
    EMIT = "emit"


PASSES: Final[Mapping[Step, tuple[Pass, ...]]] = {
    Step.READ: (
        check_shapes(READERS),
        read_tables(NAMES),
        read_tables(OBJECTS),
        read_tables(TABLES),
        sort_attribute_tables,
        add_constraints,
        read_tables(SERVICES),
        add_services,
        read_tables(MESSAGES),
        add_messages,
        count_unread(READERS),
        note_errata,
    ),
    Step.RESOLVE: (resolve,),
    Step.CHECK: (check_model,),
    Step.SNAPSHOT: (render_facts,),
    Step.EMIT: (add_retired, render_package),
}


def execute(run: Run, *steps: Step) -> Run:
    """Run the passes of these steps; return the run."""
    for step in steps:
        for each in PASSES[step]:
            each(run)
    return run


def read_standard(books: Sequence[Book], report: Report) -> Standard:
    """Build the model of an edition, and report the rows that were not understood.

    Args:
        books: The parts; parts other than Part 3 may be of other editions.

    Raises:
        TableShapeError: A registry of PS3.6 has other columns, so that nothing can be read.
    """
    run = Run.of(books, report, READERS)
    return execute(run, Step.READ, Step.RESOLVE, Step.CHECK).standard


def render_standard(standard: Standard) -> dict[str, bytes]:
    """Render the XML files of an edition's facts, by name."""
    return execute(Run(Report(), standard), Step.SNAPSHOT).facts


def render_python(standard: Standard, report: Report) -> dict[str, bytes]:
    """Render the formatted files of the package of an edition, by path."""
    return execute(Run(report, standard), Step.EMIT).package
