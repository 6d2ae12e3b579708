"""The checks of relations by the attribute that they apply to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ..plan.scope import Scope
from ..reporting.reporter import Reporter
from .characters import check_characters as check_characters
from .characters import check_declaration
from .curves import CURVE_DATA, check_curve
from .frames import (
    FRAMES,
    INCREMENT,
    OFFSETS,
    check_frame_number,
    check_increment,
    check_offsets,
)
from .geometry import (
    ASPECT_RATIO,
    DIRECTIONS,
    ORIENTATIONS,
    OTHER_SPACINGS,
    SLICE_SPACING,
    SPACINGS,
    check_aspect_ratio,
    check_direction,
    check_orientation,
    check_slice_spacing,
    check_spacing,
)
from .numbering import NUMBERINGS, ORDINALS, check_number, check_ordinal
from .orientation import PATIENT_ORIENTATION, check_patient_orientation
from .overlays import (
    OVERLAY_DATA,
    OVERLAY_FRAMES,
    REGIONS,
    SHUTTER_GROUP,
    check_overlay,
    check_overlay_frames,
    check_region_overlays,
    check_shutter,
)
from .pixel_data.encapsulated import PHOTOMETRIC
from .pixel_data.palette_segments import SEGMENTED, check_segments
from .pixel_data.palettes import ALPHA, check_alpha, check_lookup_table, check_palettes
from .pixel_data.photometric import check_photometric
from .pixel_data.pixels import (
    PIXEL_ELEMENTS,
    PIXEL_VALUES,
    check_pixel_data,
    check_pixel_value,
    check_sample_bits,
    check_samples,
)
from .relations.combinations import check_combination
from .relations.counts import (
    AT_MOST,
    COUNTED_ITEMS,
    COUNTED_VALUES,
    DOCUMENT_LENGTH,
    EQUALLY_MANY,
    OPENINGS,
    PARALLEL_ITEMS,
    check_at_most,
    check_document_length,
    check_equally_many,
    check_items,
    check_openings,
    check_parallel_items,
    check_value_count,
)
from .relations.frame_numbers import (
    OWN_FRAMES,
    REFERENCED_FRAMES,
    check_own_frames,
    check_referenced_frames,
)
from .relations.graphics import (
    ANNOTATIONS,
    CONTOUR_TYPE,
    GRAPHIC_TYPE,
    SHAPE_TYPE,
    check_annotations,
    check_contour,
    check_graphic,
)
from .relations.image_pairs import (
    PIXEL_ORIGIN,
    REFERENCED_IMAGES,
    check_annotated_image,
    check_pair,
)
from .relations.image_types import (
    FRAME_TYPE,
    IMAGE_TYPE,
    MULTI_ENERGY,
    check_multi_energy,
    check_type_values,
)
from .relations.item_series import (
    BLOCKS,
    CONTOURS,
    INCREASING,
    check_apertures,
    check_contours,
    check_increasing,
)
from .relations.related_values import (
    ANGLE,
    NOT_ZERO,
    OF_ITEMS,
    PADDING,
    PRIVATE_POINTERS,
    SUMS,
    TICKS,
    check_all_bits_stored,
    check_angle_label,
    check_not_zero,
    check_padding,
    check_place,
    check_private_pointer,
    check_sum,
    check_ticks,
)
from .relations.stated_items import (
    BEAM_TASKS,
    STATED_ITEMS,
    check_beam_tasks,
    check_stated_items,
)
from .relations.uids import (
    ENTITIES,
    FRAMES_OF_REFERENCE,
    INSTANCES,
    OTHERS,
    check_entity,
    check_uid,
)
from .relations.waveform_channels import SAMPLE_POSITIONS, check_sample_positions
from .subject import Subject
from .waveforms import BITS_ALLOCATED, check_waveform, check_waveform_bits
from .windows import WIDTH, check_window

Check = Callable[[Reporter, Subject, Scope, int], None]
"""Checks a data set or item that has the attribute with this tag."""


def both(first: Check, second: Check) -> Check:
    """Return a check of an attribute that makes two checks."""

    def check(reporter: Reporter, subject: Subject, scope: Scope, tag: int) -> None:
        first(reporter, subject, scope, tag)
        second(reporter, subject, scope, tag)

    return check


CHECKS: Final[Mapping[int, Check]] = {
    0x00080005: check_declaration,
    PATIENT_ORIENTATION: check_patient_orientation,
    INCREMENT: check_increment,
    SLICE_SPACING: check_slice_spacing,
    0x00280002: check_samples,
    PHOTOMETRIC: check_photometric,
    ASPECT_RATIO: check_aspect_ratio,
    0x00280101: both(check_sample_bits, check_all_bits_stored),
    0x00281101: check_palettes,
    ALPHA: check_alpha,
    0x00283002: check_lookup_table,
    WIDTH: check_window,
    BITS_ALLOCATED: check_waveform_bits,
    0x54001010: check_waveform,
    DOCUMENT_LENGTH: check_document_length,
    REFERENCED_FRAMES: check_referenced_frames,
    **dict.fromkeys(OWN_FRAMES, check_own_frames),
    MULTI_ENERGY: check_multi_energy,
    **dict.fromkeys((IMAGE_TYPE, FRAME_TYPE), check_type_values),
    FRAMES: check_frame_number,
    SAMPLE_POSITIONS: check_sample_positions,
    REGIONS: check_region_overlays,
    OFFSETS: check_offsets,
    SHUTTER_GROUP: check_shutter,
    TICKS: check_ticks,
    ANGLE: check_angle_label,
    PIXEL_ORIGIN: check_annotated_image,
    **dict.fromkeys(PRIVATE_POINTERS, check_private_pointer),
    **dict.fromkeys(NOT_ZERO, check_not_zero),
    **dict.fromkeys(SUMS, check_sum),
    **dict.fromkeys(OF_ITEMS, check_place),
    **dict.fromkeys(OVERLAY_FRAMES, check_overlay_frames),
    0x00280100: check_combination,
    GRAPHIC_TYPE: check_graphic,
    ANNOTATIONS: check_annotations,
    **dict.fromkeys((CONTOUR_TYPE, SHAPE_TYPE), check_contour),
    **dict.fromkeys(COUNTED_VALUES, check_value_count),
    **dict.fromkeys(EQUALLY_MANY, check_equally_many),
    **dict.fromkeys((*INSTANCES, *FRAMES_OF_REFERENCE, *OTHERS), check_uid),
    **dict.fromkeys(ENTITIES, check_entity),
    **dict.fromkeys(CURVE_DATA, check_curve),
    **dict.fromkeys(SEGMENTED, check_segments),
    **dict.fromkeys((*SPACINGS, *OTHER_SPACINGS), check_spacing),
    **dict.fromkeys(DIRECTIONS, check_direction),
    **dict.fromkeys(ORIENTATIONS, check_orientation),
    **dict.fromkeys(NUMBERINGS, check_number),
    **dict.fromkeys(ORDINALS, check_ordinal),
    **dict.fromkeys(OVERLAY_DATA, check_overlay),
    **dict.fromkeys(PIXEL_VALUES, check_pixel_value),
    PADDING: both(check_pixel_value, check_padding),
    **dict.fromkeys(PIXEL_ELEMENTS, check_pixel_data),
}

ITEM_CHECKS: Final[Mapping[int, Callable[[Reporter, Scope, int, int], None]]] = {
    **dict.fromkeys(COUNTED_ITEMS, check_items),
    **dict.fromkeys(AT_MOST, check_at_most),
    **dict.fromkeys(PARALLEL_ITEMS, check_parallel_items),
    OPENINGS: check_openings,
    REFERENCED_IMAGES: check_pair,
    BEAM_TASKS: check_beam_tasks,
    CONTOURS: check_contours,
    BLOCKS: check_apertures,
    **dict.fromkeys(INCREASING, check_increasing),
    **dict.fromkeys(STATED_ITEMS, check_stated_items),
}
"""Checks of the number of items, by sequence; they get the scope that has the sequence."""
