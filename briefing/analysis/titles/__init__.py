"""Infers titles of sections from their noun phrases."""
