"""Answers as JSON objects. Each has a source: the reference and the link of its row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from errno import ENOENT
from pathlib import Path
from typing import Any

from ..browse.registry_pages import registered_in
from ..browse.requirements import Condition, Values, condition
from ..browse.rows import Include, Line
from ..browse.services import Operation, operations
from ..dimse.services.sop_classes import sop_class_named
from ..example import build, named
from ..export import resolve
from ..export.registries import parts
from ..findings.report import Report
from ..render.json import as_data
from ..render.links import link
from ..show import Subject, card, find
from ..show.service_trees import usage_text
from ..tables.descriptions import Definition, Use
from ..tables.editions import Edition
from ..validation.api import validate
from .tables import Found, NotInTableError, Tables

Answer = dict[str, Any]

MOST_ROWS = 60
"""Rows of an answer; the number of the others is in `more_rows`."""


class Answers:
    """Answers questions about one edition."""

    def __init__(self, edition: Edition, *, show_values: bool = False) -> None:
        """Create answers.

        Args:
            show_values: Whether findings contain values that identify a person.
        """
        self._edition = edition
        self._tables = Tables(edition)
        self._show_values = show_values

    def look_up(self, name: str) -> Answer:
        """Find all entries of the DICOM standard with a name.

        Args:
            name: A name or keyword in any spelling, a tag such as 0010,0010, a UID, a
                code of a status, or a table such as C.7-1.
        """
        return self._answer({"entries": [*map(self._entry, find(self._edition, name))]})

    def attribute(self, name: str, within: str = "") -> Answer:
        """Return the data element of an attribute and the rows of tables that have it.

        Args:
            name: Keyword, name or tag of the attribute.
            within: An IOD or module to restrict the rows to; all if empty.
        """
        element = self._element(name)
        found = self._tables.rows(element, within)
        return self._answer(
            {**self._entry(element), **self._rows(found, "rows", found)}
        )

    def module(self, name: str, depth: int = 1) -> Answer:
        """Return the rows of a module, macro or functional group.

        Args:
            name: Keyword, name or table, such as "General Series" or C.7-5a.
            depth: Levels of nested items to list.
        """
        subject = self._tables.table(name)
        assert subject.definition is not None
        lines = [
            line
            for line in self._tables.lines(subject.definition)
            if line.depth < depth
        ]
        rows = [self._in(subject.definition, line) for line in lines]
        return self._answer({**self._entry(subject), "rows": rows})

    def iod(self, name: str) -> Answer:
        """Return the modules and functional groups of an IOD, with their usage.

        Args:
            name: Keyword, name or table, such as "CT Image" or A.3-1.
        """
        iod = self._tables.iod(name)
        origin = iod.origin()
        groups = origin._replace(table=iod.functional_groups_table)
        return self._answer(
            {
                **self._entry(find(self._edition, iod.__name__, "iod")[0]),
                "sop_classes": [
                    uid
                    for uid, keyword in self._edition.sop_classes.items()
                    if keyword == iod.__name__
                ],
                "modules": [self._use(str(origin), use) for use in iod.module_uses],
                "functional_groups": [
                    self._use(str(groups), use) for use in iod.functional_group_uses
                ],
            }
        )

    def condition(self, name: str, within: str) -> Answer:
        """Return the conditions under which an attribute or a module is required.

        Args:
            name: An attribute, or a module of an IOD.
            within: The IOD or module whose rows are meant.
        """
        entries = find(self._edition, name)
        if any(entry.kind == "element" for entry in entries):
            element = self._element(name)
            found = self._tables.rows(element, within)
            stated = [each for each in found if each.row.condition.words]
            return self._answer(
                {**self._entry(element), **self._rows(stated, "conditions", found)}
            )
        iod = self._tables.iod(within)
        definitions = [entry.definition for entry in entries if entry.definition]
        uses = [
            use
            for use in (*iod.module_uses, *iod.functional_group_uses)
            if use.definition in definitions
        ]
        if not uses:
            raise NotInTableError(entries[0].name, f"the {iod.origin().name} IOD", ())
        source = str(iod.origin())
        return self._answer({"conditions": [self._use(source, use) for use in uses]})

    def values(self, name: str, within: str = "") -> Answer:
        """Return enumerated values, defined terms and ranges of an attribute.

        Args:
            name: Keyword, name or tag of the attribute.
            within: An IOD or module to restrict the rows to; all if empty.
        """
        element = self._element(name)
        found = self._tables.rows(element, within)
        stated = [each for each in found if each.row.values or each.row.notes]
        return self._answer(
            {**self._entry(element), **self._rows(stated, "values", found)}
        )

    def sop_class(self, name: str, operation: str = "") -> Answer:
        """Return the operations, attribute lists and statuses of a service.

        Args:
            name: Keyword, name or UID of a SOP class, such as "Modality Worklist".
            operation: A DIMSE service such as N-CREATE, to list its attributes.
        """
        subject = find(self._edition, name, "sop-class")[0]
        sop_class = sop_class_named(self._edition, subject.record["keyword"])
        found = list(operations(self._tables.addresses, sop_class))
        chosen = [
            each for each in found if operation.upper() in ("", each.service.upper())
        ]
        if operation and not chosen:
            services = dict.fromkeys(each.service for each in found)
            raise NotInTableError(operation, f"the {subject}", list(services))
        return self._answer(
            {
                **self._entry(subject),
                "iod": sop_class.iod or None,
                "retired": sop_class.retired,
                "last_edition": sop_class.last_edition or None,
                "second_sources": (
                    sop_class.source.split("; ") if sop_class.source else []
                ),
                "operations": [
                    self._operation(each, with_rows=bool(operation)) for each in chosen
                ],
            }
        )

    def _operation(self, operation: Operation, with_rows: bool) -> Answer:
        facts: Answer = {
            "service": operation.service,
            "scu": usage_text(operation.user),
            "scp": usage_text(operation.provider),
            "lists": [],
            "statuses": [
                dict(status.facts, status=status.title) for status in operation.statuses
            ],
        }
        for one in operation.lists:
            outermost = [line for line in one.lines if line.depth == 0]
            attributes: Answer = {"attributes": len(outermost)}
            if with_rows:
                rows = [self._line(one.title, one.table, line) for line in outermost]
                attributes = {"rows": rows}
            source = {"reference": one.table, "link": one.link}
            facts["lists"].append({"name": one.title, **attributes, "source": source})
        return facts

    def message(self, name: str) -> Answer:
        """Return the fields of a DIMSE message, or the meaning of a status.

        Args:
            name: A message such as C-STORE-RQ, or the name or code of a status.
        """
        found = [
            subject
            for subject in find(self._edition, name)
            if subject.kind in ("message", "status")
        ] or find(self._edition, name, "message")
        facts = [card(self._edition, subject) for subject in found]
        return self._answer(
            {
                "entries": [
                    {**fact, **self._entry(subject)}
                    for fact, subject in zip(facts, found, strict=True)
                ]
            }
        )

    def validate_file(self, path: str) -> Answer:
        """Validate a DICOM file of this computer against the IOD of its SOP class.

        Args:
            path: Path of the file.
        """
        if not Path(path).is_file():
            raise FileNotFoundError(ENOENT, "not a file", path)
        report: Report = validate(path, self._edition)
        return as_data(report if self._show_values else report.masked())

    def example(self, name: str, seed: int = 0) -> Answer:
        """Build a small conformant object of an IOD, as DICOM JSON.

        Args:
            name: Keyword, name or UID of an IOD or of a storage SOP class.
            seed: Determines the UIDs; objects with the same seed are of the same study.
        """
        iod, sop_class_uid = named(self._edition, name)
        dataset = build(iod, sop_class_uid, seed=seed)
        subject = find(self._edition, iod.__name__, "iod")[0]
        return self._answer(
            {
                **self._entry(subject),
                "sop_class": sop_class_uid,
                "dataset": json.loads(dataset.to_json()),
            }
        )

    def _answer(self, facts: Answer) -> Answer:
        return {"edition": self._edition.name, **facts}

    def _element(self, name: str) -> Subject:
        return find(self._edition, name, "element")[0]

    def _entry(self, subject: Subject) -> Answer:
        """Return the facts of an entry that every answer has."""
        facts: Answer = {"kind": subject.kind, "name": subject.name}
        if subject.definition is not None:
            origin = resolve.origin_of(subject.definition)
            facts["keyword"] = subject.definition.__name__
            return {**facts, "source": self._source(str(origin or ""))}
        record = dict(subject.record)
        match subject.kind:
            case "element":
                reference = registered_in(record["tag"])
            case "uid":
                reference = "PS3.6 A Table A-1"
            case "sop-class":
                sop_class = sop_class_named(self._edition, record["keyword"])
                record["uid"] = sop_class.uid
                reference = sop_class.reference()
            case "status":
                reference = f"PS3.7 {record['section']}"
            case _:
                reference = subject.place
        record.pop("fields", None)
        return {**facts, **record, "source": self._source(reference)}

    def _source(self, reference: str, address: str = "") -> Answer:
        part = reference.partition(" ")[0].removeprefix("PS3.")
        edition = parts(self._edition).get(part, self._edition.name)
        return {"reference": reference, "link": address or link(reference, edition)}

    def _rows(
        self, rows: Sequence[Found], name: str, searched: Sequence[Found]
    ) -> Answer:
        """Return rows, and the number of those that are left out.

        Args:
            searched: The rows of the attribute, some of which may lack such facts.
        """
        facts: Answer = {name: [*map(self._found, rows[:MOST_ROWS])]}
        if len(rows) > MOST_ROWS:
            facts["more_rows"] = len(rows) - MOST_ROWS
            facts["hint"] = "use `within` to select an IOD or a module"
        if len(searched) > len(rows):
            without = [each for each in searched if each not in rows]
            facts[f"rows_without_{name}"] = [*map(self._found, without[:MOST_ROWS])]
        return facts

    def _found(self, found: Found) -> Answer:
        return self._in(found.definition, found.row)

    def _in(self, definition: type[Definition], line: Line) -> Answer:
        """Return a row of a definition."""
        origin = resolve.origin_of(definition)
        if origin is None:
            return self._line(definition.__name__, "", line)
        return self._line(origin.name or definition.__name__, str(origin), line)

    def _line(self, table: str, reference: str, line: Line) -> Answer:
        """Return a row of a table, or a macro that the table includes."""
        facts: Answer = {"table": table}
        if isinstance(line, Include):
            facts["include"] = line.name
            facts["path"] = list(line.above[line.first :])
            included = f"PS3.3 Table {line.table}" if line.table else ""
            facts |= {"defined_in": included, "source": self._source(reference)}
            return facts | _condition(line.condition)
        facts |= {
            "path": list(line.path[line.first :]),
            "tag": line.tag,
            "type": line.type or None,
            "vr": line.vr,
            "vm": line.vm,
        }
        facts |= _condition(line.condition)
        if line.values:
            facts["values"] = [*map(_values, line.values)]
        if line.notes:
            facts["requirements"] = list(line.notes)
        return {**facts, "source": self._source(reference, line.link)}

    def _use(self, reference: str, use: Use) -> Answer:
        origin = resolve.origin_of(use.definition)
        return {
            "name": (origin and origin.name) or use.definition.__name__,
            "keyword": use.definition.__name__,
            "entity": use.entity or None,
            "usage": use.usage,
            **_condition(condition(use.when)),
            "defined_in": str(origin or ""),
            "source": self._source(reference),
        }


def _condition(one: Condition) -> Answer:
    if not one.words:
        return {}
    return {"condition": {"words": one.words, "expression": one.expression}}


def _values(one: Values) -> Answer:
    return {
        "label": one.label,
        "values": list(one.values),
        "closed": one.closed,
        **_condition(one.condition),
    }
