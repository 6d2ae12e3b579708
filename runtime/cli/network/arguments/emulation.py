"""The types of the options of `iodize peer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .addresses import Address, AddressType, AeTitleType

if TYPE_CHECKING:
    from ....films import Area

    # Generic for checkers, but not in every version of click that runs.
    KnownParameter = click.ParamType[tuple[str, Address]]
    FaultParameter = click.ParamType[tuple[str, float | None]]
    LayoutParameter = click.ParamType[tuple[int, tuple[Area, ...]]]
else:
    KnownParameter = FaultParameter = LayoutParameter = click.ParamType


class KnownType(KnownParameter):
    """NAME=HOST:PORT: the AE title and address of a remote system."""

    name = "known"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Address]:
        """Return the AE title and the address of a text."""
        title, equals, place = str(value).partition("=")
        if not equals:
            self.fail(f"{value!r} must be NAME=HOST:PORT, such as CT1=10.0.0.5:104.")
        return (
            AeTitleType().convert(title, param, ctx),
            AddressType().convert(place, param, ctx),
        )


class FaultType(FaultParameter):
    """NAME or NAME:SECONDS: a fault of the printer, and when it ends."""

    name = "fault"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float | None]:
        """Return the name of a fault and its duration in seconds, None for no end."""
        from ....emulator.printer.faults import FAULTS

        name, colon, seconds = str(value).partition(":")
        if name not in FAULTS:
            self.fail(f"{name!r} is not a fault. Choose from: {', '.join(FAULTS)}.")
        if not colon:
            return name, None
        try:
            duration = float(seconds)
        except ValueError:
            duration = -1.0
        if not 0 <= duration < float("inf"):
            self.fail(f"{seconds!r} is not a number of seconds.")
        return name, duration


class LayoutType(LayoutParameter):
    """NUMBER=DRAWING: a custom layout of the printer, such as 1=AAB/AAC."""

    name = "layout"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, tuple[Area, ...]]:
        """Return the number of a layout and its image boxes."""
        from ....films import CustomLayoutError, custom_layout

        number, equals, drawing = str(value).partition("=")
        if not (equals and number.isascii() and number.isdigit() and len(number) < 10):
            self.fail(f"{value!r} must be NUMBER=DRAWING, such as 1=AAB/AAC.")
        try:
            return int(number), custom_layout(drawing)
        except CustomLayoutError as error:
            self.fail(f"{error}; {error.hint}.")
