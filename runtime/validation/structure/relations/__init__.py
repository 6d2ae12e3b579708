"""Relations inside an object: identifiers and references, numbers and what they count, UIDs."""
