import importlib
from collections.abc import Callable
from typing import Any

from briefing.analysis.ner.clean_text import plain_for_recognition
from briefing.analysis.ner.recogniser import no_progress
from briefing.analysis.ner.sentences import split_stretches
from briefing.errors import ConfigError
from briefing.model import EntityKind, Mention, Span
from briefing.model.languages import ENGLISH

KINDS = {
    "PERSON": EntityKind.PERSON,
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
}
"""Labels of spaCy's own pipelines (OntoNotes 5 and WikiNER)."""
MOST = 50_000
"""Characters processed at a time, to limit memory."""


class SpacyRecogniser:
    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self.language: str = getattr(nlp, "lang", ENGLISH)

    @classmethod
    def open(cls, name: str) -> "SpacyRecogniser":
        try:
            spacy = importlib.import_module("spacy")
            return cls(spacy.load(name))
        except (ImportError, OSError) as error:
            raise ConfigError(
                f"The recogniser {name!r} is not installed; install spaCy and that pipeline, "
                'or set recogniser to "builtin".'
            ) from error

    def mentions(
        self, text: str, report: Callable[[float], object] = no_progress
    ) -> tuple[Mention, ...]:
        found = []
        clean = plain_for_recognition(text)
        for span in split_stretches(clean, MOST):
            for entity in self._nlp(span.of(clean)).ents:
                if entity.label_ in KINDS:
                    place = Span(entity.start_char, entity.end_char).shifted(span.start)
                    found.append(Mention(place, KINDS[entity.label_]))
            if report(span.end / len(text)) is True:
                break
        return tuple(found)
