"""The worker for sources, started before the library."""

from briefing.worker import Worker


def make_reader() -> Worker:
    """Imports in advance what reading needs."""
    return Worker(preload="briefing.library.worker_functions")


def start_reader() -> Worker:
    """Starts while the program imports Textual, to be ready with the screen."""
    reader = make_reader()
    reader.start()
    return reader
