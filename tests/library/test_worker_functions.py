import pytest

from briefing.analysis.pipeline import split
from briefing.errors import ConfigError
from briefing.library.job_values import EntitiesRequest
from briefing.library.worker_functions import find_entities
from briefing.model import Analysis, Briefing, Document
from briefing.model.serialization import pack_briefing, to_bytes, unpack_value


def test_people_and_quotes_of_a_briefing() -> None:
    document = Document(text="Chancellor Angela Merkel spoke in Berlin. “It rains,” she said.")
    data = to_bytes(pack_briefing(Briefing(document, Analysis(split(document)))))
    analysis = unpack_value(Analysis, find_entities(data, EntitiesRequest("builtin")))
    merkel = next(e for e in analysis.entities or () if e.name == "Angela Merkel")
    assert merkel.description == "Chancellor"
    assert [quote.speaker for quote in analysis.quotes or ()] == [merkel.id]


def test_empty_text_has_nobody() -> None:
    data = to_bytes(pack_briefing(Briefing(Document(text=""), Analysis())))
    analysis = unpack_value(Analysis, find_entities(data, EntitiesRequest("builtin")))
    assert (analysis.entities, analysis.quotes) == ((), ())


def test_an_unknown_recogniser_is_said() -> None:
    data = to_bytes(pack_briefing(Briefing(Document(text="A"), Analysis())))
    with pytest.raises(ConfigError):
        find_entities(data, EntitiesRequest("no_such_pipeline"))
