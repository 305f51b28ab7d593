"""A spaCy pipeline that the reader has installed, as a recogniser."""

import importlib
from collections.abc import Callable
from typing import Any

from briefing.analysis.ner.clean_text import plain
from briefing.analysis.ner.recognizer import silent
from briefing.analysis.ner.sentences import stretches
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


class Pipeline:
    """Wraps a loaded spaCy pipeline."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp

    @classmethod
    def open(cls, name: str) -> "Pipeline":
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

    def mentions(self, text: str, report: Callable[[float], None] = silent) -> tuple[Mention, ...]:
        """The names in `text`; runs of punctuation and long tokens are blanked first."""
        found = []
        clean = plain(text)
        for span in stretches(clean, MOST):
            for entity in self._nlp(span.of(clean)).ents:
                if entity.label_ in KINDS:
                    place = Span(entity.start_char, entity.end_char).shifted(span.start)
                    found.append(Mention(place, KINDS[entity.label_]))
            report(span.end / len(text))
        return tuple(found)
