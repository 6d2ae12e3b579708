"""The systems that interoperability is tested with: how they are started and what they report."""
