"""A terminal reader that splits a long briefing into its issues and lists who is in it."""

__version__ = "0.2.0"
