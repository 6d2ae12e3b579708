"""Printable pixels from the frames of any image: grayscale P-values, or RGB.

The conversion is that of PS3.3 C.11 and PS3.4 N.2: modality LUT, VOI LUT, presentation LUT.
"""
