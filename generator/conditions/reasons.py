"""Classification of the parts of conditions that an object does not decide.

Each row is a kind of knowledge and a pattern of its wording; the first match wins.
Text without a match is not understood.
"""

from __future__ import annotations

import re

from iodize.conditions.expressions import (
    NOT_UNDERSTOOD,
    And,
    Expression,
    Or,
    Unknown,
)
from iodize.conditions.facts import FACTS

_ROWS: tuple[tuple[str, str], ...] = (
    # Facts that users can state. A pattern must match only the fact: additional wording
    # ("multiple specimens", "other than in the top level") requires other knowledge.
    (
        "contrast-used",
        r"\bcontrast (?:media )?(?:was|were) (?:used|applied|administered)(?! and)",
    ),
    ("cardiac-synchronized", r"cardiac synchronization (?:is|was) (?:used|applied)"),
    (
        "respiratory-synchronized",
        r"respiratory synchronization (?:is|was) (?:used|applied)",
    ),
    ("bulk-motion-synchronized", r"bulk motion synchronization was applied"),
    ("time-synchronized", r"time synchronization was|system time is synchronized"),
    (
        "contributing-consistent",
        r"present and (?:consistent|have an equal value) in the contributing",
    ),
    ("annotation-present", r"^(?:graphic )?annotation is present$"),
    ("specimen-imaged", r"^(?:the )?Imaging Subject is a specimen$"),
    ("non-human-organism", r"is a non-human organism(?!.*bipedal)"),
    (
        "character-set-extended",
        r"^(?:an )?(?:expanded|extended) or replacement character set(?:s are| is) used"
        r"(?: in (?:an Attribute that is set|any Attributes of the Query response))?$",
    ),
    ("planned-on-other", r"has been planned on another"),
    (
        "derived-from-other",
        r"derived from (?:another SOP|one or more DICOM) Instance"
        r"|(?:is|was) created from (?:other )?DICOM",
    ),
    ("procedure-scheduled", r"procedure was scheduled"),
    (
        "performed-procedure-step",
        r"Performed Procedure Step SOP Class(?:es)?"
        r" (?:(?:was|were) involved|(?:is|are) supported$)",
    ),
    ("frame-level-retrieve", r"created in response to a Frame-Level retrieve"),
    (
        # Of this instance, or of those it was made from.
        "lossy-compressed",
        r"^Lossy Compression has been performed"
        r"|^present in the source images? or this (?:IOD |SOP )?Instance has been"
        r" (?:lossy )?compressed$",
    ),
    # Kinds of knowledge that users cannot state.
    (
        "capability",
        r"\bis capable of\b|\b(?:SOP|Presentation LUT) is supported$|\bwas negotiated$"
        r"|\bis available through\b",
    ),
    (
        "instance",
        r"^(?:present|set|known)$|\bin the triggering N-ACTION$|\bin the UPS Instance$"
        r"|\bMin Density is known$|^a Human Performer is specified$|^storage commitment\b",
    ),
    (
        "workflow",
        r"^the (?:Workitem|subject of the workitem|storage request)\b|\bUPS\b",
    ),
    ("changes", r"\bchanges?\b"),
    (
        "other-object",
        r"referenc|^present in the \w+ Instance$|\bSource Content Item of\b|\bplan has\b|another (?:SOP )?Instance|other (?:SOP )?Instances|Images? "
        r"|corresponds to a planned|the protocol is not that",
    ),
    ("required-by-device", r"required by treatment delivery device"),
    ("precision", r"insufficient precision"),
    ("services-offered", r"may be retrieved using"),
    (
        "clinical-use",
        r"used for operational purposes|a parameter which represents|to only a subset"
        r"|only significant under",
    ),
    ("to-be-applied", r"to be applied|is to be|are to be|needs? to be"),
    (
        "measured",
        r"measured|calculated|calculat|refraction|\bquality rating\b|\bcalibration exists\b"
        r"|\bnormative data ?base\b",
    ),
    (
        "technique",
        r"synchroni[sz]|contrast|specimen|non-human|\bis an animal\b|cardiac|\bbiopsy\b"
        r"|\bmicroscopy\b|\bmammography\b|\btomosynthesis\b",
    ),
    (
        "provenance",
        r"derived|created|convert|conversion|compress|retrieve|contributing"
        r"|scheduled|Requested Procedure|Performed Procedure Step|procedure step"
        r"|\bunassigned (?:shared|per-frame) Attributes\b",
    ),
    (
        "display",
        r"annotation|\bpixel shift does not apply\b|\bVOI LUT stage\b"
        r"|\bfurther blending\b|\bstandard color space\b",
    ),
    ("text", r"character set"),
    ("coded", r"\bcod(?:e|ing)\b|template|semantics"),
    (
        # The scanner and its parts. In capitals, Acquisition is part of a name.
        "acquisition",
        r"(?-i:\bacqui(?:red|sition)\b)|\bX-Ray (?:source|detector)\b|\bfrom trigger\b"
        r"|\blabell?ed increment\b"
        r"|\b(?:detector|transducer|catheter|positioner)\b|\bfilter is\b",
    ),
    (
        # Planning and delivery of radiotherapy.
        "treatment",
        r"\btreatment\b(?! preparation)|\bbeam\b(?! modifier)|\bfraction\b|\bleaf\b"
        r"|\bDosimetric Objective applies\b|\bMeterset to dose mapping\b"
        r"|\bRT Physician Intent replaces\b|\bgamma-emitting\b|\bcompensator\b|\bdose delivered\b|\bdelivery system\b",
    ),
    # Wordings of one subject, after the general kinds.
    ("dose-data", r"^dose data contains\b"),
    ("functional-groups", r"\bFunctional Groups that are not empty\b"),
    ("implant", r"^the implant (?:is|has)\b|^the component exists\b"),
    ("document", r"^(?:this|the encapsulated) document\b|\bCDA Document\b"),
    (
        "inventory",
        r"^Inventory creation was\b|\bMatching is applied to any Key\b"
        r"|\bmatching mechanisms were applied\b",
    ),
    ("policy", r"^required by law\b|\bconfidentiality is needed\b"),
    (
        "cells",
        r"\bconcept does not apply to all (?:rows|columns)\b|\bnumeric values?\b",
    ),
    (
        "relations",
        r"\bspatially related\b|\btemporal relationship\b|\bequally spaced\b"
        r"|\bin a different Series than\b|\bsame Multiplex Group\b",
    ),
    ("orientation", r"^needed to fully specify\b"),
    (
        "procedure",
        r"^deformation is performed$|\bintervals? (?:was|were) excluded\b"
        r"|\bProtocol is controlling\b|\bassessor used\b|\bDefined Procedure Protocol\b",
    ),
    (
        # The value of the row itself.
        "own-value",
        r"^the (?:value|input) is not\b|^the constraint may not be modified|\bwould contain\b"
        r"|^(?:this )?differ(?:s|ent) from\b|\bdate and time are different from\b"
        r"|^the aspect ratio is not\b|^the Z offset is not\b",
    ),
    (
        "pointed-at",
        r"^used as a dimension index$|^the (?:selected content is|violation corresponds)\b",
    ),
    ("other-object", r"\bfor frames included in\b"),
    ("other-items", r"\bin another Item\b|^the current Item contains any\b"),
    ("other-object", r"\bpresent in the \w+ Instance$|\bis being transmitted\b"),
    ("treatment", r"\bTreatment Preparation Procedure\b|\bare omitted\b"),
    ("document", r"\ba heading is present\b|\bContent Item (?:has|is the Source)\b"),
    ("relations", r"\ba Combination of other\b"),
    ("measured", r"^samples represent\b"),
    ("implant", r"^such information has been issued$"),
    ("clinical-use", r"\bsuitable for\b"),
    ("provenance", r"^segmentation is used to\b"),
    ("own-value", r"^not empty$"),
    (
        "encoding",
        r"\bTransfer Syntax (?:uses|encodes)\b|\bencoded (?:as a single fragment|in a single Attribute)\b",
    ),
    ("capability", r"\bprinter (?:supports|does not support)\b"),
)

_REASONS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _ROWS)


def reason_of(words: str) -> str:
    """Return the kind of knowledge that a condition requires, or `NOT_UNDERSTOOD`."""
    for name, pattern in _REASONS:
        if pattern.search(words):
            return name
    return NOT_UNDERSTOOD


_JOINT = re.compile(r",? (and|or) (?:(?:if|when) )?")
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|does|do|did|can|may|will)\b")


def unknown_of(words: str) -> Expression:
    """Return a condition that an object does not decide, by the knowledge it requires.

    A fact that users can state remains apart from what is joined with it.
    """
    parts = _JOINT.split(words)
    reasons = [reason_of(part) for part in parts[::2]]
    joints = {*parts[1::2]}
    states_fact = not FACTS.keys().isdisjoint(reasons)
    clauses = all(map(_CLAUSE.search, parts[::2])) and NOT_UNDERSTOOD not in reasons
    if len(joints) == 1 and states_fact and clauses:
        unknowns = tuple(map(Unknown, dict.fromkeys(reasons)))
        if len(unknowns) > 1:
            return And(unknowns) if joints == {"and"} else Or(unknowns)
    return Unknown(reason_of(words))
