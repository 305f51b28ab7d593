"""What is expected of the sample's people, organizations and quotations stands beside it."""

import json
from functools import cache
from typing import Any

import pytest

from briefing.analysis.ner import load_recogniser
from briefing.analysis.pipeline import analyse, split
from briefing.model import Analysis, Briefing, Entity, EntityKind
from briefing.resources import sample_briefing
from tests.analysis.segmentation.plain import document

EXPECTED: dict[str, Any] = json.loads(
    sample_briefing().with_suffix(".expected.json").read_text(encoding="utf-8")
)


@cache
def analysis() -> tuple[str, Analysis]:
    seed = document(sample_briefing().read_text(encoding="utf-8"))
    briefing = Briefing(seed, Analysis(split(seed)))
    return seed.text, analyse(briefing, load_recogniser(), lambda share: None)


def named(kind: EntityKind) -> list[Entity]:
    return [e for e in analysis()[1].entities or () if e.kind is kind]


@pytest.mark.parametrize("kind", [EntityKind.PERSON, EntityKind.ORGANIZATION])
def test_each_is_there_once_and_nothing_beside(kind: EntityKind) -> None:
    names = [entity.name for entity in named(kind)]
    for expected in EXPECTED[kind.value]:
        assert sum(name.endswith(expected) for name in names) == 1, expected
    assert len(names) == len(EXPECTED[kind.value])


@pytest.mark.parametrize(("name", "description"), EXPECTED["person"].items())
def test_what_the_text_says_of_a_person(name: str, description: str | None) -> None:
    assert next(e for e in named(EntityKind.PERSON) if e.name == name).description == description


@pytest.mark.parametrize("expected", EXPECTED["quotes"], ids=lambda e: e["starts"])
def test_who_said_it(expected: dict[str, str | None]) -> None:
    text, found = analysis()
    names = {e.id: e.name for e in found.entities or ()}
    quote = next(
        q for q in found.quotes or () if text.startswith(expected["starts"] or "", q.span.start)
    )
    assert names.get(quote.speaker or "") == expected["speaker"]
    assert quote.speaker_span
    assert quote.speaker_span.of(text) == expected["words"]
    assert (quote.cue, quote.kind.value) == (expected["cue"], expected["kind"])
