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

DAValue: TypeAlias = date | str
TMValue: TypeAlias = time | str
DTValue: TypeAlias = datetime | str
DSValue: TypeAlias = float | Decimal | str
ISValue: TypeAlias = int | str
PNValue: TypeAlias = PersonName | str
UIValue: TypeAlias = str

DAValues: TypeAlias = list[date] | list[str] | tuple[DAValue, ...]
TMValues: TypeAlias = list[time] | list[str] | tuple[TMValue, ...]
DTValues: TypeAlias = list[datetime] | list[str] | tuple[DTValue, ...]
DSValues: TypeAlias = (
    list[float] | list[int] | list[Decimal] | list[str] | tuple[DSValue, ...]
)
ISValues: TypeAlias = list[int] | list[str] | tuple[ISValue, ...]
PNValues: TypeAlias = list[PersonName] | list[str] | tuple[PNValue, ...]
UIValues: TypeAlias = list[UID] | list[str] | tuple[UIValue, ...]

DA: TypeAlias = Value[date | N, DAValue | N]
TM: TypeAlias = Value[time | N, TMValue | N]
DT: TypeAlias = Value[datetime | N, DTValue | N]
DS: TypeAlias = Value[float | N, DSValue | N]
IS: TypeAlias = Value[int | N, ISValue | N]
PN: TypeAlias = Value[PersonName | N, PNValue | N]
UI: TypeAlias = Value[UID | N, UIValue | N]

DAList: TypeAlias = Value[list[date] | N, DAValues | N]
TMList: TypeAlias = Value[list[time] | N, TMValues | N]
DTList: TypeAlias = Value[list[datetime] | N, DTValues | N]
DSList: TypeAlias = Value[list[float] | N, DSValues | N]
ISList: TypeAlias = Value[list[int] | N, ISValues | N]
PNList: TypeAlias = Value[list[PersonName] | N, PNValues | N]
UIList: TypeAlias = Value[list[UID] | N, UIValues | N]
