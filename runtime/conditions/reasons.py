"""Reasons why the condition of a rule is unknown, and how it can be decided.

A fact of `FACTS` is decided by its user. Other information differs between the objects of a
run, or between the items of an object, so that one fact cannot state it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .expressions import NOT_UNDERSTOOD
from .facts import FACTS

KINDS: Final = {
    "acquisition": "it depends on a property of the equipment, which differs by attribute",
    "capability": "it depends on a capability of the equipment, which differs by attribute",
    "cells": "it depends on the meaning of each row or column of a table",
    "changes": "it depends on whether a parameter changed after an earlier item, and an item"
    " may omit a value that did not change",
    "clinical-use": "it depends on the clinical purpose of each object",
    "code": "it depends on the length of a code that the item does not contain",
    "coded": "it depends on a coding scheme or a template that iodize does not have",
    "display": "it depends on the intended display of each object",
    "document": "it depends on the history or the content of each document",
    "dose-data": "it depends on whether the dose consists of planes, points or curves, which"
    " the object does not state apart from the attributes themselves",
    "encoding": "it depends on the encoding of the original object",
    "functional-groups": "it depends on whether a functional group is empty by intention",
    "implant": "it depends on the properties of each implant",
    "instance": "it depends on whether a value was known to the sender of each message",
    "inventory": "it depends on how each inventory was made",
    "measured": "it depends on whether a measurement was made for each object",
    "not-in-request": "it depends on the request that preceded the message",
    "not-stated": "the standard requires the attribute under a condition that it does not"
    " state",
    "orientation": "it depends on whether other codes specify the orientation completely",
    "other-items": "it depends on the meaning of the other items of the sequence",
    "other-object": "it depends on another object, which is not checked together with this"
    " one, or on a reference to it that was intended",
    "own-value": "it depends on a value that is omitted because it equals another one",
    "pointed-at": "it depends on the use of the attribute by another part of the object",
    "policy": "it depends on law or on a policy of confidentiality for each object",
    "precision": "it depends on the precision of the original value",
    "procedure": "it depends on the procedure or the algorithm of each object",
    "provenance": "it depends on how each object was made, and from which other objects",
    "relations": "it depends on relations in space or time to other data",
    "relative-reference": "it depends on the location that a reference is relative to",
    "required-by-device": "it depends on the device that delivers the treatment",
    "services-offered": "it depends on the services of the system that has the object",
    "single-frame": "it depends on whether an image of one frame was made as a multi-frame image",
    "state": "it depends on the state of the instance before the message",
    "technique": "it depends on the technique of each acquisition",
    "text": "it depends on the character sets of other objects or directory records",
    "to-be-applied": "it depends on whether a transformation, a value or a reference was"
    " intended for each object",
    "to-be-matched": "it depends on the matching that the sender of each query intended",
    "treatment": "it depends on the plan or the delivery of each treatment",
    "value-type": "it depends on the value types of the content items of a query",
    "whole-data-set": "it depends on attributes that this part of the data set lacks",
    "workflow": "it depends on the state of each workitem",
    NOT_UNDERSTOOD: "iodize did not understand the text of the condition",
}
"""The information that a condition depends on, by the names in `Unknown`, each with the
reason why no fact of `FACTS` states it."""


class Reason(NamedTuple):
    """A reason why a condition is unknown."""

    name: str
    """The name of a fact in `FACTS`, or of the kind of the missing information."""
    explanation: str
    """The option that decides it, or the reason why no fact does."""


def reason(name: str) -> Reason:
    """Return the reason of an `Unknown` part of a condition."""
    if name in FACTS:
        return Reason(name, f"decided by --fact {name}=yes or {name}=no")
    return no_fact(name, KINDS[name])


def no_fact(name: str, why: str) -> Reason:
    """Return a reason that no fact removes.

    Args:
        why: A clause: "RescaleType has no value".
    """
    return Reason(name, f"no fact decides it: {why}")
