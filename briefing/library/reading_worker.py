from briefing.worker import Worker

_ahead: Worker | None = None


def make_reader() -> Worker:
    return Worker(preload="briefing.library.worker_functions")


def start_ahead() -> None:
    """For `start_reader`, while its caller is being imported."""
    global _ahead
    _ahead = start_reader()


def start_reader() -> Worker:
    global _ahead
    reader, _ahead = _ahead or make_reader(), None
    reader.start()
    return reader
