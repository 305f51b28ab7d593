"""Documents of bytes, read as the program reads them."""

from briefing.library.ingest import one_worker, read_documents
from briefing.sources.source_bytes import SourceBytes


def read_bytes(data, name="x", *, worker=None, charset=""):
    with one_worker(worker) as used:
        return read_documents(SourceBytes(data, name, name, charset), used)
