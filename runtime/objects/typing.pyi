# What type checkers see of values that take more than they give. Nothing of it exists at
# run time: only stubs import this module.
#
# An attribute of VR DA is read as a `date`, and may be set to a `date` or to the string
# that DICOM writes: generated stubs declare it `DA`, or `DAOrNone` where it may be without
# a value. Attributes that give what they take are declared with that: `str`, `list[int]`.
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Generic, Self, TypeAlias, TypeVar, overload

from pydicom.uid import UID
from pydicom.valuerep import PersonName

Given = TypeVar("Given", contravariant=True)
Read = TypeVar("Read", covariant=True)

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

DA: TypeAlias = Value[date, DAValue]
TM: TypeAlias = Value[time, TMValue]
DT: TypeAlias = Value[datetime, DTValue]
DS: TypeAlias = Value[float, DSValue]
IS: TypeAlias = Value[int, ISValue]
PN: TypeAlias = Value[PersonName, PNValue]
UI: TypeAlias = Value[UID, UIValue]

DAOrNone: TypeAlias = Value[date | None, DAValue | None]
TMOrNone: TypeAlias = Value[time | None, TMValue | None]
DTOrNone: TypeAlias = Value[datetime | None, DTValue | None]
DSOrNone: TypeAlias = Value[float | None, DSValue | None]
ISOrNone: TypeAlias = Value[int | None, ISValue | None]
PNOrNone: TypeAlias = Value[PersonName | None, PNValue | None]
UIOrNone: TypeAlias = Value[UID | None, UIValue | None]

DAList: TypeAlias = Value[list[date], DAValues]
TMList: TypeAlias = Value[list[time], TMValues]
DTList: TypeAlias = Value[list[datetime], DTValues]
DSList: TypeAlias = Value[list[float], DSValues]
ISList: TypeAlias = Value[list[int], ISValues]
PNList: TypeAlias = Value[list[PersonName], PNValues]
UIList: TypeAlias = Value[list[UID], UIValues]

DAListOrNone: TypeAlias = Value[list[date] | None, DAValues | None]
TMListOrNone: TypeAlias = Value[list[time] | None, TMValues | None]
DTListOrNone: TypeAlias = Value[list[datetime] | None, DTValues | None]
DSListOrNone: TypeAlias = Value[list[float] | None, DSValues | None]
ISListOrNone: TypeAlias = Value[list[int] | None, ISValues | None]
PNListOrNone: TypeAlias = Value[list[PersonName] | None, PNValues | None]
UIListOrNone: TypeAlias = Value[list[UID] | None, UIValues | None]
