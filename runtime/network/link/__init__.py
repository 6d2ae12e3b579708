"""One association as bytes and messages: transport, PDUs, presentation contexts, security.

A module here moves messages of either side; it does not know what a service does with them.
"""
