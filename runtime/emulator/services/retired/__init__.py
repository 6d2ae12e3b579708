"""Services that the standard has retired, and that hospitals still use."""
