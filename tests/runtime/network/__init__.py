"""Associations, servers, and what goes wrong between them."""
