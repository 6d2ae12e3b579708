"""The messages of a print on one association: film session, films, images, jobs.

Source: PS3.4 H.4.
"""
