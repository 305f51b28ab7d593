"""Resolves mentions to people, organizations and places."""
