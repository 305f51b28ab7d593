"""Finds quotes, direct and reported, and their speakers."""
