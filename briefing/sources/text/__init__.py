"""Plain text and markdown, from bytes to blocks."""
