"""Finding people and quotes, in the worker process."""

from collections.abc import Callable

from briefing.config import Config
from briefing.model import Analysis, Briefing, codec
from briefing.model.crossing import to_bytes
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
    found = worker.call(
        "briefing.analysis.remote:people",
        to_bytes(briefing),
        limits=limits,
        progress=progress,
        recogniser=config.recogniser,
    )
    return codec.load(Analysis, found)
