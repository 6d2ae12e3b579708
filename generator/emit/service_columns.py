"""The letters in the requirement columns of PS3.4: what each side is asked for.

Source: PS3.4 5.4 (types), C.1.2 and C.2.2.1 (keys), H.2.4 (print), CC.2.5 (final states).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from ..model import AttributeList, Condition, Operation, Otherwise, Requirement, Type

LETTERS: Final = {"M": Type.MANDATORY, "MC": Type.CONDITIONAL, "U": Type.OPTIONAL}
"""What a side of print management is asked for: PS3.4 H.2.4."""

TYPES: Final = {each.value: each for each in Type} | LETTERS
"""What a side is asked for, as PS3.3 writes it."""

RETURNED: Final = {
    "U": Type.MANDATORY,
    "R": Type.MAY_BE_EMPTY,
    "O": Type.OPTIONAL,
    "OC": Type.OPTIONAL,
    "-": Type.OPTIONAL,
}
"""What an answer has of the keys of Query/Retrieve: PS3.4 C.2.2.1."""

FINAL: Final = {"R": Type.MANDATORY, "RC": Type.CONDITIONAL}
"""What a final state of a unified procedure step needs: PS3.4 Table CC.2.5-1."""

IN_STATE: Final = {
    "P": Condition('top.ProcedureStepState == "COMPLETED"', otherwise=Otherwise.MAY),
    "X": Condition('top.ProcedureStepState == "CANCELED"', otherwise=Otherwise.MAY),
}
"""What only one of them needs."""

MATCHED: Final = frozenset({"U", "R", "O", "RC", "OC", "*", "-"})
"""How keys are matched; a digit is the type of an attribute that is no key."""


@frozen
class Side:
    """Which side of a requirement counts, and how it is read."""

    role: str
    """"user", "provider", "created" (what N-CREATE and N-SET return), "keys", "retrieve",
    "answer" or "final"."""
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
    def asks_for_keys(self) -> bool:
        return self.role in ("keys", "retrieve")

    def letter(self, asked: Requirement) -> str:
        """Return what is asked of this side."""
        if asked.provider is None or self.role == "user":
            return asked.user
        if self.role == "created" and asked.user != "-":
            return asked.user  # what was sent is returned
        return asked.provider

    def type(self, asked: Requirement, path: Sequence[str]) -> Type | None:
        """Return the type of an attribute; None where the list has it not."""
        letter = self.letter(asked)
        if self.role == "final":
            if letter in IN_STATE:
                return Type.CONDITIONAL
            return FINAL.get(letter) or TYPES.get(letter)
        if self.role == "created" and letter in TYPES and not path:
            # A reply need not have attributes, PS3.7 10.1.3.1.6 and 10.1.5.1.5; what
            # print management returns has no part in the request: "-/M".
            returned = asked.user == "-" and letter in LETTERS
            return TYPES[letter] if returned else Type.OPTIONAL
        if self.role == "answer" and asked.column == "usage" and letter in RETURNED:
            return RETURNED[letter]
        return TYPES.get(letter)


SENT: Final = Condition('unknown("instance")')
"""Whether the instance has what its user may leave out."""


def as_made(asked: Requirement, requirements: Sequence[Requirement]) -> Requirement:
    """Return what N-GET asks of the provider within an item, which the user has made.

    The column has 1 or 2 where the item need not have the attribute. The provider has it
    if it was sent: DICOM Retrieval Sequence is 1C in N-CREATE and N-SET, and 1 in N-GET,
    Table CC.2.5-2c; Procedure Step Cancellation DateTime is 3 in N-SET, and 1 in N-GET,
    Table CC.2.5-3. What is 2 can be there without a value.
    """
    made = {each.column: each for each in requirements}
    sent = [made[c] for c in ("N-CREATE", "N-SET") if c in made]
    first = next((each for each in sent if each.user != "not-allowed"), None)
    if first is None:
        return asked
    if first.user in ("1C", "2C") and asked.provider in ("1", "2"):
        return evolve(asked, provider=f"{asked.provider}C", condition=first.condition)
    if first.user == "3" and asked.provider == "1":
        return evolve(asked, provider="1C", condition=SENT)
    return asked


def never_returned(requirements: Sequence[Requirement]) -> bool:
    """Whether a row's attribute is neither matched nor returned."""
    asked = {r.column: r.user for r in requirements if r.column in ("match", "return")}
    return len(asked) == 2 and set(asked.values()) == {"-"}
