"""What runs in node: two scripts, and how their package is installed."""
