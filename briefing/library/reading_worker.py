"""The worker that reads sources, started before the library is there."""

from briefing.worker import Worker


def make_reader() -> Worker:
    """A worker that imports what reading needs before it is asked."""
    return Worker(preload="briefing.library.worker_functions")


def start_reader() -> Worker:
    """A worker that is ready when the screen is: it starts while the program imports Textual."""
    reader = make_reader()
    reader.start()
    return reader
