"""Associations on which typed messages are sent, received and checked."""
