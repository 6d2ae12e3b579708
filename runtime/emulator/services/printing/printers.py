"""The printer, its configuration, and print jobs: PS3.4 H.4.5, H.4.6, H.4.11."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ....dimse.services.attribute_lists import AttributeList
from ....films import (
    DEFAULT_MAGNIFICATION,
    DEFAULT_SMOOTHING,
    FILM,
    MM_PER_INCH,
    PAPER,
    RESOLUTIONS,
)
from ....network.serving.request_context import Call
from ..normalized import Normalized
from .base import Printing

BITS: Final = 12
"""Bits of a printed pixel."""

FILM_SIZES: Final = ("8INX10IN", "10INX12IN", "14INX17IN")
"""The media that the configuration names; films of all sizes are printed."""


class Printers(Normalized):
    """Returns the status of the printer."""

    def get(self, request: AttributeList, call: Call) -> Any:
        if call.sop_instance_uid != self.sop_class.instance_uid:
            self.refuse_unknown(call)
        return self.get_reply(type(request), self.backend.printer.attributes(), call)


class PrinterConfigurations(Normalized):
    """Returns what the printer can do."""

    def get(self, request: AttributeList, call: Call) -> Any:
        if call.sop_instance_uid != self.sop_class.instance_uid:
            self.refuse_unknown(call)
        dataset = Dataset()
        dataset.PrinterConfigurationSequence = Sequence([self._configuration(call)])
        return self.get_reply(type(request), dataset, call)

    def _configuration(self, call: Call) -> Dataset:
        printer = self.backend.printer
        item = Dataset()
        layouts = [
            "STANDARD\\1,1",
            *(f"CUSTOM\\{each}" for each in printer.custom_layouts),
        ]
        item.SOPClassesSupported = sorted(call.association.accepted)
        item.MaximumMemoryAllocation = 0
        item.MemoryBitDepth = item.PrintingBitDepth = BITS
        item.MediaInstalledSequence = Sequence(
            _medium(number, size) for number, size in enumerate(FILM_SIZES, 1)
        )
        item.OtherMediaAvailableSequence = Sequence([_medium(4, "A4", "PAPER")])
        item.SupportedImageDisplayFormatsSequence = Sequence(
            _format(layout, size, resolution)
            for layout in layouts
            for size in FILM_SIZES
            for resolution in RESOLUTIONS
        )
        item.DefaultPrinterResolutionID = "STANDARD"
        item.DefaultMagnificationType = DEFAULT_MAGNIFICATION.value
        item.OtherMagnificationTypesAvailable = _others(DEFAULT_MAGNIFICATION)
        item.DefaultSmoothingType = DEFAULT_SMOOTHING.value
        item.OtherSmoothingTypesAvailable = _others(DEFAULT_SMOOTHING)
        item.ConfigurationInformationDescription = "none"
        item.MaximumCollatedFilms = 100
        item.DecimateCropResult = "DEC"
        item.Manufacturer, item.ManufacturerModelName = "iodize", "Emulator"
        item.PrinterName = printer.name
        return item


class PrintJobs(Printing, Normalized):
    """Returns the state of print jobs."""

    def get(self, request: AttributeList, call: Call) -> Any:
        job = self.backend.print_job(call.sop_instance_uid)
        if job is None:
            self.refuse_unknown(call)
        attributes = job.attributes(self.backend.printer.name)
        return self.get_reply(type(request), attributes, call)


def _medium(number: int, size: str, medium: str = "BLUE FILM") -> Dataset:
    item = Dataset()
    item.ItemNumber = number
    item.MediumType, item.FilmSizeID = medium, size
    limits = (PAPER if medium == "PAPER" else FILM).range
    item.MinDensity = round(limits.min_density * 100)
    item.MaxDensity = round(limits.max_density * 100)
    return item


def _others(default: Enum) -> list[str]:
    """Return the values of an enumeration besides the default."""
    return [each.value for each in type(default) if each is not default]


def _format(layout: str, size: str, resolution: str) -> Dataset:
    item = Dataset()
    item.ImageDisplayFormat = layout
    item.FilmOrientation, item.FilmSizeID = "PORTRAIT", size
    item.PrinterResolutionID = resolution
    item.PrinterPixelSpacing = [f"{MM_PER_INCH / RESOLUTIONS[resolution]:.5f}"] * 2
    item.RequestedImageSizeFlag = "YES"
    return item
