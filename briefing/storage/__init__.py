"""The database behind the library."""
