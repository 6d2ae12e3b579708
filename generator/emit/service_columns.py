"""The letters in the requirement columns of PS3.4, and the types they mean for each side.

Source: PS3.4 5.4 (types), C.1.2 and C.2.2.1 (keys), H.2.4 (print), CC.2.5 (final states).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from ..model import AttributeList, Condition, Operation, Otherwise, Requirement, Type

LETTERS: Final = {"M": Type.MANDATORY, "MC": Type.CONDITIONAL, "U": Type.OPTIONAL}
"""Types by letter of print management: PS3.4 H.2.4."""

UNKNOWN: Final = "?"
"""The letter of a requirement that no source states; it is not checked."""

TYPES: Final = {
    **{each.value: each for each in Type},
    **LETTERS,
    UNKNOWN: Type.OPTIONAL,
}
"""Types by letter, including those of PS3.3."""

RETURNED: Final = {
    "U": Type.MANDATORY,
    "R": Type.MAY_BE_EMPTY,
    "O": Type.OPTIONAL,
    "OC": Type.OPTIONAL,
    "-": Type.OPTIONAL,
}
"""Types of attributes of an answer by key of Query/Retrieve: PS3.4 C.2.2.1."""

FINAL: Final = {"R": Type.MANDATORY, "RC": Type.CONDITIONAL}
"""Types in the final state of a unified procedure step: PS3.4 Table CC.2.5-1."""

IN_STATE: Final = {
    "P": Condition('top.ProcedureStepState == "COMPLETED"', otherwise=Otherwise.MAY),
    "X": Condition('top.ProcedureStepState == "CANCELED"', otherwise=Otherwise.MAY),
}
"""Conditions of letters that apply to one final state."""

MATCHED: Final = frozenset({"U", "R", "O", "RC", "OC", "*", "-", UNKNOWN})
"""Letters of keys; digits are types of attributes that are not keys."""


@frozen
class Side:
    """The side of a requirement that an attribute list uses, and its interpretation."""

    role: str
    """"user", "provider", "created" (responses of N-CREATE and N-SET), "keys",
    "retrieve", "answer" or "final"."""
    service: str
    """The DIMSE service."""

    @classmethod
    def of(cls, one: AttributeList, operation: Operation) -> Side:
        service = operation.service
        if one.role == "final":
            return cls("final", service)
        if service == "C-FIND":
            return cls("keys" if one.role == "request" else "answer", service)
        if service in ("C-MOVE", "C-GET"):
            return cls("retrieve", service)
        if service in ("N-CREATE", "N-SET") and one.role == "reply":
            return cls("created", service)
        sent_by_user = (service == "N-EVENT-REPORT") is (one.role == "reply")
        return cls("user" if sent_by_user else "provider", service)

    @property
    def has_keys(self) -> bool:
        return self.role in ("keys", "retrieve")

    def letter(self, requirement: Requirement) -> str:
        """Return the letter for this side."""
        if requirement.provider is None or self.role == "user":
            return requirement.user
        if self.has_keys and requirement.user == "-":
            return requirement.user  # only returned
        if self.role == "created" and requirement.user != "-":
            return requirement.user  # attributes of the request are returned
        return requirement.provider

    def type(self, requirement: Requirement, path: Sequence[str]) -> Type | None:
        """Return the type of an attribute; None if it is not in the list."""
        letter = self.letter(requirement)
        if self.role == "final":
            if letter in IN_STATE:
                return Type.CONDITIONAL
            return FINAL.get(letter) or TYPES.get(letter)
        if self.role == "created" and letter in TYPES and not path:
            # The attributes of a reply are optional, PS3.7 10.1.3.1.6 and 10.1.5.1.5,
            # except for those of print management that are only returned: "-/M".
            returned = requirement.user == "-" and letter in LETTERS
            return TYPES[letter] if returned else Type.OPTIONAL
        if (
            self.role == "answer"
            and requirement.column == "usage"
            and letter in RETURNED
        ):
            return RETURNED[letter]
        return TYPES.get(letter)


SENT: Final = Condition('unknown("instance")')
"""Whether the instance has an attribute that is optional for the SCU."""


def as_made(
    requirement: Requirement, requirements: Sequence[Requirement]
) -> Requirement:
    """Return the requirement of N-GET for an attribute of an item that the SCU created.

    The column states 1 or 2 although the SCU may omit the attribute, and the provider has
    it only if it was sent: DICOM Retrieval Sequence is 1C in N-CREATE and N-SET, and 1 in
    N-GET, Table CC.2.5-2c; Procedure Step Cancellation DateTime is 3 in N-SET, and 1 in
    N-GET, Table CC.2.5-3. Type 2 attributes can be present without a value.
    """
    made = {each.column: each for each in requirements}
    sent = [made[c] for c in ("N-CREATE", "N-SET") if c in made]
    first = next((each for each in sent if each.user != "not-allowed"), None)
    if first is None:
        return requirement
    if first.user in ("1C", "2C") and requirement.provider in ("1", "2"):
        return evolve(
            requirement, provider=f"{requirement.provider}C", condition=first.condition
        )
    if first.user == "3" and requirement.provider == "1":
        return evolve(requirement, provider="1C", condition=SENT)
    return requirement


def never_returned(requirements: Sequence[Requirement]) -> bool:
    """Whether a row's attribute is neither matched nor returned."""
    letters = {
        r.column: r.user for r in requirements if r.column in ("match", "return")
    }
    return len(letters) == 2 and set(letters.values()) == {"-"}
