# Types of the keys of queries, for type checkers: only stubs import this module.
#
# A key is read as the text that C-FIND sends: "" if it matches everything, None if it is
# not requested. It accepts the values that can be matched with its VR.
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, TypeAlias, TypeVar

from pydicom.valuerep import PersonName

from ..objects.typing import Value

Item = TypeVar("Item")

TextKeyValue: TypeAlias = str | list[str]
NumberKeyValue: TypeAlias = int | float | Decimal | str
PNKeyValue: TypeAlias = PersonName | str
UIKeyValue: TypeAlias = str | list[str]
DAKeyValue: TypeAlias = date | str | tuple[date | str | None, date | str | None]
TMKeyValue: TypeAlias = time | str | tuple[time | str | None, time | str | None]
DTKeyValue: TypeAlias = (
    datetime | str | tuple[datetime | str | None, datetime | str | None]
)
BytesKeyValue: TypeAlias = Literal[""]
ItemKeyValue: TypeAlias = Item | list[Item] | Literal[""]

TextKey: TypeAlias = Value[str | None, TextKeyValue | None]
NumberKey: TypeAlias = Value[str | None, NumberKeyValue | None]
PNKey: TypeAlias = Value[str | None, PNKeyValue | None]
UIKey: TypeAlias = Value[str | None, UIKeyValue | None]
DAKey: TypeAlias = Value[str | None, DAKeyValue | None]
TMKey: TypeAlias = Value[str | None, TMKeyValue | None]
DTKey: TypeAlias = Value[str | None, DTKeyValue | None]
BytesKey: TypeAlias = Value[str | None, BytesKeyValue | None]
ItemKey: TypeAlias = Value[Item | None, ItemKeyValue[Item] | None]
