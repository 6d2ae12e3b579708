# What type checkers see of values that take more than they give. Nothing of it exists at
# run time: only stubs import this module.
#
# An attribute of VR DA is read as a `date`, and may be set to a `date` or to the string
# that DICOM writes: generated stubs declare it `DA`, or `DA[None]` where it may be without
# a value. Attributes that give what they take are declared with that: `str`, `list[int]`.
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Generic, Never, Self, TypeAlias, overload

from pydicom.uid import UID
from pydicom.valuerep import PersonName
from typing_extensions import TypeVar

Given = TypeVar("Given", contravariant=True)
Read = TypeVar("Read", covariant=True)
N = TypeVar("N", default=Never)

class Value(Generic[Read, Given]):
    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: Any) -> Read: ...
    def __set__(self, instance: object, value: Given) -> None: ...

DA: TypeAlias = Value[date | N, date | str | N]
TM: TypeAlias = Value[time | N, time | str | N]
DT: TypeAlias = Value[datetime | N, datetime | str | N]
DS: TypeAlias = Value[float | N, float | Decimal | str | N]
IS: TypeAlias = Value[int | N, int | str | N]
PN: TypeAlias = Value[PersonName | N, PersonName | str | N]
UI: TypeAlias = Value[UID | N, str | N]

DAList: TypeAlias = Value[
    list[date] | N, list[date] | list[str] | tuple[date | str, ...] | N
]
TMList: TypeAlias = Value[
    list[time] | N, list[time] | list[str] | tuple[time | str, ...] | N
]
DTList: TypeAlias = Value[
    list[datetime] | N, list[datetime] | list[str] | tuple[datetime | str, ...] | N
]
DSList: TypeAlias = Value[
    list[float] | N,
    list[float]
    | list[int]
    | list[Decimal]
    | list[str]
    | tuple[float | Decimal | str, ...]
    | N,
]
ISList: TypeAlias = Value[
    list[int] | N, list[int] | list[str] | tuple[int | str, ...] | N
]
PNList: TypeAlias = Value[
    list[PersonName] | N,
    list[PersonName] | list[str] | tuple[PersonName | str, ...] | N,
]
UIList: TypeAlias = Value[list[UID] | N, list[UID] | list[str] | tuple[str, ...] | N]
