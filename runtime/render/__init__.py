"""Renderings of a report: the same findings for people and for programs."""
