from briefing.worker import Worker


def make_reader() -> Worker:
    return Worker(preload="briefing.library.worker_functions")


def start_reader() -> Worker:
    reader = make_reader()
    reader.start()
    return reader
