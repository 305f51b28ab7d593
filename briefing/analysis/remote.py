"""The slow part of the analysis, as a function that the worker process runs."""

import json

from briefing.analysis.pipeline import analyse
from briefing.analysis.recognise import load
from briefing.model import Briefing, codec
from briefing.worker import Json, report

_RECOGNISED = 0.95
"""The share of the work that recognising names is; measured."""


def people(data: bytes, recogniser: str = "builtin") -> Json:
    """The analysis with entities and quotes of a briefing that has been split, both in the codec's JSON.

    Tells the caller how far it is.

    Raises:
        ConfigError: when there is no such recogniser.
    """
    briefing = codec.load(Briefing, json.loads(data))
    found = analyse(briefing, load(recogniser), lambda share: report(_RECOGNISED * share))
    return codec.dump(found)
