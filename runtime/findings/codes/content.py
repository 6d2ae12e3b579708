"""Codes of structured reports, and of the directories of media."""

from .code import error, warning

# Structured reports
CONTENT_ROOT = error(
    "content-root",
    "The root of the content tree is not a container.",
    "PS3.3 C.17.3",
)
CONTENT_RELATIONSHIP = error(
    "content-relationship",
    "The IOD does not allow this relationship between these value types.",
    "PS3.3 A.35",
)
CONTENT_BY_REFERENCE = error(
    "content-by-reference",
    "The IOD does not allow this relationship by reference.",
    "PS3.3 A.35",
)
CONTENT_TARGET = error(
    "content-target",
    "The target of a relationship by reference is not a content item.",
    "PS3.3 C.17.3.3",
)
CONTENT_LOOP = error(
    "content-loop",
    "The target of a relationship by reference is an ancestor, which the IOD forbids.",
    "PS3.3 A.35",
)

# Directories of media
DIRECTORY_OFFSET = error(
    "directory-offset",
    "An offset does not point to the directory record that it must point to.",
    "PS3.3 F.3.2.2 Table F.3-3",
)
DIRECTORY_LOOP = error(
    "directory-loop",
    "Two offsets point to the same directory record; the records do not form a tree.",
    "PS3.3 F.2.2.2",
)
DIRECTORY_UNREACHABLE = warning(
    "directory-unreachable",
    "The directory record cannot be reached from the root.",
    "PS3.3 F.2.2.2",
)
DIRECTORY_TYPE = warning(
    "directory-type",
    "The directory record type is not in this edition. It may be retired.",
    "PS3.3 F.3.2.2 Table F.3-3",
)
DIRECTORY_NESTING = error(
    "directory-nesting",
    "A directory record is not allowed below its parent record.",
    "PS3.3 F.4 Table F.4-1",
)
DIRECTORY_FILE = warning(
    "directory-file", "The file that a directory record refers to does not exist."
)
