"""Comparison of DIMSE messages and of the statuses that all services share: PS3.7."""

from __future__ import annotations

from collections.abc import Iterator

from ..dimse.messages.commands import CommandElement
from ..dimse.messages.messages import Message, messages_of
from ..dimse.services.statuses import tables_of
from .acceptance import Requirement
from .changes import ABSENT, Change, Effect, Side, Subject
from .pair import Pair, requirement_side, text_side
from .rules import RowFacts, changed
from .services import status_differences
from .values import of_sets


def message_changes(pair: Pair) -> Iterator[Change]:
    """Yield the changes of messages and of general statuses."""
    old, new = messages_of(pair.old.edition), messages_of(pair.new.edition)
    for command in dict.fromkeys([*old, *new]):
        one, other = old.get(command), new.get(command)
        if one is not None and other is not None:
            yield from _MessageDifferences(pair, one, other)
            continue
        message = other or one
        assert message is not None
        yield changed(
            "message-added" if one is None else "message-removed",
            subject_of(message),
            *(text_side(None if each is None else each.name) for each in (one, other)),
            facts=(one, other),
            edition=pair.having(one, other).name,
        )
    yield from _statuses(pair)


def subject_of(message: type[Message]) -> Subject:
    """Return the subject of the changes of a message."""
    return Subject(
        "message", message.__name__, message.name, "PS3.7", "", message.table
    )


class _MessageDifferences:
    """The differences between a message in both editions."""

    def __init__(self, pair: Pair, old: type[Message], new: type[Message]) -> None:
        self.pair, self.old, self.new = pair, old, new

    def __iter__(self) -> Iterator[Change]:
        old, new = self.old.elements, self.new.elements
        for tag in dict.fromkeys([*old, *new]):
            yield from self._field(old.get(tag), new.get(tag))
        one, other = self.old.data_set, self.new.data_set
        if one != other:
            sides = (
                (
                    ABSENT
                    if each is None
                    else requirement_side(
                        f"data set {each.presence}, usage {each.usage}", each.when
                    )
                )
                for each in (one, other)
            )
            yield self._change("data-set-presence", None, *sides)

    def _field(
        self, old: CommandElement | None, new: CommandElement | None
    ) -> Iterator[Change]:
        field = new or old
        facts = _facts(old), _facts(new)
        sides = _side(old), _side(new)
        if old is None or new is None:
            kind = "field-added" if old is None else "field-removed"
            yield self._change(kind, field, *sides, facts=facts)
            return
        if old.usage != new.usage:
            yield self._change("field-usage", field, *sides, facts=facts)
        elif old.when != new.when:
            yield self._change("field-condition", field, *sides, facts=facts)
        if old.values != new.values:
            texts = [
                (
                    None
                    if each.values is None
                    else frozenset(
                        f"{k:04X} {label}" for k, label in each.values.items()
                    )
                )
                for each in (old, new)
            ]
            listed = (
                (
                    ABSENT
                    if each is None
                    else Side(", ".join(sorted(each)), values=tuple(sorted(each)))
                )
                for each in texts
            )
            yield self._change("field-values", field, *listed, decided=of_sets(*texts))

    def _change(
        self,
        kind: str,
        field: CommandElement | None,
        old: Side,
        new: Side,
        *,
        facts: tuple[RowFacts | None, RowFacts | None] = (None, None),
        decided: Effect = Effect.NEUTRAL,
    ) -> Change:
        return changed(
            kind,
            subject_of(self.new),
            old,
            new,
            facts=facts,
            decided=decided,
            path=(field.keyword,) if field else (),
            tags=(field.tag,) if field else (),
            edition=self.pair.new.name,
        )


def _facts(field: CommandElement | None) -> RowFacts | None:
    if field is None:
        return None
    requirement = Requirement(field.usage, field.when)
    return RowFacts(requirement, field.values is not None, field.usage == "M")


def _side(field: CommandElement | None) -> Side:
    if field is None:
        return ABSENT
    usage = "accompanies statuses" if field.related else f"usage {field.usage}"
    return requirement_side(usage if field.usage else "listed", field.when)


def _statuses(pair: Pair) -> Iterator[Change]:
    old, new = (tables_of(each.edition) for each in (pair.old, pair.new))
    for each in status_differences(old.general, new.general):
        subject = Subject("status", each.code, each.code, "PS3.7", "Annex C")
        yield changed(
            each.kind,
            subject,
            each.old,
            each.new,
            facts=each.facts,
            edition=pair.having(*each.facts).name,
        )
    for service in dict.fromkeys([*old.of_services, *new.of_services]):
        listed = old.of_services.get(service, ()), new.of_services.get(service, ())
        for each in status_differences(*listed):
            if each.kind in ("status-added", "status-removed"):
                yield changed(
                    each.kind,
                    Subject("message", service, service, "PS3.7"),
                    each.old,
                    each.new,
                    facts=each.facts,
                    label=each.code,
                    edition=pair.having(*each.facts).name,
                )
