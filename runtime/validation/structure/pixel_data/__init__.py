"""Checks of pixel data, their encoding, and the lookup tables of pixel values."""
