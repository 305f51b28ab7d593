"""Lays out blocks as display lines. Knows nothing of screens."""
