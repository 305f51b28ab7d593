"""Document in, Analysis out."""
