"""The proxy between two systems."""
