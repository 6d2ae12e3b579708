"""The virtual printer: film sessions, print jobs and films, without messages.

A line here knows the attributes of print instances; requests and statuses belong in
`services`.
"""
