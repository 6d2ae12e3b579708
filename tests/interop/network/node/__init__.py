"""Scripts for node, and the installation of their package."""
