"""A spaCy pipeline that the reader has installed, as a recogniser."""

import importlib
from collections.abc import Callable
from typing import Any

from briefing.analysis.ner.clean_text import plain_for_recognition
from briefing.analysis.ner.recognizer import no_progress
from briefing.analysis.ner.sentences import split_stretches
from briefing.errors import ConfigError
from briefing.model import EntityKind, Mention, Span

KINDS = {
    "PERSON": EntityKind.PERSON,
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANIZATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
}
"""The labels of spaCy's own pipelines (OntoNotes 5 and WikiNER) that name what we look for."""
MOST = 50_000
"""Characters given to spaCy at a time, to bound its memory."""


class SpacyRecognizer:
    """Wraps a loaded spaCy pipeline."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp

    @classmethod
    def open(cls, name: str) -> "SpacyRecognizer":
        """Loads the installed pipeline `name`.

        Raises:
            ConfigError: when spaCy or the pipeline is not installed.
        """
        try:
            spacy = importlib.import_module("spacy")
            return cls(spacy.load(name))
        except (ImportError, OSError) as error:
            raise ConfigError(
                f"The recogniser {name!r} is not installed; install spaCy and that pipeline, "
                'or set recogniser to "builtin".'
            ) from error

    def mentions(
        self, text: str, report: Callable[[float], None] = no_progress
    ) -> tuple[Mention, ...]:
        """The names in `text`; runs of punctuation and long tokens are blanked first."""
        found = []
        clean = plain_for_recognition(text)
        for span in split_stretches(clean, MOST):
            for entity in self._nlp(span.of(clean)).ents:
                if entity.label_ in KINDS:
                    place = Span(entity.start_char, entity.end_char).shifted(span.start)
                    found.append(Mention(place, KINDS[entity.label_]))
            report(span.end / len(text))
        return tuple(found)
