"""Finds entities and related issues across briefings."""
