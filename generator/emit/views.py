"""Views for the templates: names, calls and notes.

A view represents the model in terms of Python: tables as classes, rows as members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import Factory, define, evolve, frozen

from ..model import (
    Attribute,
    AttributeTable,
    DataElement,
    DirectoryRecord,
    FunctionalGroupUse,
    Include,
    Iod,
    IodKind,
    ModuleUse,
    Open,
    OpenRow,
    Usage,
)
from ..naming import class_name, file_name, item_name, number
from ..report import Report
from .inclusion import Content, Inclusions
from .value_calls import (
    constraint_calls,
    counted,
    items,
    quoted,
    tuple_of,
    value_calls,
    when_call,
)

ITEM_BASES = {
    Open.FUNCTIONAL_GROUPS: "FunctionalGroupsItem",
    Open.RECORD_KEYS: "RecordKeysItem",
}
"""Bases of items whose content depends on another table of the object."""

USAGES = {
    Usage.MANDATORY: "mandatory",
    Usage.CONDITIONAL: "conditional",
    Usage.USER_OPTION: "user_option",
    None: "listed",
}

KINDS = {
    "Module": "Module",
    "Macro": "Macro",
    "FunctionalGroup": "Functional Group Macro",
}
"""The standard's term for the tables of each base class."""

IOD_BASES = {
    IodKind.COMPOSITE: "CompositeIod",
    IodKind.NORMALIZED: "NormalizedIod",
    IodKind.DIRECTORY: "DirectoryIod",
}

POSITIONAL = {
    # Coded entries are frequent, and always written in this order.
    "8.8-1": ("CodeValue", "CodingSchemeDesignator", "CodeMeaning"),
}
"""Attributes that may be positional arguments, by table."""


@frozen
class MemberView:
    """An attribute of a class, or the item class of the sequence that follows."""

    name: str
    call: str = ""
    """`attribute(0x00100010, "2")`; empty for an item class."""
    form: str = ""
    """VR and VM: "PN 1"; empty for a sequence."""
    note: str = ""
    """Meanings of terms: "M male, F female."; empty if the table does not state any."""
    mentions: tuple[str, ...] = ()
    """The functions, places and classes that the call refers to."""
    item: ClassView | None = None


@define
class ClassView:
    """One class."""

    name: str
    bases: list[str]
    title: str
    """First line of the docstring; empty for none."""
    keywords: dict[str, str] = Factory(dict)
    """Class keywords: name, section, table."""
    references: dict[str, str] = Factory(dict)
    """Class keywords whose values are classes: `reply`."""
    members: list[MemberView] = Factory(list)
    conditional_includes: list[str] = Factory(list)
    include_rows: dict[str, str] = Factory(dict)
    """Included macros in the order of their rows, each with the next keyword; empty for
    macros at the end, which the bases and conditional includes imply."""
    extensible: bool = False
    positional: tuple[str, ...] = ()
    """Keywords of positional arguments."""
    after: list[ClassView] = Factory(list)
    """Item classes derived from this class, which follow it."""
    record_type: str | None = None
    shared_item: str = ""
    """The class of the attributes that all directory records share."""
    """Directory Record Type, for the class of a directory record."""
    lower: tuple[str, ...] = ()
    stated: dict[str, str] = Factory(dict)
    """Other class attributes with their values as source: `type_id` is `1`."""


@frozen
class Place:
    """The location of a table's class."""

    folder: str
    """"modules", "macros", "functional_groups"."""
    name: str
    file: str

    def __str__(self) -> str:
        return f"{self.folder}.{self.name}"


@define
class Views:
    """Makes the views of one edition."""

    elements: Mapping[str, DataElement]
    inclusions: Inclusions
    places: Mapping[str, Place]
    """Of every attribute table, by label."""
    part: str
    """"PS3.3"."""
    report: Report
    item_base: str = "Item"
    """The base of the items of sequences."""

    def table(self, table: AttributeTable, kind: str) -> ClassView:
        """Return the class of a module or macro.

        Args:
            kind: The base class: "Module", "Macro" or "FunctionalGroup".
        """
        view = ClassView(
            name=self.places[table.table].name,
            bases=[],
            title=f"{table.name} {KINDS[kind]}: {_place(table, self.part)}.",
            keywords=_origin(table, self.part),
        )
        view.positional = self._positional(table.table)
        if kind == "Module":
            view.stated["member_name"] = quoted(self.places[table.table].file)
        self._fill(view, table.content, table.table, kind, view)
        return view

    def record(self, record: DirectoryRecord) -> ClassView:
        """Return the class of a directory record."""
        label = record.table or "F.4-1"
        view = ClassView(
            name=class_name(record.name.title() or "Root") + "Record",
            bases=[],
            title=(
                f"{record.name or 'Root directory entity'}:"
                f" {self.part} {record.section}, Table {label}."
            ),
            keywords={"name": record.name, "section": record.section, "table": label},
            record_type=record.name,
            lower=record.lower,
        )
        self._fill(view, record.content, label, "DirectoryRecord", view)
        return view

    def _positional(self, table: str) -> tuple[str, ...]:
        """Return the keywords of positional arguments; empty if the class lacks one."""
        keywords = POSITIONAL.get(table)
        if keywords is None:
            return ()
        members = {self._keyword(tag) for tag in self.inclusions.tags(table)}
        missing = [keyword for keyword in keywords if keyword not in members]
        for keyword in missing:
            reason = (
                f"{keyword} is not an attribute of the table: no positional arguments"
            )
            self._problem(table, reason)
        return () if missing else keywords

    def _problem(self, table: str, reason: str) -> None:
        self.report.problem(int(self.part.removeprefix("PS3.")), table, 0, reason)

    def _fill(
        self,
        view: ClassView,
        content: tuple[Content, ...],
        table: str,
        base: str,
        outermost: ClassView,
    ) -> None:
        """Add the bases and members of a class.

        Args:
            table: The label of the table, for problems and recursion.
            base: The last base, after the included macros.
            outermost: The class of the table, which recursive items follow.
        """
        bases: list[str] = []
        for row in content:
            if isinstance(row, OpenRow):
                base = ITEM_BASES.get(row.allows, base)
                view.extensible |= row.allows is Open.ATTRIBUTES
            elif isinstance(row, Include):
                if row.table not in self.places:
                    reason = f"includes Table {row.table}, which lists no attributes"
                    self._problem(table, reason)
                elif row.condition is not None:
                    place, when = self.places[row.table], when_call(row.condition)
                    view.conditional_includes.append(f"included({place}, {when})")
                else:
                    bases.append(row.table)
                    if row.content and (extended := self._extended(row, table)):
                        view.members += self._members(extended, table, outermost)
            else:
                view.members += self._members(row, table, outermost)
        labels = sorted(dict.fromkeys(bases), key=self.inclusions.rank)
        view.bases = [str(self.places[label]) for label in labels] + [base]
        order = self.inclusions.places(content)
        last = [*labels, *(label for label in order if label not in labels)]
        if any(order.values()) or list(order) != last:
            view.include_rows = {
                str(self.places[label]): self._keyword(tag)
                for label, tag in order.items()
                if label in self.places
            }

    def _keyword(self, tag: str) -> str:
        return self.elements[tag].keyword if tag in self.elements else ""

    def _extended(self, include: Include, table: str) -> Attribute | None:
        """Return the sequence of an included macro, extended with the nested rows."""
        last = self.inclusions.extended(include)
        if last is None:
            reason = f"rows below Table {include.table}, which has no sequence"
            self._problem(table, reason)
            return None
        return evolve(last, content=last.content + include.content)

    def _members(
        self, row: Attribute, table: str, outermost: ClassView
    ) -> Iterator[MemberView]:
        element = self.elements.get(row.tag)
        if element is None or not element.keyword:
            reason = f"{row.name} {row.tag} is not in the data dictionary of PS3.6"
            self._problem(table, reason)
            return
        tag, type_ = f"0x{number(row.tag):08X}", f'"{row.type}"' if row.type else "None"
        if element.vr != ("SQ",):
            function = "repeating" if "x" in row.tag else "attribute"
            values = value_calls(row, element)
            arguments = [tag, type_, *(value.text for value in values)]
            arguments += self._facts(row, element)
            if row.condition is not None:
                arguments.append(f"when={when_call(row.condition)}")
            call = f"{function}({', '.join(arguments)})"
            lists = [value.function for value in values]
            if row.condition is not None:
                lists.append("when")
            mentions = (function, *lists)
            yield MemberView(element.keyword, call, form(element), _note(row), mentions)
            return
        item = self._item(element.keyword, row.content, table, outermost)
        if isinstance(item, ClassView):
            yield MemberView(item.name, item=item)
            item_class = item.name
        else:
            item_class = item
        arguments = [tag, type_, item_class] if item_class else [tag, type_]
        for count in row.item_counts:
            if count.condition is None:
                arguments.append(f"items={items(count, self.elements)}")
        counts = [
            counted(each, self.elements)
            for each in row.item_counts
            if each.condition is not None
        ]
        if counts:
            arguments.append(f"counts={tuple_of(counts)}")
        if row.condition is not None:
            arguments.append(f"when={when_call(row.condition)}")
        call = f"sequence({', '.join(arguments)})"
        places = [item_class.removeprefix("lambda: ")] if "." in item_class else []
        if row.condition is not None:
            places.append("when")
        if counts:
            places.append("counted")
        mentions = ("sequence", *places)
        yield MemberView(element.keyword, call, mentions=mentions)

    def _facts(self, row: Attribute, element: DataElement) -> Iterator[str]:
        """Yield the arguments that follow the values of an attribute."""
        if row.vm is not None and row.vm != element.vm:
            yield f'vm="{row.vm}"'

    def _item(
        self,
        keyword: str,
        content: tuple[Content, ...],
        table: str,
        outermost: ClassView,
    ) -> ClassView | str:
        """Return the class of a sequence's items, or an expression that refers to it."""
        if not content:
            return ""
        included = [row for row in content if isinstance(row, Include)]
        recursive = any(self.inclusions.recursive(table, i) for i in included)
        if content == tuple(included) and len(content) == 1:
            only = included[0]
            known = only.table in self.places
            if known and only.condition is None and not only.content:
                place = str(self.places[only.table])
                return f"lambda: {place}" if recursive else place
        item = ClassView(item_name(keyword), [], f"Item of {keyword}.")
        self._fill(item, content, table, self.item_base, outermost)
        if not recursive:
            if item.members:  # no docstring: it would repeat the name
                item.title = ""
            return item
        item.name = outermost.name + item.name
        outermost.after.append(item)
        return f"lambda: {item.name}"


def form(element: DataElement) -> str:
    """Return the VR and VM of an attribute; empty for a sequence."""
    return "" if element.vr == ("SQ",) else f"{' or '.join(element.vr)} {element.vm}"


def _note(row: Attribute) -> str:
    """Format the meanings of an attribute's terms."""
    labels = [
        f"{value.term} {value.label}"
        for terms in row.terms
        for value in terms.values
        if value.label
    ]
    return f"{', '.join(labels)}." if labels else ""


@frozen
class UseView:
    """One row of an IOD's table."""

    function: str
    """"mandatory", "conditional", "user_option", "listed"."""
    place: str
    entity: str
    when: str
    """`when(...)`; empty without a condition."""

    @property
    def call(self) -> str:
        """The call that declares the use."""
        arguments = [self.place]
        if self.entity:
            arguments.append(quoted(self.entity))
        if self.when:
            arguments.append(f"when={self.when}")
        return f"{self.function}({', '.join(arguments)})"


@frozen
class IodView:
    """One IOD class."""

    name: str
    file: str
    bases: list[str]
    title: str
    keywords: dict[str, str]
    modules: list[UseView]
    functional_groups: list[UseView]
    functional_groups_table: str
    constraints: list[str]
    """Calls of `constrain`."""
    mentions: frozenset[str]
    """The functions of those calls."""
    types: dict[str, str]
    """Types by keyword."""


def iod_view(iod: Iod, views: Views) -> IodView:
    """Return the view of an IOD, whose bases are its mandatory modules."""
    bases = [
        use.table
        for use in iod.modules
        if use.table and use.usage in (Usage.MANDATORY, None)
    ]
    constraints = [*constraint_calls(iod, views.elements, views.report)]
    return IodView(
        name=class_name(iod.name),
        file=file_name(iod.name),
        bases=[
            *(str(views.places[label]) for label in dict.fromkeys(bases)),
            IOD_BASES[iod.kind],
        ],
        title=f"{iod.name} IOD: {_place(iod, views.part)}.",
        keywords=_origin(iod, views.part),
        modules=[*_uses(iod.modules, views)],
        functional_groups=[*_uses(iod.functional_groups, views)],
        functional_groups_table=iod.functional_groups_table or "",
        constraints=[call for call, _ in constraints],
        mentions=frozenset(name for _, names in constraints for name in names),
        types={views.elements[each.tag].keyword: each.type.value for each in iod.types},
    )


def _origin(of: AttributeTable | Iod, part: str) -> dict[str, str]:
    """Return the class keywords of a table; labels of retired tables are not known."""
    if of.last_edition is None:
        return {"name": of.name, "section": of.section, "table": of.table}
    retired = f"{part}-{of.last_edition}"
    return {"name": of.name, "section": of.section, "part": retired}


def _place(of: AttributeTable | Iod, part: str) -> str:
    """Return the section and table of a title: "PS3.3 C.7.1.1, Table C.7-1"."""
    origin = _origin(of, part)
    label = f", Table {of.table}" if "table" in origin else ""
    return f"{origin.get('part', part)} {of.section}{label}"


def _uses(
    uses: Iterable[ModuleUse | FunctionalGroupUse], views: Views
) -> Iterator[UseView]:
    for use in uses:
        if use.table is not None:
            entity = use.entity or "" if isinstance(use, ModuleUse) else ""
            when = when_call(use.condition) if use.condition else ""
            place = str(views.places[use.table])
            yield UseView(USAGES[use.usage], place, entity, when)
