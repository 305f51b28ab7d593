"""Finds the issues of several briefings that are about one event."""
