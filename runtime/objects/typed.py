"""The base class of typed objects: data sets and items with the attributes of a class.

An object holds the values that were set, and the data set that it was read from. Values
are decoded on access. Elements that were not accessed or set are written back unchanged,
including those that the class does not define.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from ..tables.descriptions import Definition
from .absent import ABSENT

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from .fields import AttributeField, Layout


class Typed:
    """An object of a generated class.

    Attributes are named by their DICOM keywords. An attribute of type 1 must have a value;
    others may be None: type 2 is then encoded without a value, other types are omitted. An
    empty string or list encodes an attribute of type 2C without a value.
    """

    positional: ClassVar[tuple[str, ...]] = ()
    """Keywords of positional arguments."""

    if not TYPE_CHECKING:  # checkers know the arguments from the class's attributes

        def __init__(self, *unnamed: object, **given: object) -> None:
            """Construct an object from values.

            Raises:
                MissingValueError: An attribute of type 1 has no value.
                InvalidValueError: An attribute cannot have its value.
                UnknownAttributeError: The class has no attribute of a name.
            """
            layout = self._layout_of()
            if unnamed:
                given = self._named(unnamed, given)
            values: dict[int, object] = dict(layout.empty)
            self.__dict__.update(_values=values, _source=None, _shift=0, _part=False)
            fields = layout.fields
            for keyword, value in given.items():
                field = fields.get(keyword)
                if field is None:
                    if keyword not in layout.members:
                        raise self._unknown(keyword)
                    continue
                if value is not None and not (isinstance(value, str) and not value):
                    values[field.tag] = field.accept(value)
                elif value is not None and field.may_be_empty:
                    values[field.tag] = None
                elif field.tag in layout.defaults and field.type != "1":
                    values[field.tag] = ABSENT
            for tag, default in layout.defaults.items():
                if values.get(tag) is None:
                    values[tag] = default()
            if not layout.required <= values.keys():
                raise self._missing(layout)
            for name in layout.members.keys() & given.keys():
                setattr(self, name, given[name])

    def _named(
        self, unnamed: tuple[object, ...], given: dict[str, object]
    ) -> dict[str, object]:
        names = self.positional[: len(unnamed)]
        if len(unnamed) > len(names):
            most = len(self.positional)
            raise TypeError(
                f"{type(self).__name__} takes at most {most} positional arguments,"
                f" got {len(unnamed)}"
            )
        if twice := [name for name in names if name in given]:
            raise TypeError(f"{type(self).__name__} got multiple values for {twice[0]}")
        return {**dict(zip(names, unnamed, strict=True)), **given}

    def _missing(self, layout: Layout) -> Exception:
        from .errors import MissingValueError

        missing = layout.required - self._values.keys()
        fields = [field for field in layout.fields.values() if field.tag in missing]
        return MissingValueError(type(self), fields)

    @classmethod
    def _layout_of(cls) -> Layout:
        layout: Layout | None = cls.__dict__.get("_layout")
        if layout is None:
            from .fields import Layout

            layout = Layout(cls)  # type: ignore[arg-type]
            cls._layout = layout
        return layout

    _layout: ClassVar[Layout]
    _values: dict[int, Any]
    _source: Dataset | None
    _shift: int
    """Offset of the tags from those of the first group, for a repeating group."""
    _part: bool
    """True for a module of an instance, which shares the values of the instance."""

    @classmethod
    def from_dataset(cls, dataset: Dataset, *, strict: bool = False) -> Self:
        """Return a data set as an object of the class.

        All elements are kept and written back unchanged.

        Args:
            strict: Whether to reject a data set that violates the standard.

        Raises:
            TypeError: It is not a data set.
            InvalidObjectError: `strict`, and the data set violates the standard.
        """
        from pydicom.dataset import Dataset

        if not isinstance(dataset, Dataset):
            raise TypeError(
                f"from_dataset must be given a data set of pydicom, got"
                f" {type(dataset).__name__}; read() is for files, from_json() for JSON"
            )
        if strict:
            cls._refuse(dataset)
        return cls._of(dataset)

    @classmethod
    def _of(cls, dataset: Dataset) -> Self:
        """Return a data set, or an item, as an object of the class."""
        made = cls.__new__(cls)
        made.__dict__.update(_values={}, _source=dataset, _shift=0, _part=False)
        return made

    @classmethod
    def _refuse(cls, dataset: Dataset) -> None:
        """Raise for the first invalid or missing value of an item."""
        made = cls._of(dataset)
        for field in cls._layout_of().fields.values():
            value = made._read(field.keyword)
            if value is not None and value != []:
                field.accept(value)
        if missing := cls._layout_of().required - {
            int(tag) for tag, _ in dataset.items()
        }:
            from .errors import MissingValueError

            layout = cls._layout_of()
            raise MissingValueError(cls, [layout.by_tag[tag] for tag in missing])

    def to_dataset(self) -> Dataset:
        """Return the object as a data set of pydicom, independent of the object."""
        from .encoding import dataset_of

        return dataset_of(self)

    def source_dataset(self) -> Dataset | None:
        """Return the data set that the object was read from, if no value was changed.

        It is not a copy and must not be modified. None also for an object whose lists
        were read: the caller may have modified them.
        """
        return None if self._values or self._part else self._source

    @classmethod
    def from_json(cls, source: str | dict[str, Any], *, strict: bool = False) -> Self:
        """Return an object of the DICOM JSON Model.

        Args:
            source: JSON text, or the parsed JSON object: attributes by tag.

        Raises:
            InvalidObjectError: `strict`, and the data set violates the standard.
            ValueError: The source does not conform to the JSON Model.

        Source: PS3.18 F.2.
        """
        from pydicom.dataset import Dataset

        return cls.from_dataset(Dataset.from_json(source), strict=strict)

    def to_json(self) -> str:
        """Return the object in the DICOM JSON Model, bulk data inline: PS3.18 F.2."""
        return self.to_dataset().to_json()

    def _read(self, keyword: str) -> Any:
        """Return a value, decoded."""
        field = self._layout_of().fields.get(keyword)
        if field is None:
            return None
        tag = field.tag + self._shift
        value = self._values.get(tag, self)
        if value is not self:
            return None if value is ABSENT else value
        source = self._source
        if source is None or tag not in source:
            return None
        try:
            element = field.element_of(source, tag)
        except Exception as error:  # pydicom raises many types
            from .errors import InvalidValueError

            raw = source.get_item(tag, keep_deferred=True)  # others are decoded
            value = None if raw is None else raw.value
            raise InvalidValueError(field, value, "cannot be decoded") from error
        value = field.read(element)
        if field.many:
            self._values[tag] = value  # the user may change the list
        return value

    def lenient(self, keyword: str) -> Any:
        """Return a value; one that is not valid as text, or as bytes if it is binary.

        Several values are a list of texts.

        Args:
            keyword: Keyword of an attribute of the class.

        Raises:
            UnknownAttributeError: The class has no such attribute.
        """
        from .errors import InvalidValueError

        field = self._layout_of().fields.get(keyword)
        if field is None:
            raise self._unknown(keyword)
        try:
            return self._read(keyword)
        except InvalidValueError:
            from ..encoding.single_values import as_text

            assert self._source is not None  # values that were set are valid
            tag = field.tag + self._shift
            return as_text(self._source.get_item(tag, keep_deferred=True), field.vr)

    def __contains__(self, key: str | int | tuple[int, int]) -> bool:
        """Return True if an attribute or a module is present, with or without a value.

        Args:
            key: A keyword, the name of an optional module, or a tag.

        Raises:
            UnknownAttributeError: The name is neither one of the class nor a keyword.
        """
        from pydicom.tag import Tag

        if isinstance(key, str):
            layout = self._layout_of()
            if key in layout.members:
                return getattr(self, key) is not None
            field = layout.fields.get(key)
            if field is not None:
                return self._has(field.tag + self._shift)
        try:
            tag = Tag(key)
        except (ValueError, TypeError, OverflowError):
            raise self._unknown(str(key)) from None
        return self._has(tag)

    def _has(self, tag: int) -> bool:
        """Return True if an attribute is present, with or without a value."""
        value = self._values.get(tag, self)
        if value is self:
            return self._source is not None and tag in self._source
        return value is not ABSENT

    def _write(self, field: AttributeField, value: object) -> None:
        tag = field.tag + self._shift
        if value is None or (isinstance(value, str) and not value):
            if field.type == "1":
                from .errors import InvalidValueError

                raise InvalidValueError(
                    field, value, "is empty; must have a value (type 1)"
                )
            if field.type == "2" or (value is not None and field.may_be_empty):
                self._values[tag] = None
            else:
                self._remove(tag)
        else:
            self._values[tag] = field.accept(value)

    def _remove(self, tag: int) -> None:
        if self._source is not None and tag in self._source:
            self._values[tag] = ABSENT
        else:
            self._values.pop(tag, None)

    if not TYPE_CHECKING:  # type checkers must not accept every name as an attribute

        def __setattr__(self, name: str, value: object) -> None:
            layout = self._layout_of()
            field = layout.fields.get(name)
            if field is not None:
                self._write(field, value)
            elif name in layout.members:
                from .members import set_member

                set_member(self, name, layout.members[name], value)
            else:
                raise self._unknown(name)

        def __delattr__(self, name: str) -> None:
            field = self._layout_of().fields.get(name)
            if field is None:
                raise self._unknown(name)
            self._remove(field.tag + self._shift)

        def __getattr__(self, name: str) -> object:
            """Return an attribute without a descriptor: a member, a conditional attribute."""
            if name.startswith("_"):
                raise AttributeError(name)
            layout = self._layout_of()
            if name in layout.fields:
                return self._read(name)
            if name in layout.members:
                from .members import member

                return member(self, layout.members[name])
            raise self._unknown(name)

        def __getitem__(self, key: object) -> object:
            """Raise: objects have attributes; iteration ends here as well."""
            raise self._not_a_mapping()

        def __setitem__(self, key: object, value: object) -> None:
            raise self._not_a_mapping()

        def __delitem__(self, key: object) -> None:
            raise self._not_a_mapping()

        __hash__ = None

    def _not_a_mapping(self) -> Exception:
        name = next(iter(self._layout_of().fields), "PatientName")
        return TypeError(
            f"{type(self).__name__} has attributes such as .{name}, and no elements by key"
            " or in a loop; to_dataset() returns them"
        )

    def _unknown(self, name: str) -> Exception:
        from .errors import UnknownAttributeError

        layout = self._layout_of()
        homes = (
            f"{member}, as {module.__name__}({name}=…)"
            for member, module in layout.members.items()
            if name in as_typed(module)._layout_of().fields
        )
        return UnknownAttributeError(type(self), name, layout.names, next(homes, ""))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._layout_of().names]

    def __eq__(self, other: object) -> bool:
        """Return True for an object of the same class with the same meaning.

        Both have the same attributes, also those that the class does not define, with equal
        values: numbers are equal as numbers, text without the spaces around it. Transfer
        syntax and character set are not compared. An object is equal to itself after it
        was saved and read.
        """
        if not isinstance(other, Typed) or type(self) is not type(other):
            return NotImplemented
        from .equality import equal

        return self is other or equal(self.to_dataset(), other.to_dataset())

    def __copy__(self) -> Self:
        """Return an object with the same values, independent of later changes."""
        made = type(self).__new__(type(self))
        made.__dict__.update(vars(self), _values=dict(self._values))
        return made

    def __repr__(self) -> str:
        from .description import described

        return described(type(self).__qualname__, self._present())

    def _present(self) -> Iterator[tuple[str, object]]:
        """Yield the values that are present, in the order of tags; errors if unreadable."""
        fields = self._layout_of().fields.values()
        for field in sorted(fields, key=lambda field: field.tag):
            if self._has(field.tag + self._shift):
                try:
                    yield field.keyword, self._read(field.keyword)
                except ValueError as error:
                    yield field.keyword, error


class TypedDefinition(Definition, Typed):
    """A description of a table with values: what every generated class is."""


def as_typed(definition: type[Definition]) -> type[TypedDefinition]:
    """Return a class of the tables as the class of objects that it is."""
    return cast("type[TypedDefinition]", definition)
