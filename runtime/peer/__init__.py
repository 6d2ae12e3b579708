"""A test peer that answers like a RIS or PACS, and tells what the other side did wrong."""
