"""Exports and imports annotations and quotes."""
