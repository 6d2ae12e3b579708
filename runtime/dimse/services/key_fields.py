"""Values of the keys of queries: PS3.4 C.2.2.2.

Loaded when the first query is created.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from ...data_sets.value_types import checked, encoded
from ...objects.errors import InvalidValueError
from ...objects.fields import AttributeField
from ...rules.effective_attribute import TableRow
from ...tables.descriptions import Constraint, Definition
from .keys import RANGED, WITH_WILDCARDS, Key

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement

    from ...tables.editions import Element

WILDCARDS: Final = frozenset("*?")


class KeyField(AttributeField):
    """The field of a key, which accepts the values that can be matched."""

    def __init__(
        self,
        element: Element,
        rows: Sequence[TableRow],
        constraints: Sequence[Constraint],
        owner: type[Definition],
    ) -> None:
        super().__init__(element, rows, constraints, owner)
        self.many: Final = self.sequence  # type: ignore[misc]
        self.may_be_empty: Final = True  # type: ignore[misc]

    @property
    def requirement(self) -> str:
        """Kind of the key: "key R"."""
        key = self.rows[0]
        return f"key {key.match}" if isinstance(key, Key) else super().requirement

    def accept(self, value: object) -> object:
        """Return the encoded value of a key; for a sequence, its items.

        Raises:
            InvalidValueError: The value cannot be matched.
        """
        if self.sequence:
            items = value if isinstance(value, list | tuple) else [value]
            if len(items) > 1:
                raise InvalidValueError(self, value, "has more than one item")
            return [self._item(item) for item in items]
        try:
            return self._text(value)
        except ValueError as error:
            raise InvalidValueError(self, value, str(error)) from None

    def _text(self, value: object) -> object:
        if self.vr in RANGED and isinstance(value, tuple):
            first, last = (self._end(end) for end in value)
            return f"{first}-{last}"
        if _is_list(value):
            if self.vr != "UI" and self.vr not in WITH_WILDCARDS:
                raise ValueError(
                    f"is a list; a key of VR {self.vr} must be a single value"
                )
            return [self._text(one) for one in value]  # type: ignore[attr-defined]
        if isinstance(value, str) and self.vr not in ("UI", "DS", "IS"):
            if self.vr in WITH_WILDCARDS and WILDCARDS & set(value):
                return value
            return checked(self.vr, value)
        if self.kind is None:
            raise ValueError(f"has no known VR ({self.vr})")
        return _written(self.vr, self.kind.accept(value))

    def _end(self, end: object) -> object:
        """Return one end of a range; empty if it is open."""
        if end is None or end == "":
            return ""
        assert self.kind is not None
        return _written(self.vr, self.kind.accept(end))

    def read(self, element: DataElement) -> object:
        """Return a key as text; for a sequence, the item with its keys."""
        value: Any = element.value
        if self.sequence:
            if element.VR != "SQ":
                raise InvalidValueError(
                    self, value, f"has VR {element.VR}; must be a sequence"
                )
            return [self._read_item(item) for item in value or ()]
        if value is None or value == b"":
            return ""
        if isinstance(value, MultiValue | list):
            return "\\".join(map(str, value))
        return str(value)


def _is_list(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(
        value, str | bytes | Mapping | Dataset | Definition | tuple
    )


def _written(vr: str, value: object) -> object:
    """Return an encoded value: text, except binary numbers."""
    value = encoded(vr, value)
    if vr in RANGED or vr in WITH_WILDCARDS or vr in ("UI", "DS", "IS"):
        return str(value)
    return value
