from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import BriefingError, PrivateHostError, WorkerError, WorkerTimeout
from briefing.library.find_entities import find_entities
from briefing.library.ingest import read_briefings
from briefing.library.job_values import ELAPSED
from briefing.library.jobs import FIND_ENTITIES
from briefing.library.reading_worker import start_reader
from briefing.model import Analysis, Briefing
from briefing.sources.expand_paths import expand_paths
from briefing.sources.local_file import quote_name
from briefing.sources.web.address_rules import Reach
from briefing.worker import Worker

_RECOGNISING = 0.75
"""Share of the time for names."""


def analyse_sources(
    sources: Iterable[str],
    config: Config,
    *,
    entity_seconds: float,
    any_language: bool = False,
    failed: Callable[[BriefingError], None],
    warned: Callable[[str], None],
    confirmed: Callable[[PrivateHostError], bool] = lambda _: False,
    kept: Callable[[str], Analysis | None] = lambda _: None,
) -> Iterator[Briefing]:
    """`entity_seconds` is in seconds of CPU time per briefing; `warned` is told when they did not suffice.
    `failed` gets unreadable sources, `kept` finds a known analysis by SHA-256.
    """
    worker = start_reader()
    try:
        for source in _expand(sources, failed):
            try:
                briefings = _read(source, config, worker, confirmed, kept)
                found = [
                    _analyse(each, config, worker, entity_seconds, any_language, warned)
                    for each in briefings
                ]
            except BriefingError as error:
                failed(error)
                continue
            yield from found
    finally:
        worker.stop()


def _read(
    source: str,
    config: Config,
    worker: Worker,
    confirmed: Callable[[PrivateHostError], bool],
    kept: Callable[[str], Analysis | None],
) -> list[Briefing]:
    try:
        return read_briefings(source, config, worker, Reach.typed(source), kept)
    except PrivateHostError as error:
        if not confirmed(error):
            raise
    return read_briefings(source, config, worker, Reach.typed(source, confirmed=True), kept)


def _expand(sources: Iterable[str], failed: Callable[[BriefingError], None]) -> Iterator[str]:
    for source in sources:
        try:
            yield from expand_paths(source)
        except BriefingError as error:
            failed(error)


def _analyse(
    briefing: Briefing,
    config: Config,
    worker: Worker,
    entity_seconds: float,
    any_language: bool,
    warned: Callable[[str], None],
) -> Briefing:
    known = briefing.analysis
    if not entity_seconds:
        return replace(briefing, analysis=replace(known, entities=None, quotes=None))
    if known.entities is not None and not any_language:
        return briefing
    document = briefing.document
    name, limit = quote_name(document.source or "-"), f"over {entity_seconds:g} seconds"
    advice = f"finding them takes {limit}; allow more with --patience."
    limits = FIND_ENTITIES.allowance.limits(0)._replace(
        cpu=entity_seconds, wall=2 * ELAPSED * entity_seconds
    )
    try:
        found, share = find_entities(
            briefing,
            config,
            worker,
            limits=limits,
            any_language=any_language,
            seconds=_RECOGNISING * entity_seconds,
        )
    except WorkerTimeout:
        warned(f"{name} is printed without its names: {advice}")
        return briefing
    except WorkerError as error:
        warned(f"{name} is printed without its names. {error}")
        return briefing
    if share < 1:
        warned(f"{name} is printed with the names of its first {share:.0%} only: {advice}")
    return replace(briefing, analysis=found)
