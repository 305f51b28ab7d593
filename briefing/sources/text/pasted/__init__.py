"""Knows what plain text was copied from, by its shape: each module reads one kind."""
