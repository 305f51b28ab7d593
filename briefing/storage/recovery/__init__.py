"""Damaged and untrusted libraries: examined, rebuilt, restored."""
