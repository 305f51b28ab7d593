"""Imports many files: several processes analyse, one writes."""

from briefing.library.bulk.bulk_import import BulkImport, FileOutcome
from briefing.library.bulk.import_task import stop

__all__ = ["BulkImport", "FileOutcome", "stop"]
