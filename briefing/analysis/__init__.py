"""Analyses documents: finds sections, entities and quotes."""
