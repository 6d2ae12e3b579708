"""Other projects' readings of editions after the bundled one, compared with its package."""
