"""Sources to briefings, for printing: read, split and, where wanted, people; nothing is kept."""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from briefing.analysis import pipeline
from briefing.config import Config
from briefing.errors import BriefingError, PrivateHostError, WorkerError, WorkerTimeout
from briefing.library.people import LIMITS, find_people
from briefing.model import Analysis, Briefing, Document
from briefing.sources.expand_paths import expand_paths
from briefing.sources.local_file import quote_name
from briefing.sources.read_source import read_source
from briefing.sources.web.address_rules import Reach
from briefing.worker import Worker


def analyse_sources(
    sources: Iterable[str],
    config: Config,
    *,
    people: float,
    failed: Callable[[BriefingError], None],
    warned: Callable[[str], None],
    confirmed: Callable[[PrivateHostError], bool] = lambda _: False,
) -> Iterator[Briefing]:
    """The briefings in `sources`, in order; `people` is how many seconds of processor time finding them may take in each.

    `failed` is told of each source that could not be read, `warned` of each whose people were not found in time.
    `confirmed` asks the reader whether he means a host of his own network.
    """
    worker = Worker()
    try:
        for source in _expanded(sources, failed):
            try:
                documents = _read_given(source, config, worker, confirmed)
                found = [
                    _analysed(document, config, worker, people, warned) for document in documents
                ]
            except BriefingError as error:
                failed(error)
                continue
            yield from found
    finally:
        worker.stop()


def _read_given(
    source: str, config: Config, worker: Worker, confirmed: Callable[[PrivateHostError], bool]
) -> tuple[Document, ...]:
    """The documents of a source that the reader gave."""
    try:
        return read_source(source, config, worker=worker, reach=Reach.typed(source))
    except PrivateHostError as error:
        if not confirmed(error):
            raise
    return read_source(source, config, worker=worker, reach=Reach.typed(source, confirmed=True))


def split_document(document: Document) -> Briefing:
    """The briefing of a document, without its people."""
    return Briefing(document, Analysis(pipeline.split(document)))


def _expanded(sources: Iterable[str], failed: Callable[[BriefingError], None]) -> Iterator[str]:
    """The sources, folders and patterns replaced by the files in them."""
    for source in sources:
        try:
            yield from expand_paths(source)
        except BriefingError as error:
            failed(error)


def _analysed(
    document: Document,
    config: Config,
    worker: Worker,
    people: float,
    warned: Callable[[str], None],
) -> Briefing:
    briefing = split_document(document)
    if not people:
        return briefing
    limits = LIMITS._replace(cpu=people, wall=1.5 * people)
    try:
        found = find_people(briefing, config, worker, limits=limits)
    except WorkerTimeout:
        warned(
            f"{quote_name(document.source or '-')} is printed without its people, who were not found within"
            f" {people:g} seconds of work; --patience gives them longer."
        )
        return briefing
    except WorkerError as error:
        warned(f"{quote_name(document.source or '-')} is printed without its people. {error}")
        return briefing
    return replace(briefing, analysis=found)
