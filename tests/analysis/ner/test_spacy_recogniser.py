import re
import sys
from types import SimpleNamespace

import pytest

from briefing.analysis.ner import load_recogniser
from briefing.analysis.ner import spacy_recogniser as module
from briefing.model import EntityKind

LABELS = {"Maria": "PERSON", "Acme": "ORG", "Kenya": "GPE", "Monday": "DATE"}


@pytest.fixture(autouse=True)
def spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    def nlp(text: str) -> SimpleNamespace:
        found = re.finditer("|".join(LABELS), text)
        spans = [
            SimpleNamespace(start_char=m.start(), end_char=m.end(), label_=LABELS[m[0]])
            for m in found
        ]
        return SimpleNamespace(ents=spans)

    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=lambda name: nlp))
    load_recogniser.cache_clear()


def test_names_come_from_the_pipeline_with_offsets_of_the_whole_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST", 25)
    text = "On Monday Maria left\nAcme for Kenya.\n" * 3
    found = load_recogniser("some_pipeline").mentions(text)
    names = [(m.span.of(text), m.kind) for m in found]
    assert (
        names
        == [
            ("Maria", EntityKind.PERSON),
            ("Acme", EntityKind.ORGANIZATION),
            ("Kenya", EntityKind.PLACE),
        ]
        * 3
    )


def test_reports_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    shares: list[float] = []
    load_recogniser("some_pipeline").mentions("Maria of Acme went.\n" * 4, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
