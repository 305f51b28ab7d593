from briefing.worker import Worker


def make_reader() -> Worker:
    """Imports in advance what reading needs."""
    return Worker(preload="briefing.library.worker_functions")


def start_reader() -> Worker:
    """While the program imports Textual."""
    reader = make_reader()
    reader.start()
    return reader
