"""The registries of PS3.6: data elements and unique identifiers."""

from __future__ import annotations

from attrs import field, frozen
from attrs.validators import matches_re

from .values import TAG

UID = matches_re(r"[0-9]+(\.[0-9]+)+")
KEYWORD = matches_re(r"([A-Za-z][A-Za-z0-9]*)?")


@frozen
class DataElement:
    """One row of a registry of data elements: PS3.6 Tables 6-1, 7-1, 8-1 and 9-1.

    PS3.7 Tables E.1-1 and E.2-1 (command elements) have the same columns.
    """

    tag: str = field(validator=TAG)
    name: str
    keyword: str = field(validator=KEYWORD)
    """Empty for the few elements without one."""
    vr: tuple[str, ...] = ()
    """Several for "US or SS"; empty for items and delimiters."""
    vm: str = ""
    """Value multiplicity: "1", "1-n", "2-2n"; empty for items and delimiters."""
    retired: bool = False
    remark: str = ""
    """Last column: "RET (2007)", "DICOS", "DICONDE"."""


@frozen
class Uid:
    """One row of the registry of unique identifiers: PS3.6 Table A-1."""

    value: str = field(validator=UID)
    name: str
    keyword: str
    type: str
    """"SOP Class", "Transfer Syntax", "LDAP OID"…"""
    part: str = ""
    """Source of the definition: "PS3.4"."""
    retired: bool = False


@frozen
class FrameOfReference:
    """A well-known frame of reference: PS3.6 Table A-2."""

    value: str = field(validator=UID)
    name: str
    keyword: str


@frozen
class ContextGroup:
    """The UID of a context group: PS3.6 Table A-3."""

    value: str = field(validator=UID)
    identifier: str
    """"CID 2"; its name is in PS3.16."""
    retired: bool = False


@frozen
class Template:
    """The UID of a template: PS3.6 Table A-4."""

    value: str = field(validator=UID)
    section: str
    """Source of the definition and of the name: "PS3.20 9.2"."""
    type: str
