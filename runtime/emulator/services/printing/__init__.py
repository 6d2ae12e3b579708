"""The services of Print Management, on the virtual printer: PS3.4 Annex H."""
