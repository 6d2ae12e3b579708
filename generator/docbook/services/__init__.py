"""Reading of the service classes: the attribute lists and statuses of PS3.4."""
