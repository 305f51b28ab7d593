"""Reads, analyses and keeps many files: several processes make the rows, one writes them."""

from briefing.library.bulk.bulk_import import Import, Outcome
from briefing.library.bulk.import_task import stop

__all__ = ["Import", "Outcome", "stop"]
"""What the command line uses."""
