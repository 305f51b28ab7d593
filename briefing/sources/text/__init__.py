"""Parses plain text and markdown into blocks."""
