"""Fetches web pages safely."""
