"""Marks and quotes out of the library and into it, in forms that other programs know."""
