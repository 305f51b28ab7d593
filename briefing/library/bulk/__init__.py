"""Imports many files: several processes analyse, one writes."""

from briefing.library.bulk.bulk_import import BulkImport
from briefing.library.bulk.executors import cluster, local_threads
from briefing.library.bulk.import_task import stop
from briefing.library.bulk.result_keeper import FileOutcome

__all__ = ["BulkImport", "FileOutcome", "cluster", "local_threads", "stop"]
