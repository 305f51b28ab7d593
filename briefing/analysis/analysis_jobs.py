"""The parts of the analysis that take time or memory, as functions that the worker process runs."""

from briefing.analysis.pipeline import analyse, split
from briefing.model import Analysis, serialization
from briefing.model.serialization import PackedBriefing, from_bytes, unpack_briefing
from briefing.worker import Result, report_progress

_RECOGNISED = 0.95
"""The share of the work that recognising names is; measured."""


def find_sections_job(data: bytes) -> Result:
    """A packed analysis: the sections of the document of the packed briefing `data`."""
    document = unpack_briefing(from_bytes(PackedBriefing, data)).document
    return Result(None, serialization.pack_value(Analysis(split(document))))


def find_entities_job(data: bytes, recogniser: str = "builtin") -> Result:
    """A packed analysis: `data`, a packed briefing that was split, with entities and quotes.

    Tells the caller how far it is.

    Raises:
        ConfigError: when there is no such recogniser.
    """
    from briefing.analysis.ner import load_recognizer

    briefing = unpack_briefing(from_bytes(PackedBriefing, data))
    found = analyse(
        briefing, load_recognizer(recogniser), lambda share: report_progress(_RECOGNISED * share)
    )
    return Result(None, serialization.pack_value(found))
