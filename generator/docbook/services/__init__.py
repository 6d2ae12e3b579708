"""Readers of the service classes of PS3.4: attribute lists, operations and statuses."""
