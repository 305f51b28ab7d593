"""The parts of the analysis that take time or memory, as functions that the worker process runs."""

from briefing.analysis.pipeline import analyse, split
from briefing.model import codec
from briefing.model.crossing import from_bytes
from briefing.worker import Json, report

_RECOGNISED = 0.95
"""The share of the work that recognising names is; measured."""


def sections(data: bytes) -> Json:
    """The sections of a briefing's document in the codec's JSON; `data` is what `crossing.to_bytes` gave."""
    return codec.dump(split(from_bytes(data).document))


def people(data: bytes, recogniser: str = "builtin") -> Json:
    """The analysis with entities and quotes of a briefing that has been split, in the codec's JSON.

    Tells the caller how far it is.

    Raises:
        ConfigError: when there is no such recogniser.
    """
    from briefing.analysis.recognise import load

    found = analyse(from_bytes(data), load(recogniser), lambda share: report(_RECOGNISED * share))
    return codec.dump(found)
