"""Checks of the attribute list of a message against its definition.

Source: PS3.4 5.4 (types of attributes for the two sides), PS3.5 7.4.
"""

from __future__ import annotations

from collections.abc import Collection

from ...findings import codes
from ...findings.finding import Finding, format_tag
from ...tables.editions import Edition
from ...validation.plan import Scope
from ...validation.walk import Walk
from ..services.attribute_lists import AttributeList, GetReply
from .content import Content, parted, reading_of
from .walks import MessageWalk, Requested, TextEncoding, checker


def check_attribute_list(
    attributes: AttributeList | tuple[type[AttributeList], Content],
    *,
    edition: Edition | None = None,
    requested: Collection[int] | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of the attributes of a message.

    Args:
        attributes: A typed attribute list; or its class, and its content.
        edition: The bundled one if None.
        requested: The tags that N-GET requested; all if empty or None. A reply must not
            have others.

    Source: PS3.4 5.4; the tables that the findings name.
    """
    definition, content = parted(attributes)
    tree = dict.fromkeys(requested) if requested else None
    walk = MessageWalk(tree)
    found = checker(edition).run(walk, definition, reading_of(content))
    if tree is None or not issubclass(definition, GetReply):
        return found
    return (*found, *_not_requested(content, definition, tree, edition))


def _not_requested(
    content: Content,
    definition: type[AttributeList],
    requested: Requested,
    edition: Edition | None,
) -> tuple[Finding, ...]:
    reading = reading_of(content)
    scope = Scope(reading.elements, checker(edition).plan(definition))
    walk = Walk()
    allowed = requested.keys() | TextEncoding.attributes().keys()
    for tag in reading.elements.keys() - allowed:
        walk.add(codes.KEY_NOT_ASKED, scope, tag, "not requested")
    return walk.findings()


def check_requested(
    reply: type[GetReply], tags: Collection[int], *, edition: Edition | None = None
) -> tuple[Finding, ...]:
    """Return findings of attributes that N-GET requests and its SOP class does not have.

    Args:
        reply: The class of the reply.
        tags: Attribute Identifier List (0000,1005).
    """
    scope = Scope({}, checker(edition).plan(reply))
    known = reply.attributes()
    walk = Walk()
    for tag in tags:
        if tag not in known and not tag >> 16 & 1:
            name = scope.keyword(tag) or format_tag(tag)
            what = f"{name} is not an attribute of the reply to N-GET"
            walk.add(codes.ATTRIBUTE_OUTSIDE, scope, tag, what)
    return walk.findings()
