"""The performing side: dispatch of received requests to the handlers of a provider.

A module here answers requests; it opens no association by itself.
"""
