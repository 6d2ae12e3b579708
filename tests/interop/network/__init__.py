"""Services against programs of other makers, in both directions."""
