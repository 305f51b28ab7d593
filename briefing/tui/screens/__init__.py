"""The full screens besides the reading screen."""
