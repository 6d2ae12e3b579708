"""A proxy between two systems that checks what they say to each other."""
