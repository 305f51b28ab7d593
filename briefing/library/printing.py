"""Sources to briefings, for printing: read, split and, where wanted, people; nothing is kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from briefing.analysis import pipeline
from briefing.config import Config
from briefing.errors import BriefingError
from briefing.library.people import find_people
from briefing.model import Analysis, Briefing, Document
from briefing.sources.many import expand
from briefing.sources.read import read
from briefing.worker import Worker


def analysed(
    sources: Iterable[str],
    config: Config,
    *,
    people: bool,
    failed: Callable[[BriefingError], None],
) -> Iterator[Briefing]:
    """The briefings in `sources`, in order; `failed` is told of each source that could not be read."""
    worker = Worker()
    try:
        for source in _expanded(sources, failed):
            try:
                documents = read(source, config, worker=worker)
                found = [
                    _analysed(document, config, worker if people else None)
                    for document in documents
                ]
            except BriefingError as error:
                failed(error)
                continue
            yield from found
    finally:
        worker.stop()


def analysed_document(document: Document) -> Briefing:
    """The briefing of a document, without its people."""
    return Briefing(document, Analysis(pipeline.split(document)))


def _expanded(sources: Iterable[str], failed: Callable[[BriefingError], None]) -> Iterator[str]:
    """The sources, folders and patterns replaced by the files in them."""
    for source in sources:
        try:
            yield from expand(source)
        except BriefingError as error:
            failed(error)


def _analysed(document: Document, config: Config, worker: Worker | None) -> Briefing:
    briefing = analysed_document(document)
    if worker is None:
        return briefing
    return replace(briefing, analysis=find_people(briefing, config, worker))
