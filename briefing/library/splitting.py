"""Splitting in the worker process: what compares the subjects of paragraphs takes 75 MB."""

from briefing.errors import DamagedData, WorkerError
from briefing.model import Analysis, Briefing, Document, Section
from briefing.model.sanitize import is_clean
from briefing.model.serialization import pack_briefing, to_bytes, unpack_value
from briefing.worker import Limits, Worker

_MEMORY = 2 << 30
_A_SECOND = 100_000
"""Code points that a second of the processor is given for, besides ten; splitting takes a tenth of that."""


def find_sections(document: Document, worker: Worker) -> tuple[Section, ...]:
    """The sections of `document`, split in `worker`.

    Raises:
        WorkerError: when it takes too much or is stopped.
    """
    seconds = 10.0 + len(document.text) / _A_SECOND
    found = worker.ask(
        "briefing.analysis.analysis_jobs:find_sections_job",
        to_bytes(pack_briefing(Briefing(document, Analysis()))),
        limits=Limits(memory=_MEMORY, cpu=seconds, wall=3 * seconds),
    )
    try:
        sections = unpack_value(Analysis, found.body).sections
    except DamagedData:
        raise WorkerError("It could not be split into its issues.") from None
    return checked(sections, document.text)


def checked(sections: tuple[Section, ...], text: str) -> tuple[Section, ...]:
    """Sections from a worker, which is not trusted.

    Raises:
        WorkerError: when they do not cover `text` in order, or hold what no text of ours holds.
    """
    edges = [0, *(section.span.end for section in sections)]
    starts = [section.span.start for section in sections]
    words = (word for each in sections for word in (each.title, each.reason))
    if (
        starts != edges[:-1]
        or edges[-1] != len(text)
        or edges != sorted(edges)
        or not all(map(is_clean, words))
    ):
        raise WorkerError("It could not be split into its issues.")
    return sections
