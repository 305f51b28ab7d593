"""Finding people and quotes, in the worker process."""

from collections.abc import Callable

from briefing.config import Config
from briefing.model import Analysis, Briefing
from briefing.model.serialization import pack_briefing, to_bytes, unpack_value
from briefing.worker import Limits, Worker

LIMITS = Limits(memory=3 << 30, cpu=300.0, wall=600.0)
"""The recogniser's runtime reserves address space that it does not use; its time is the reader's to stop."""


def find_people(
    briefing: Briefing,
    config: Config,
    worker: Worker,
    progress: Callable[[float], None] | None = None,
    limits: Limits = LIMITS,
) -> Analysis:
    """The analysis with entities and quotes.

    Raises:
        WorkerError: when the work fails, takes too much or is stopped.
    """
    found = worker.ask(
        "briefing.analysis.analysis_jobs:find_entities_job",
        to_bytes(pack_briefing(briefing)),
        limits=limits,
        progress=progress,
        recogniser=config.recogniser,
    )
    return unpack_value(Analysis, found.body)
