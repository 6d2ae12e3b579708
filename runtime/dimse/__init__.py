"""DIMSE messages, SOP classes, matching of queries and checks of messages, without a network.

Source: PS3.7 and PS3.4.
"""
