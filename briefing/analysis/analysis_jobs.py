"""Worker functions for the analyses that take much time or memory."""

from briefing.analysis.pipeline import analyse, split
from briefing.model import Analysis, serialization
from briefing.model.serialization import PackedBriefing, from_bytes, unpack_briefing
from briefing.worker import Result, report_progress

_RECOGNISED = 0.95
"""Measured share of name recognition in the running time."""


def find_sections_job(data: bytes) -> Result:
    """Packed briefing in, packed analysis with sections out."""
    document = unpack_briefing(from_bytes(PackedBriefing, data)).document
    return Result(None, serialization.pack_value(Analysis(split(document))))


def find_entities_job(data: bytes, recogniser: str = "builtin") -> Result:
    """Packed briefing with sections in, packed analysis with entities and quotes out; reports progress.

    Raises:
        ConfigError: There is no such recognizer.
    """
    from briefing.analysis.ner import load_recognizer

    briefing = unpack_briefing(from_bytes(PackedBriefing, data))
    found = analyse(
        briefing, load_recognizer(recogniser), lambda share: report_progress(_RECOGNISED * share)
    )
    return Result(None, serialization.pack_value(found))
