"""The library's database."""
