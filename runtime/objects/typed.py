"""The base of every typed object: a data set, or an item, seen through its class.

An object holds the values that were given, and the data set it was read from. A value is
decoded when it is asked for; what was neither asked for nor set is written back exactly
as it was read, also where the class knows nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from .fields import Field, Layout


class Absent:
    """Stands for an attribute that is left out, though it was read, or would be made."""

    def __reduce__(self) -> str:
        """Stay the only one where objects are copied or pickled."""
        return "ABSENT"


ABSENT = Absent()


class Typed:
    """An object of a generated class.

    Attributes are named by their DICOM keywords. One of type 1 has a value; another may
    be None: one of type 2 is then encoded without a value, any other is left out. An
    empty string, or list, keeps one of type 2C, which is then encoded without a value.
    """

    positional: ClassVar[tuple[str, ...]] = ()
    """Keywords of the arguments that may be given without them."""

    if not TYPE_CHECKING:  # checkers know the arguments from the class's attributes

        def __init__(self, *unnamed: object, **given: object) -> None:
            """Make an object of values.

            Raises:
                MissingValueError: An attribute of type 1 has no value.
                InvalidValueError: An attribute cannot have its value.
                UnknownAttributeError: A name is no attribute of the class.
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
                f"{type(self).__name__} takes {most or 'no'} values without their names,"
                f" {len(unnamed)} were given"
            )
        if twice := [name for name in names if name in given]:
            raise TypeError(f"{type(self).__name__} got {twice[0]} twice")
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
    """Of a member of a repeating group, what to add to the tags of its first group."""
    _part: bool
    """Whether the object is a module of an instance, and shares its values."""

    @classmethod
    def from_dataset(cls, dataset: Dataset, *, strict: bool = False) -> Self:
        """Return a data set as an object of the class.

        Whatever it holds is kept, and written back as it is.

        Args:
            strict: Whether to refuse a data set that breaks the standard.

        Raises:
            InvalidObjectError: It does, where `strict` asks for one that does not.
        """
        if strict:
            cls._refuse(dataset)
        made = cls.__new__(cls)
        made.__dict__.update(_values={}, _source=dataset, _shift=0, _part=False)
        return made

    @classmethod
    def _refuse(cls, dataset: Dataset) -> None:
        """Raise what is wrong with a data set that is no whole instance: a value."""
        made = cls.from_dataset(dataset)
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

    @classmethod
    def from_json(cls, source: str | dict[str, Any], *, strict: bool = False) -> Self:
        """Return an object of the DICOM JSON Model.

        Args:
            source: JSON text, or what it was parsed to: attributes by tag.

        Raises:
            InvalidObjectError: It breaks the standard, where `strict` asks for one that
                does not.
            ValueError: It is not of the model.

        Source: PS3.18 F.2.
        """
        from pydicom.dataset import Dataset

        return cls.from_dataset(Dataset.from_json(source), strict=strict)

    def to_json(self) -> str:
        """Return the object in the DICOM JSON Model, bulk data inline: PS3.18 F.2."""
        return self.to_dataset().to_json()

    def _read(self, keyword: str) -> Any:
        """Return a value, decoded if it was not before."""
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
        value = field.read(source[tag])
        if field.many:
            self._values[tag] = value  # the user may change the list
        return value

    def _has(self, tag: int) -> bool:
        """Whether an attribute is present, with or without a value."""
        value = self._values.get(tag, self)
        if value is self:
            return self._source is not None and tag in self._source
        return value is not ABSENT

    def _write(self, field: Field, value: object) -> None:
        tag = field.tag + self._shift
        if value is None or (isinstance(value, str) and not value):
            if field.type == "1":
                from .errors import InvalidValueError

                raise InvalidValueError(field, value, "is no value, which type 1 needs")
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

    if not TYPE_CHECKING:  # checkers shall not take every name for an attribute

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
            """Return what stands on no base class: a member, a conditional attribute."""
            if name.startswith("_"):
                raise AttributeError(name)
            layout = self._layout_of()
            if name in layout.fields:
                return self._read(name)
            if name in layout.members:
                from .members import member

                return member(self, layout.members[name])
            raise self._unknown(name)

        __hash__ = None

    def _unknown(self, name: str) -> Exception:
        from .errors import UnknownAttributeError

        layout = self._layout_of()
        homes = (
            f"{member}, as {module.__name__}({name}=…)"
            for member, module in layout.members.items()
            if name in module._layout_of().fields
        )
        return UnknownAttributeError(type(self), name, layout.names, next(homes, ""))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._layout_of().names]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Typed) or type(self) is not type(other):
            return NotImplemented
        return bool(self.to_dataset() == other.to_dataset())

    def __copy__(self) -> Self:
        """Return an object with the same values; what is set in it stays its own."""
        made = type(self).__new__(type(self))
        made.__dict__.update(vars(self), _values=dict(self._values))
        return made

    def __repr__(self) -> str:
        from .description import described

        return described(self)
