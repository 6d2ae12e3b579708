"""Builders of objects."""
