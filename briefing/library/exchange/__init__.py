"""Exports and imports annotations and quotes in formats of other programs."""
