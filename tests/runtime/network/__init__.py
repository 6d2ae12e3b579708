"""Associations, servers, and what goes wrong association_with them."""
