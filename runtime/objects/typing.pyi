# What type checkers see of values that take more than they give. Nothing of it exists at
# run time: only stubs import this module.
#
# An attribute of VR DA is read as a `date`, and may be set to a `date` or to the string
# that DICOM writes: generated stubs declare it `DA`, or `DAOrNone` where it may be without
# a value. `Int`, `Real` and `Text` are shared by several VRs. Attributes that give what they
# take are declared with that: `str`, `bytes`.
#
# Values of NumPy and pandas are described by protocols, as neither is required.
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import (
    Any,
    Generic,
    Protocol,
    Self,
    SupportsFloat,
    SupportsIndex,
    TypeAlias,
    TypeVar,
    overload,
)

from pydicom.dataset import Dataset
from pydicom.uid import UID
from pydicom.valuerep import PersonName

from .instance import Instance

Given = TypeVar("Given", contravariant=True)
Read = TypeVar("Read", covariant=True)

class Value(Generic[Read, Given]):
    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: Any) -> Read: ...
    def __set__(self, instance: object, value: Given) -> None: ...

class Array(Protocol):
    """An array of NumPy, or a column of pandas."""

    @property
    def dtype(self) -> Any: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...

class Moment(Protocol):
    """A date and time of NumPy."""

    @property
    def dtype(self) -> Any: ...
    def item(self) -> date | int | None: ...

InstanceOrDataset: TypeAlias = Instance | Dataset
DAValue: TypeAlias = date | str | Moment
TMValue: TypeAlias = time | datetime | str | Moment
DTValue: TypeAlias = datetime | str | Moment
DSValue: TypeAlias = float | Decimal | str | SupportsFloat
ISValue: TypeAlias = int | str | SupportsIndex
IntValue: TypeAlias = int | SupportsIndex
RealValue: TypeAlias = float | SupportsFloat
PNValue: TypeAlias = PersonName | str
UIValue: TypeAlias = str

DAValues: TypeAlias = list[date] | list[str] | tuple[DAValue, ...] | Array
TMValues: TypeAlias = list[time] | list[str] | tuple[TMValue, ...] | Array
DTValues: TypeAlias = list[datetime] | list[str] | tuple[DTValue, ...] | Array
DSValues: TypeAlias = (
    list[float] | list[int] | list[Decimal] | list[str] | tuple[DSValue, ...] | Array
)
ISValues: TypeAlias = list[int] | list[str] | tuple[ISValue, ...] | Array
IntValues: TypeAlias = list[int] | tuple[IntValue, ...] | Array
RealValues: TypeAlias = list[float] | list[int] | tuple[RealValue, ...] | Array
TextValues: TypeAlias = list[str] | tuple[str, ...] | Array
PNValues: TypeAlias = list[PersonName] | list[str] | tuple[PNValue, ...]
UIValues: TypeAlias = list[UID] | list[str] | tuple[UIValue, ...]

DA: TypeAlias = Value[date, DAValue]
TM: TypeAlias = Value[time, TMValue]
DT: TypeAlias = Value[datetime, DTValue]
DS: TypeAlias = Value[float, DSValue]
IS: TypeAlias = Value[int, ISValue]
Int: TypeAlias = Value[int, IntValue]
Real: TypeAlias = Value[float, RealValue]
PN: TypeAlias = Value[PersonName, PNValue]
UI: TypeAlias = Value[UID, UIValue]

DAOrNone: TypeAlias = Value[date | None, DAValue | None]
TMOrNone: TypeAlias = Value[time | None, TMValue | None]
DTOrNone: TypeAlias = Value[datetime | None, DTValue | None]
DSOrNone: TypeAlias = Value[float | None, DSValue | None]
ISOrNone: TypeAlias = Value[int | None, ISValue | None]
IntOrNone: TypeAlias = Value[int | None, IntValue | None]
RealOrNone: TypeAlias = Value[float | None, RealValue | None]
PNOrNone: TypeAlias = Value[PersonName | None, PNValue | None]
UIOrNone: TypeAlias = Value[UID | None, UIValue | None]

DAList: TypeAlias = Value[list[date], DAValues]
TMList: TypeAlias = Value[list[time], TMValues]
DTList: TypeAlias = Value[list[datetime], DTValues]
DSList: TypeAlias = Value[list[float], DSValues]
ISList: TypeAlias = Value[list[int], ISValues]
IntList: TypeAlias = Value[list[int], IntValues]
RealList: TypeAlias = Value[list[float], RealValues]
TextList: TypeAlias = Value[list[str], TextValues]
PNList: TypeAlias = Value[list[PersonName], PNValues]
UIList: TypeAlias = Value[list[UID], UIValues]

DAListOrNone: TypeAlias = Value[list[date] | None, DAValues | None]
TMListOrNone: TypeAlias = Value[list[time] | None, TMValues | None]
DTListOrNone: TypeAlias = Value[list[datetime] | None, DTValues | None]
DSListOrNone: TypeAlias = Value[list[float] | None, DSValues | None]
ISListOrNone: TypeAlias = Value[list[int] | None, ISValues | None]
IntListOrNone: TypeAlias = Value[list[int] | None, IntValues | None]
RealListOrNone: TypeAlias = Value[list[float] | None, RealValues | None]
TextListOrNone: TypeAlias = Value[list[str] | None, TextValues | None]
PNListOrNone: TypeAlias = Value[list[PersonName] | None, PNValues | None]
UIListOrNone: TypeAlias = Value[list[UID] | None, UIValues | None]
