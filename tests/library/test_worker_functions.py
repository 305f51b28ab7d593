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
    analysis = unpack_value(Analysis, find_entities(data, EntitiesRequest("builtin")).analysis)
    merkel = next(e for e in analysis.entities or () if e.name == "Angela Merkel")
    assert merkel.description == "Chancellor"
    assert [quote.speaker for quote in analysis.quotes or ()] == [merkel.id]


def test_names_of_a_long_text_are_read_as_far_as_the_time_is_enough() -> None:
    ferry = [f"On day {day} the ferry came back late with tea.\n\n" * 8 for day in range(160)]
    document = Document(text=f"Angela Merkel spoke.\n\n{''.join(ferry)}Anna Seghers wrote.")
    data = to_bytes(pack_briefing(Briefing(document, Analysis(split(document)))))
    found = find_entities(data, EntitiesRequest("builtin", seconds=0.0))
    assert 0 < found.share < 1
    names = [each.name for each in unpack_value(Analysis, found.analysis).entities or ()]
    assert "Angela Merkel" in names
    assert "Anna Seghers" not in names


def test_empty_text_has_nobody() -> None:
    data = to_bytes(pack_briefing(Briefing(Document(text=""), Analysis())))
    analysis = unpack_value(Analysis, find_entities(data, EntitiesRequest("builtin")).analysis)
    assert (analysis.entities, analysis.quotes) == ((), ())


def test_an_unknown_recogniser_is_said() -> None:
    data = to_bytes(pack_briefing(Briefing(Document(text="A"), Analysis())))
    with pytest.raises(ConfigError):
        find_entities(data, EntitiesRequest("no_such_pipeline"))
