"""Examines, rebuilds and restores damaged or untrusted libraries."""
