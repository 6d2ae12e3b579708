"""Advice about pixel data, overlays, waveforms, geometry and character sets."""

from __future__ import annotations

from typing import Final

from .advice import Advice

_SHOWN = "Viewers show the image with wrong colors or gray levels, or not at all."
_DECODED = "Viewers cannot decode the pixel data, or show a corrupted image."
_TEXT = "Receivers show wrong characters, such as in the name of the patient."
_FRAMES = "Viewers show the frames in a wrong order, or with wrong labels."

ADVICE: Final = {
    "pixel-samples": Advice(
        _DECODED,
        "RGB with Samples per Pixel 1.",
        "Use 3 samples for color images, and 1 for monochrome and palette color images.",
    ),
    "photometric-syntax": Advice(
        _SHOWN,
        "RGB in JPEG Baseline data whose components are YBR_FULL_422.",
        "State the color space of the compressed data.",
    ),
    "planar-configuration": Advice(
        _SHOWN,
        "YBR_FULL_422 with Planar Configuration 1.",
        "Write Planar Configuration 0 and the samples of each pixel together.",
    ),
    "pixel-bits-stored": Advice(
        _DECODED,
        "Bits Stored 16 with Bits Allocated 8.",
        "Write the number of bits that each sample uses, at most Bits Allocated.",
    ),
    "pixel-bits-allocated": Advice(
        _DECODED,
        "Bits Allocated 12.",
        "Allocate 8 or 16 bits and state 12 in Bits Stored.",
    ),
    "pixel-matrix": Advice(
        _DECODED,
        "Rows 0 with pixel data.",
        "Write the size of the image.",
    ),
    "pixel-high-bit": Advice(
        _SHOWN,
        "High Bit 15 with Bits Stored 12.",
        "Set High Bit to Bits Stored minus one.",
    ),
    "pixel-data-twice": Advice(
        "Viewers choose either of them, and show different images.",
        "Pixel Data and Float Pixel Data.",
        "Write one kind of pixel data.",
    ),
    "pixel-data-length": Advice(
        _DECODED,
        "512 rows and columns of 16 bits, and 262144 bytes of pixel data.",
        "Write rows x columns x samples x frames x bytes of a sample, padded to an even length,"
        " and correct the attribute that is wrong.",
    ),
    "pixel-encoding": Advice(
        _DECODED,
        "JPEG fragments under Explicit VR Little Endian.",
        "State the transfer syntax of the compression, or decompress the pixel data.",
    ),
    "fragments-broken": Advice(
        _DECODED,
        "A fragment that is longer than the file.",
        "Write each fragment as an item, and end with a sequence delimitation item.",
    ),
    "codestream": Advice(
        _DECODED,
        "A JPEG header of 256 columns for an image of 512 columns.",
        "Copy the size, the bits and the components from the codestream to the attributes.",
    ),
    "pixel-syntax": Advice(
        "Decoders of the transfer syntax do not support this number of bits.",
        "JPEG Baseline with Bits Stored 12.",
        "Use a transfer syntax for this number of bits, such as JPEG 2000 or JPEG-LS.",
    ),
    "pixel-value-vr": Advice(
        "Readers interpret negative values as large positive ones, or vice versa.",
        "Smallest Image Pixel Value with VR US and Pixel Representation 1.",
        "Use US for Pixel Representation 0 and SS for 1.",
    ),
    "fragment-length": Advice(
        _DECODED,
        "A fragment of 1001 bytes.",
        "Pad fragments to an even length.",
    ),
    "fragment-count": Advice(
        "Some frames are missing.",
        "Number of Frames 10 and 9 fragments.",
        "Write at least one fragment for each frame, or correct Number of Frames.",
    ),
    "offset-table": Advice(
        "Viewers that read single frames show the wrong ones.",
        "Offsets of the fragments before they were compressed again.",
        "Calculate the offsets from the final fragments, or leave the basic table empty.",
    ),
    "lut-descriptor": Advice(
        _SHOWN,
        "Descriptors of red and green with different numbers of entries.",
        "Write the same number of entries, first value and bits for all three colors.",
    ),
    "lut-length": Advice(
        _SHOWN,
        "A descriptor of 256 entries and 510 bytes of data.",
        "Write as many entries as the descriptor states.",
    ),
    "lut-padded": Advice(
        "Viewers may use every second byte as an entry.",
        "256 entries of 8 bits in 512 bytes.",
        "Store two entries of 8 bits in each word, or use entries of 16 bits.",
    ),
    "overlay-length": Advice(
        "Viewers show a shifted or cut overlay.",
        "512 rows and columns, and 32000 bytes of overlay data.",
        "Write one bit for each pixel of each frame, padded to an even number of bytes.",
    ),
    "waveform-length": Advice(
        "Viewers show a cut curve, or none.",
        "12 channels of 1000 samples of 16 bits, and 20000 bytes.",
        "Write channels x samples x bytes of a sample, and correct the attribute that is wrong.",
    ),
    "waveform-bits": Advice(
        "Viewers decode the samples with a wrong size.",
        "The interpretation SS with 8 bits allocated.",
        "Use the number of bits of the interpretation.",
    ),
    "curve-length": Advice(
        "Viewers show a cut curve, or none.",
        "100 points of 2 dimensions and 16 bits, and 200 bytes.",
        "Write points x dimensions x bytes of a value.",
    ),
    "palette-segments": Advice(
        _SHOWN,
        "A linear segment as the first one.",
        "Write complete segments that expand to the number of entries of the descriptor.",
    ),
    "window-width": Advice(
        "Viewers divide by the width, and show a black image or fail.",
        "A Window Width of 0.",
        "Write at least 1 for LINEAR, and more than 0 for LINEAR_EXACT and SIGMOID.",
    ),
    "window-on-color": Advice(
        "Viewers ignore the window, or apply it to each color.",
        "Window Center in an RGB image.",
        "Remove the window.",
    ),
    "value-count": Advice(
        "Receivers read too few or too many values.",
        "Number of Contour Points 10 with 27 coordinates.",
        "Write the actual number.",
    ),
    "graphic-points": Advice(
        "Viewers cannot draw the graphic.",
        "A CIRCLE with one point.",
        "Write the points that the type of the graphic requires.",
    ),
    "document-length": Advice(
        "Receivers extract a document with a wrong end.",
        "Encapsulated Document Length above the length of the value.",
        "Write the length of the document without padding.",
    ),
    "frame-increment": Advice(
        _FRAMES,
        "A pointer to Frame Time in an object without Frame Time.",
        "Add the attribute, or correct the pointer.",
    ),
    "frame-vector": Advice(
        _FRAMES,
        "A Slice Vector of 19 values for 20 frames.",
        "Write one value for each frame, from 1 to the number that its attribute states.",
    ),
    "item-number": Advice(
        "Receivers find items by their number, and miss some.",
        "Items that are numbered from 0.",
        "Number the items 1, 2, 3 in their order.",
    ),
    "ordinal": Advice(
        "Receivers count from 1, and ignore or shift the value.",
        "In-Stack Position Number 0.",
        "Count from 1.",
    ),
    "spacing": Advice(
        "Measurements in the image are wrong.",
        "Pixel Spacing with the value 0.",
        "Write the distance in mm, or remove the attribute if it is unknown and optional.",
    ),
    "orientation": Advice(
        "Viewers place the image at a wrong position in space, or refuse to reconstruct.",
        "Image Orientation (Patient) 1, 0, 0, 1, 0, 0.",
        "Normalize the vectors, and make them orthogonal before you round them.",
    ),
    "patient-orientation": Advice(
        "Viewers label the sides of the image wrongly.",
        "A direction LR.",
        "Use the letters A, P, R, L, H and F, without opposite ones in one direction.",
    ),
    "characters-undeclared": Advice(
        _TEXT,
        "A name with an umlaut, and no Specific Character Set.",
        "Write Specific Character Set, such as ISO_IR 192 for UTF-8.",
    ),
    "characters-invalid": Advice(
        _TEXT,
        "Latin-1 bytes in an object with ISO_IR 192.",
        "Encode the text in the declared character set.",
    ),
    "escape-undeclared": Advice(
        _TEXT,
        "An escape sequence of JIS X 0208 without ISO 2022 IR 87.",
        "Declare each character set that the texts use.",
    ),
    "escape-missing": Advice(
        _TEXT,
        "Japanese bytes without the escape sequence before them.",
        "Write the escape sequence before the text, and return to the first character set"
        " before delimiters and at the end.",
    ),
    "character-set-unknown": Advice(
        _TEXT,
        "Specific Character Set with the value ISO_IR 193.",
        "Use a defined term, such as ISO_IR 192.",
    ),
    "character-set-alone": Advice(
        _TEXT,
        "ISO_IR 192 together with ISO 2022 IR 87.",
        "Use ISO_IR 192 or GB18030 as the only value.",
    ),
    "value-relation": Advice(
        "Receivers that use either attribute come to different results.",
        "A last frame that is below the first frame.",
        "Correct one of the attributes that the finding names.",
    ),
    "value-sum": Advice(
        "Receivers that add the values come to another result than the object states.",
        "A total of 100 for parts of 60 and 30.",
        "Correct the total or the parts.",
    ),
    "value-empty": Advice(
        "Receivers that read the value by its number use a wrong one.",
        "An Image Type with an empty second value.",
        "Set each value.",
    ),
    "single-frame": Advice(
        "Receivers show only the first frame.",
        "A Secondary Capture Image with 10 frames.",
        "Use the multi-frame SOP class, or one object for each frame.",
    ),
    "frame-order": Advice(
        _FRAMES,
        "A dynamic NM image without a pointer to Time Slice Vector.",
        "Point to the vectors of the image type, in the order of the table.",
    ),
    "icon-image": Advice(
        "Viewers cannot show the icon.",
        "An RGB icon.",
        "Convert the icon to MONOCHROME2 or PALETTE COLOR of 8 bits.",
    ),
    "pixel-padding": Advice(
        "Viewers treat image content as background, or show the background.",
        "Pixel Padding Value -2000 with unsigned pixels.",
        "Use a value that the pixels can have, below or above those of the image.",
    ),
    "overlay-frames": Advice(
        "Viewers assign the overlay to frames that do not exist.",
        "An overlay of 10 frames from frame 5 of an image with 8 frames.",
        "Correct Number of Frames in Overlay, or Image Frame Origin.",
    ),
}
