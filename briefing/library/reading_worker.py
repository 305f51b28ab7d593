from briefing.worker import Worker


def make_reader() -> Worker:
    """Imports in advance what reading needs."""
    return Worker(preload="briefing.library.worker_functions")


def start_reader() -> Worker:
    """Starts it at once, so that it is ready when the program has imported what it needs itself."""
    reader = make_reader()
    reader.start()
    return reader
