"""SOP classes and their parts (PS3.4): attribute lists, keys, statuses, states, SCU and SCP.

A module here is what generated services are built from; it evaluates no query.
"""
