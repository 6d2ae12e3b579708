"""Query/Retrieve Levels: their unique keys, and the level that a request means.

Source: PS3.4 C.6.1, C.6.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydicom.dataset import Dataset

from ...dimse.services.attribute_lists import AttributeList
from ...dimse.services.sides import Refused
from ...findings import codes
from ...findings.finding import Finding
from ...network.serving.request_context import Call
from .behaviour import Behaviour
from .classes import sop_class

DOES_NOT_MATCH_SOP_CLASS: Final = "A900"
"""Status for an identifier that does not match the information model: Table C.4-1."""

PATIENT: Final = "PATIENT"
STUDY: Final = "STUDY"
SERIES: Final = "SERIES"
IMAGE: Final = "IMAGE"
LEVELS: Final = (PATIENT, STUDY, SERIES, IMAGE)
"""Query/Retrieve Levels from the top: Table C.6.1-1."""

UNIQUE: Final = {
    PATIENT: "PatientID",
    STUDY: "StudyInstanceUID",
    SERIES: "SeriesInstanceUID",
    IMAGE: "SOPInstanceUID",
}
"""The unique key of each level."""

_SYNONYMS: Final = {"INSTANCE": IMAGE}
"""Other names of levels that systems send and archives accept."""

_COMPLETE_MODEL: Final = {
    "C-FIND": "PatientRootFind",
    "C-MOVE": "PatientRootMove",
    "C-GET": "PatientRootGet",
}
"""The SOP class that has all levels, by service."""

_FATAL: Final = frozenset(
    {
        codes.QUERY_LEVEL_MISSING.name,
        codes.QUERY_LEVEL_UNKNOWN.name,
        codes.UNIQUE_KEY_MISSING.name,
    }
)


class Leveled(Behaviour):
    """Accepts the level of an identifier as archives do, unless strict."""

    def request_of_level(
        self, identifier: Dataset, requests: Sequence[type[AttributeList]], /
    ) -> type[AttributeList] | None:
        """Return the request that an identifier with an invalid level means.

        Letters may be lower case, and the level of another information model is accepted.
        A missing level is that of the lowest unique key.

        Returns:
            None if it is refused.
        """
        if self.backend.strict:
            return None
        own = {each.level: each for each in requests}
        level = str(identifier.get("QueryRetrieveLevel") or "").strip().upper()
        level = _SYNONYMS.get(level, level) or _implied(identifier, list(own))
        return own.get(level) or self._of_complete_model(level)

    def _of_complete_model(self, level: str) -> type[AttributeList] | None:
        for operation in self.sop_class.operations:
            for each in sop_class(_COMPLETE_MODEL[operation.service]).operations:
                for request in each.requests:
                    if request.level == level:
                        return request
        return None

    def require_levels(self, call: Call) -> None:
        """Refuse an identifier with errors in level and unique keys, if strict.

        Raises:
            Refused: It has.
        """
        if self.backend.strict:
            for finding in call.findings:
                if finding.code in _FATAL:
                    raise self.mismatch(call, finding)

    def mismatch(self, call: Call, finding: Finding) -> Refused:
        """Return the refusal of an identifier because of a finding."""
        comment = f"{finding.keyword} {finding.message}"
        tags = () if finding.tag is None else (finding.tag,)
        return self.refusal(call, DOES_NOT_MATCH_SOP_CLASS, comment, offending=tags)


def _implied(identifier: Dataset, levels: list[str]) -> str:
    """Return the lowest level whose unique key is present; else the first one."""
    for level in reversed(LEVELS):
        if UNIQUE[level] in identifier and level in levels:
            return level
    return levels[0]
