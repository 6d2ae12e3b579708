"""Codes of pixel data, overlays, waveforms, geometry and character sets."""

from .code import error, warning

# Pixels, overlays, waveforms
PIXEL_SAMPLES = error(
    "pixel-samples",
    "Samples per Pixel does not match Photometric Interpretation.",
    "PS3.3 C.7.6.3.1.1",
)
PHOTOMETRIC_SYNTAX = error(
    "photometric-syntax",
    "The transfer syntax does not allow the Photometric Interpretation.",
    "PS3.5 8.2",
)
PLANAR_CONFIGURATION = error(
    "planar-configuration",
    "The Photometric Interpretation requires Planar Configuration 0.",
    "PS3.3 C.7.6.3.1.2",
)
PIXEL_BITS_STORED = error(
    "pixel-bits-stored",
    "Bits Stored is zero or greater than Bits Allocated.",
    "PS3.5 8.1.1",
)
PIXEL_BITS_ALLOCATED = error(
    "pixel-bits-allocated",
    "Bits Allocated is neither 1 nor a multiple of 8.",
    "PS3.5 8.1.1",
)
PIXEL_MATRIX = error(
    "pixel-matrix",
    "Pixel data are present, but Rows, Columns or Number of Frames is zero.",
    "PS3.3 C.7.6.3",
)
PIXEL_HIGH_BIT = error(
    "pixel-high-bit",
    "High Bit is not one less than Bits Stored.",
    "PS3.3 C.7.6.3 Table C.7-11c",
)
PIXEL_DATA_TWICE = error(
    "pixel-data-twice",
    "An image has more than one kind of pixel data.",
    "PS3.3 C.7.6.3",
)
PIXEL_DATA_LENGTH = error(
    "pixel-data-length",
    "The length of the pixel data does not match rows, columns, samples, bits and frames.",
    "PS3.5 8.1.1",
)
PIXEL_ENCODING = error(
    "pixel-encoding",
    "Pixel data are encapsulated in a native transfer syntax, or native in an"
    " encapsulated one.",
    "PS3.5 A.4",
)
FRAGMENTS_BROKEN = error(
    "fragments-broken",
    "The fragments of encapsulated pixel data cannot be decoded completely.",
    "PS3.5 A.4",
)
CODESTREAM = error(
    "codestream",
    "The header of the first compressed frame contradicts the transfer syntax or the image"
    " description.",
    "PS3.5 8.2",
)
PIXEL_SYNTAX = error(
    "pixel-syntax",
    "The transfer syntax does not allow this number of bits allocated or stored.",
    "PS3.5 8.2",
)
PIXEL_VALUE_VR = error(
    "pixel-value-vr",
    "The VR of a pixel value, US or SS, does not match Pixel Representation.",
    "PS3.3 C.7.6.3.1",
)
FRAGMENT_LENGTH = error(
    "fragment-length", "The length of a fragment is odd or zero.", "PS3.5 A.4"
)
FRAGMENT_COUNT = error(
    "fragment-count", "There are fewer fragments than frames.", "PS3.5 A.4"
)
OFFSET_TABLE = error(
    "offset-table",
    "An offset table of encapsulated pixel data does not point to the frames.",
    "PS3.5 A.4",
)
LUT_DESCRIPTOR = error(
    "lut-descriptor",
    "A palette descriptor contradicts another one, or is not valid.",
    "PS3.3 C.7.6.3.1.5",
)
LUT_LENGTH = error(
    "lut-length",
    "The length of a lookup table does not match its descriptor.",
    "PS3.3 C.7.6.3.1.5",
)
LUT_PADDED = warning(
    "lut-padded",
    "Entries of 8 bits are stored in 16 bits each.",
    "PS3.3 C.7.6.3.1.5",
)
OVERLAY_LENGTH = error(
    "overlay-length",
    "The length of the overlay data does not match rows, columns and frames.",
    "PS3.3 C.9.2",
)
WAVEFORM_LENGTH = error(
    "waveform-length",
    "The length of the waveform data does not match channels, samples and bits.",
    "PS3.3 C.10.9",
)
WAVEFORM_BITS = error(
    "waveform-bits",
    "Waveform Bits Allocated does not match Waveform Sample Interpretation.",
    "PS3.3 C.10.9.1.5",
)
CURVE_LENGTH = error(
    "curve-length",
    "The length of the curve data does not match points and dimensions.",
    "PS3.3 C.10.2",
)
PALETTE_SEGMENTS = error(
    "palette-segments",
    "Segmented palette data are not complete segments, or expand to the wrong number of"
    " entries.",
    "PS3.3 C.7.9.2",
)
WINDOW_WIDTH = error(
    "window-width",
    "The window width is too small for its VOI LUT function.",
    "PS3.3 C.11.2.1.2",
)
WINDOW_ON_COLOR = warning(
    "window-on-color",
    "A window is present, but the image is not monochrome.",
    "PS3.3 C.11.2.1.2.2",
)

# Counts and lengths
VALUE_COUNT = error(
    "value-count",
    "A number of values, points or items contradicts the values or items.",
)
GRAPHIC_POINTS = error(
    "graphic-points",
    "The number or the place of the points is wrong for the type of the graphic or contour.",
)
DOCUMENT_LENGTH = error(
    "document-length",
    "The length of an encapsulated document contradicts its value.",
)

# Frames and space
FRAME_INCREMENT = error(
    "frame-increment",
    "Frame Increment Pointer points to an absent attribute.",
    "PS3.3 C.7.6.6",
)
FRAME_VECTOR = error(
    "frame-vector",
    "A vector has a value out of range, or not exactly one value for each frame.",
    "PS3.3 C.7.6.6",
)
ITEM_NUMBER = error(
    "item-number",
    "Items that must be numbered from 1 are numbered differently.",
)
ORDINAL = error("ordinal", "A number that counts from 1 is zero.", "PS3.3 C.7.6.16.2.2")
SPACING = error("spacing", "A distance is not positive.", "PS3.3 10.7.1.3")
ORIENTATION = error(
    "orientation",
    "Direction cosines are not unit vectors, or not orthogonal.",
    "PS3.3 C.7.6.2.1.1",
)
PATIENT_ORIENTATION = error(
    "patient-orientation",
    "A direction has invalid letters, or letters of opposite directions.",
    "PS3.3 C.7.6.1.1.1",
)

# Characters
CHARACTERS_UNDECLARED = error(
    "characters-undeclared",
    "A text has characters outside the default repertoire, but no character set is"
    " declared.",
    "PS3.5 6.1.2.2",
)
CHARACTERS_INVALID = error(
    "characters-invalid",
    "A text has bytes that are not valid in its character set.",
    "PS3.3 C.12.1.1.2",
)
ESCAPE_UNDECLARED = error(
    "escape-undeclared",
    "An escape sequence in a text selects a character set that is not declared.",
    "PS3.5 6.1.2.5.3",
)
ESCAPE_MISSING = error(
    "escape-missing",
    "A text has bytes outside the default repertoire before the escape sequence of their"
    " character set, or lacks the one that returns to the first character set at its end.",
    "PS3.5 6.1.2.5.3",
)
CHARACTER_SET_UNKNOWN = warning(
    "character-set-unknown",
    "A value of Specific Character Set is not a defined term.",
    "PS3.3 C.12.1.1.2",
)
CHARACTER_SET_ALONE = error(
    "character-set-alone",
    "A character set without code extensions is combined with another one, or one is stated"
    " twice.",
    "PS3.3 C.12.1.1.2",
)
VALUE_RELATION = error(
    "value-relation",
    "A value contradicts another attribute, or the place of its item.",
)
VALUE_SUM = warning(
    "value-sum",
    "A value is not the sum of other values, as its text requires; implementations differ.",
    "PS3.3 C.8.8.15.3",
)
VALUE_EMPTY = error(
    "value-empty",
    "One of several values is empty, but must not be.",
    "PS3.3 C.8.16.1",
)
SINGLE_FRAME = error(
    "single-frame",
    "An object of a single-frame IOD has several frames.",
    "PS3.3 C.7.6.6",
)
FRAME_ORDER = error(
    "frame-order",
    "Frame Increment Pointer does not have the vectors of the image type, in their order.",
    "PS3.3 C.8.4.8.1.1 Table C.8-8",
)
ICON_IMAGE = error(
    "icon-image",
    "An icon image is not a monochrome or palette color image of 1 or 8 bits.",
    "PS3.3 C.7.6.1.1.6",
)
PIXEL_PADDING = error(
    "pixel-padding",
    "Pixel Padding Value is not a pixel value, or on the wrong side of its range.",
    "PS3.3 C.7.5.1.1.2",
)
OVERLAY_FRAMES = error(
    "overlay-frames",
    "An overlay has frames beyond those of the image.",
    "PS3.3 C.9.3.1.1",
)
