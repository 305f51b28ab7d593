"""Reads, analyses and keeps many files: several processes make the rows, one writes them."""

from briefing.library.bulk.bulk_import import BulkImport, FileOutcome
from briefing.library.bulk.import_task import stop

__all__ = ["BulkImport", "FileOutcome", "stop"]
"""What the command line uses."""
