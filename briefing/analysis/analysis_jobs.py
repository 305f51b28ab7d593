"""The parts of the analysis that take time or memory, as functions that the worker process runs."""

from briefing.analysis.pipeline import analyse, split
from briefing.model import Analysis, serialization
from briefing.model.serialization import PackedBriefing, from_bytes, unpack_briefing
from briefing.worker import Answer, report

_RECOGNISED = 0.95
"""The share of the work that recognising names is; measured."""


def sections(data: bytes) -> Answer:
    """A packed analysis: the sections of the document of the packed briefing `data`."""
    document = unpack_briefing(from_bytes(PackedBriefing, data)).document
    return Answer(None, serialization.pack_value(Analysis(split(document))))


def people(data: bytes, recogniser: str = "builtin") -> Answer:
    """A packed analysis: `data`, a packed briefing that was split, with entities and quotes.

    Tells the caller how far it is.

    Raises:
        ConfigError: when there is no such recogniser.
    """
    from briefing.analysis.ner import load

    briefing = unpack_briefing(from_bytes(PackedBriefing, data))
    found = analyse(briefing, load(recogniser), lambda share: report(_RECOGNISED * share))
    return Answer(None, serialization.pack_value(found))
