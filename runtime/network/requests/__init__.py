"""The invoking side: operations and notifications of an open association, and their outcomes.

A module here sends requests; requests of the remote system are handled in `serving`.
"""
